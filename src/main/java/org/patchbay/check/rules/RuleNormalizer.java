package org.patchbay.check.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.patchbay.check.verdict.Prefix;

/** Normalizes values of matches, so that equal meanings have equal texts. */
public final class RuleNormalizer {
    private static final Map<String, String> PROTOCOLS =
            Map.of("1", "icmp", "6", "tcp", "17", "udp", "58", "icmpv6", "ipv6-icmp", "icmpv6", "132", "sctp");
    private static final Map<String, String> ICMP_TYPES = Map.of(
            "echo-reply", "0",
            "destination-unreachable", "3",
            "redirect", "5",
            "echo-request", "8",
            "time-exceeded", "11");
    private static final int LAST_PORT = 65535;

    private RuleNormalizer() {}

    /** The normal form of a value; empty if it is invalid. */
    public static Optional<String> of(RulePart part, String value) {
        String text = value.strip();
        return switch (part) {
            case PROTOCOL -> said(protocol(text));
            case SOURCE, DESTINATION -> prefix(text);
            case IN, OUT -> said(text);
            case SOURCE_PORT, DESTINATION_PORT -> ports(text);
            case CT_STATE -> said(names(text.toLowerCase(Locale.ROOT)));
            case ICMP_TYPE -> said(ICMP_TYPES.getOrDefault(text, text));
            case SOURCE_TYPE, DESTINATION_TYPE -> said(names(text.toUpperCase(Locale.ROOT)));
            case MARK -> mark(text);
        };
    }

    private static Optional<String> said(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public static boolean samePrefix(String one, String other) {
        Optional<String> text = prefix(one);
        return text.isPresent() && text.equals(prefix(other));
    }

    public static boolean sameProtocol(String one, String other) {
        return protocol(one).equals(protocol(other));
    }

    private static String protocol(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return PROTOCOLS.getOrDefault(lower, lower);
    }

    /** A prefix without its host bits. */
    private static Optional<String> prefix(String text) {
        return Prefix.parse(text).map(prefix -> {
            byte[] bytes = prefix.address().getAddress();
            for (int i = 0; i < bytes.length; i++) {
                int kept = Math.clamp(prefix.length() - 8L * i, 0, 8);
                bytes[i] = (byte) (bytes[i] & (0xff00 >> kept));
            }
            return literal(bytes) + "/" + prefix.length();
        });
    }

    private static String literal(byte[] bytes) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += bytes.length == 4 ? 1 : 2) {
            int first = bytes[i] & 0xff;
            groups.add(bytes.length == 4 ? "" + first : Integer.toHexString(first << 8 | bytes[i + 1] & 0xff));
        }
        return String.join(bytes.length == 4 ? "." : ":", groups);
    }

    /** Merges ranges that touch, and sorts. */
    private static Optional<String> ports(String text) {
        TreeMap<Integer, Integer> ranges = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("[:-]", -1);
            Optional<Integer> from = port(ends[0], 0);
            Optional<Integer> to = port(ends[ends.length - 1], LAST_PORT);
            if (ends.length > 2 || from.isEmpty() || to.isEmpty() || from.get() > to.get() || part.isBlank()) {
                return Optional.empty();
            }
            ranges.merge(from.get(), to.get(), Math::max);
        }
        TreeMap<Integer, Integer> merged = new TreeMap<>();
        ranges.forEach((from, to) -> {
            boolean touches = !merged.isEmpty() && merged.lastEntry().getValue() + 1 >= from;
            merged.merge(touches ? merged.lastKey() : from, to, Math::max);
        });
        return Optional.of(merged.entrySet().stream()
                .map(range -> range.getKey().equals(range.getValue())
                        ? range.getKey().toString()
                        : range.getKey() + ":" + range.getValue())
                .collect(Collectors.joining(",")));
    }

    private static Optional<Integer> port(String text, int open) {
        if (text.isEmpty()) {
            return Optional.of(open);
        }
        return number(text).filter(port -> port >= 0 && port <= LAST_PORT).map(Long::intValue);
    }

    private static String names(String text) {
        List<String> names = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return String.join(",", names);
    }

    /** A mark without a mask of all bits. */
    private static Optional<String> mark(String text) {
        int slash = text.indexOf('/');
        Optional<Long> value = number(slash < 0 ? text : text.substring(0, slash));
        Optional<Long> mask = slash < 0 ? Optional.of(0xffffffffL) : number(text.substring(slash + 1));
        return value.flatMap(set -> mask.map(
                bits -> "0x" + Long.toHexString(set) + (bits == 0xffffffffL ? "" : "/0x" + Long.toHexString(bits))));
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.decode(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
