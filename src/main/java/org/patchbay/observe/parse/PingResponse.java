package org.patchbay.observe.parse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Parses the lines that {@code ping} prints for each packet. */
final class PingResponse {
    /** The messages of pr_icmph (ping.c of iputils), and jc's names for them. */
    private static final Map<String, String> ERRORS = Map.ofEntries(
            Map.entry("Destination Net Unreachable", "destination_net_unreachable"),
            Map.entry("Destination Host Unreachable", "destination_host_unreachable"),
            Map.entry("Destination Protocol Unreachable", "destination_protocol_unreachable"),
            Map.entry("Destination Port Unreachable", "destination_port_unreachable"),
            Map.entry("Frag needed and DF set", "frag_needed_and_df_set"),
            Map.entry("Source Route Failed", "source_route_failed"),
            Map.entry("Destination Net Unknown", "destination_net_unknown"),
            Map.entry("Destination Host Unknown", "destination_host_unknown"),
            Map.entry("Destination Net Prohibited", "destination_net_prohibited"),
            Map.entry("Destination Host Prohibited", "destination_host_prohibited"),
            Map.entry("Packet filtered", "packet_filtered"),
            Map.entry("Redirect Network", "redirect_network"),
            Map.entry("Redirect Host", "redirect_host"),
            Map.entry("Time to live exceeded", "time_to_live_exceeded"),
            Map.entry("Frag reassembly time exceeded", "frag_reassembly_time_exceeded"));

    private PingResponse() {}

    static Optional<PingReport.Response> read(List<String> words, String line) {
        OptionalDouble timestamp = OptionalDouble.empty();
        List<String> rest = words;
        if (words.getFirst().startsWith("[") && words.getFirst().endsWith("]")) {
            timestamp = LineTokens.decimal(
                    words.getFirst().substring(1, words.getFirst().length() - 1));
            rest = words.subList(1, words.size());
        }
        if (line.contains("no answer yet for icmp_seq=")) {
            return Optional.of(new PingReport.Response(
                    "timeout",
                    timestamp,
                    OptionalLong.empty(),
                    Optional.empty(),
                    value(rest, "icmp_seq="),
                    OptionalLong.empty(),
                    OptionalDouble.empty(),
                    false));
        }
        if (rest.size() > 4 && rest.get(1).equals("bytes") && rest.get(2).equals("from")) {
            return Optional.of(reply(timestamp, rest));
        }
        return rest.size() > 2 && rest.getFirst().equalsIgnoreCase("from")
                ? error(timestamp, rest, line)
                : Optional.empty();
    }

    /** {@code 64 bytes from localhost (127.0.0.1): icmp_seq=1 ttl=64 time=0.041 ms (DUP!)}. */
    private static PingReport.Response reply(OptionalDouble timestamp, List<String> words) {
        OptionalLong sequence = value(words, "icmp_seq=");
        OptionalDouble time = words.stream()
                .filter(word -> word.startsWith("time="))
                .map(word -> LineTokens.decimal(word.substring(5)))
                .findFirst()
                .orElse(OptionalDouble.empty());
        return new PingReport.Response(
                "reply",
                timestamp,
                LineTokens.integer(words.getFirst()),
                Optional.of(address(words.subList(3, words.size()))),
                sequence.isPresent() ? sequence : value(words, "seq="),
                value(words, "ttl="),
                time,
                words.contains("(DUP!)"));
    }

    /** {@code From 10.70.2.10 icmp_seq=1 Destination Host Unreachable}. */
    private static Optional<PingReport.Response> error(OptionalDouble timestamp, List<String> words, String line) {
        return ERRORS.entrySet().stream()
                .filter(known -> line.contains(known.getKey()))
                .findFirst()
                .map(known -> new PingReport.Response(
                        known.getValue(),
                        timestamp,
                        OptionalLong.empty(),
                        Optional.of(address(words.subList(1, words.size()))),
                        value(words, "icmp_seq="),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        false));
    }

    /** The address in parentheses after a name, or the word itself. */
    private static String address(List<String> words) {
        for (String word : words) {
            if (word.startsWith("(") && word.length() > 2 && Character.digit(word.charAt(1), 16) >= 0) {
                return word.substring(1).replace("):", "").replace(")", "");
            }
            if (word.indexOf('=') >= 0) {
                break;
            }
        }
        String first = words.getFirst();
        return first.endsWith(":") && !first.endsWith("::") ? first.substring(0, first.length() - 1) : first;
    }

    private static OptionalLong value(List<String> words, String label) {
        return words.stream()
                .filter(word -> word.startsWith(label))
                .map(word -> LineTokens.integer(word.substring(label.length())))
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
