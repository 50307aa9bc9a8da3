package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Parses the output of {@code ping} (iputils, busybox), IPv4 and IPv6. Several runs give several reports. */
public final class Ping {
    private static final String EXPECTED = "'PING ADDRESS (ADDRESS) …'";

    private final OutputLines lines;
    private final List<PingReport> rows = new ArrayList<>();
    private Optional<String> pattern = Optional.empty();
    private PingReport report;

    private Ping(String text) {
        lines = new OutputLines(text);
    }

    /** Parses the output. Total; linear in the text. */
    public static Parsed<PingReport> parse(String text) {
        return new Ping(text).run();
    }

    private Parsed<PingReport> run() {
        List<PingReport.Response> responses = new ArrayList<>();
        ParseProblem first = new ParseProblem(1, EXPECTED, "");
        while (lines.advance()) {
            if (lines.blank()) {
                continue;
            }
            if (first.found().isEmpty()) {
                first = lines.problem(EXPECTED);
            }
            List<String> words = LineTokens.of(lines.line());
            if (words.getFirst().equals("PATTERN:") && words.size() > 1) {
                pattern = Optional.of(words.get(1));
            } else if (words.getFirst().equals("PING")) {
                finish(responses);
                heading(lines.line());
            } else if (report != null) {
                read(words, responses);
            }
        }
        finish(responses);
        return new Parsed<>(rows, rows.isEmpty() ? List.of(first) : List.of());
    }

    private void finish(List<PingReport.Response> responses) {
        if (report != null) {
            rows.add(with(report.destination(), report.statistics(), report.roundTrip(), responses));
            report = null;
            responses.clear();
        }
    }

    private PingReport with(
            Optional<String> destination,
            Optional<PingReport.Statistics> statistics,
            Optional<PingReport.RoundTrip> roundTrip,
            List<PingReport.Response> responses) {
        return new PingReport(
                report.sourceIp(),
                report.destinationIp(),
                report.dataBytes(),
                report.pattern(),
                destination,
                statistics,
                roundTrip,
                responses);
    }

    /**
     * {@code PING 10.70.2.11 (10.70.2.11) from 10.70.2.10 veth0: 56(84) bytes of data.},
     * {@code PING ::1(::1) 56 data bytes}, {@code PING 10.0.0.1 (10.0.0.1): 56 data bytes}.
     */
    private void heading(String line) {
        int open = line.indexOf('(');
        int close = line.indexOf(')', Math.max(open, 0));
        if (open < 0 || close < 0) {
            return;
        }
        String address = line.substring(open + 1, close);
        List<String> behind = LineTokens.of(line.substring(close + 1).replace('(', ' '));
        // For a name that resolves to IPv6 iputils prints "name(name (address))".
        int inner = address.indexOf('(');
        address = inner < 0 ? address : address.substring(inner + 1).strip();
        Optional<String> source = Optional.empty();
        OptionalLong bytes = OptionalLong.empty();
        for (int i = 0; i < behind.size(); i++) {
            if (behind.get(i).equals("from") && i + 1 < behind.size()) {
                source = Optional.of(behind.get(i + 1));
            } else if (bytes.isEmpty()) {
                bytes = LineTokens.integer(behind.get(i));
            }
        }
        report = new PingReport(
                source, address, bytes, pattern, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        pattern = Optional.empty();
    }

    private void read(List<String> words, List<PingReport.Response> responses) {
        String line = lines.line();
        if (words.getFirst().equals("---") && words.size() > 1) {
            report = with(Optional.of(words.get(1)), report.statistics(), report.roundTrip(), List.of());
        } else if (line.contains("packets transmitted")) {
            statistics(line);
        } else if (line.startsWith("rtt ") || line.startsWith("round-trip ")) {
            roundTrip(words);
        } else {
            PingResponse.read(words, line).ifPresent(responses::add);
        }
    }

    /** {@code 3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2031ms}. */
    private void statistics(String line) {
        long transmitted = 0;
        long received = 0;
        long duplicates = 0;
        OptionalLong errors = OptionalLong.empty();
        OptionalDouble loss = OptionalDouble.empty();
        OptionalDouble time = OptionalDouble.empty();
        for (String part : line.split(",")) {
            List<String> words = LineTokens.of(part);
            if (words.size() < 2) {
                continue;
            }
            OptionalLong count = LineTokens.integer(words.getFirst().replace("+", ""));
            if (part.endsWith("transmitted") && count.isPresent()) {
                transmitted = count.getAsLong();
            } else if (part.endsWith("received") && count.isPresent()) {
                received = count.getAsLong();
            } else if (part.endsWith("duplicates") && count.isPresent()) {
                duplicates = count.getAsLong();
            } else if (part.endsWith("errors")) {
                errors = count;
            } else if (part.endsWith("loss")) {
                loss = LineTokens.decimal(words.getFirst().replace("%", ""));
            } else if (words.getFirst().equals("time")) {
                time = LineTokens.decimal(words.get(1).replace("ms", ""));
            }
        }
        if (loss.isPresent()) {
            report = with(
                    report.destination(),
                    Optional.of(new PingReport.Statistics(
                            transmitted, received, duplicates, errors, loss.getAsDouble(), time)),
                    report.roundTrip(),
                    List.of());
        }
    }

    /** {@code rtt min/avg/max/mdev = 0.055/0.145/0.236/0.090 ms}. */
    private void roundTrip(List<String> words) {
        int equals = words.indexOf("=");
        if (equals < 0 || equals + 1 >= words.size()) {
            return;
        }
        String[] parts = words.get(equals + 1).split("/");
        List<OptionalDouble> values = new ArrayList<>();
        for (String part : parts) {
            values.add(LineTokens.decimal(part));
        }
        if (values.size() >= 3 && values.subList(0, 3).stream().allMatch(OptionalDouble::isPresent)) {
            PingReport.RoundTrip times = new PingReport.RoundTrip(
                    values.get(0).getAsDouble(),
                    values.get(1).getAsDouble(),
                    values.get(2).getAsDouble(),
                    values.size() > 3 ? values.get(3) : OptionalDouble.empty());
            report = with(report.destination(), report.statistics(), Optional.of(times), List.of());
        }
    }
}
