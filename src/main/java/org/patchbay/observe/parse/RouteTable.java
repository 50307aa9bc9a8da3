package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.patchbay.observe.parse.RouteEntry.Columns;

/**
 * Parses the output of {@code route} (net-tools 1.60 to 2.10, busybox), with {@code -n}, {@code -e}, {@code -ee},
 * {@code -6}. Headings are localized, so a table is recognized by its title, which contains "IP" in every language, and
 * by the number of headings; without a title, by the headings in net-tools' languages.
 */
public final class RouteTable {
    private static final String HEADINGS = "the headings of a routing table";
    private static final String ROW = "a route";
    private static final Set<String> FIRST_HEADINGS =
            Set.of("Destination", "Adresát", "Ziel", "Sihtpunkt", "受信先サイト", "Destino", "目标", "目的地址", "Destinazione");

    private final OutputLines lines;
    private final List<RouteEntry> rows = new ArrayList<>();
    private final ParseProblems problems = new ParseProblems();
    private boolean titled;
    private boolean titledIpv6;
    private Columns columns;

    private RouteTable(String text) {
        lines = new OutputLines(text);
    }

    /** Parses the output. Total; linear in the text. */
    public static Parsed<RouteEntry> parse(String text) {
        return new RouteTable(text).run();
    }

    private Parsed<RouteEntry> run() {
        ParseProblem first = new ParseProblem(1, HEADINGS, "");
        while (lines.advance()) {
            if (lines.blank()) {
                continue;
            }
            if (first.found().isEmpty()) {
                first = lines.problem(HEADINGS);
            }
            read(LineTokens.of(lines.line()));
        }
        return new Parsed<>(rows, columns == null ? List.of(first) : problems.all());
    }

    private void read(List<String> words) {
        Columns heading = heading(words);
        if (heading != null) {
            columns = heading;
            titled = false;
            return;
        }
        Optional<RouteEntry> row = columns == null ? Optional.empty() : row(words);
        if (row.isPresent()) {
            rows.add(row.get());
        } else if (title(words)) {
            titled = true;
            titledIpv6 = lines.line().contains("IPv6");
        } else if (columns != null && lines.complete() && !lines.stranger()) {
            problems.add(lines.problem(ROW));
        }
    }

    private boolean title(List<String> words) {
        return words.size() <= 8 && lines.line().contains("IP") && !lines.prompt();
    }

    private Columns heading(List<String> words) {
        int count = words.size();
        boolean known = FIRST_HEADINGS.contains(words.getFirst());
        if (!(titled || known) || count < 7 || count > 12 || LineTokens.anyDigit(words)) {
            return null;
        }
        if (titledIpv6 && titled || lines.line().contains("Next Hop")) {
            return Columns.IPV6;
        }
        if (count >= 11) {
            return Columns.ALL;
        }
        return words.contains("MSS") || words.contains("irtt") ? Columns.EXTENDED : Columns.PLAIN;
    }

    private Optional<RouteEntry> row(List<String> words) {
        boolean ipv6 = columns == Columns.IPV6;
        int flagsAt = ipv6 ? 2 : 3;
        int expected =
                flagsAt + 1 + columns.before().size() + 1 + columns.behind().size();
        if (words.size() != expected || !flags(words.get(flagsAt))) {
            return Optional.empty();
        }
        Map<RouteEntry.Number, Long> numbers = new EnumMap<>(RouteEntry.Number.class);
        int ifaceAt = flagsAt + 1 + columns.before().size();
        boolean sound = numbers(numbers, columns.before(), words.subList(flagsAt + 1, ifaceAt))
                && numbers(numbers, columns.behind(), words.subList(ifaceAt + 1, words.size()));
        return sound
                ? Optional.of(new RouteEntry(
                        columns,
                        words.get(0),
                        words.get(1),
                        ipv6 ? Optional.empty() : Optional.of(words.get(2)),
                        words.get(flagsAt),
                        words.get(ifaceAt),
                        numbers))
                : Optional.empty();
    }

    private static boolean numbers(
            Map<RouteEntry.Number, Long> numbers, List<RouteEntry.Number> which, List<String> words) {
        for (int i = 0; i < which.size(); i++) {
            OptionalLong value = LineTokens.integer(words.get(i));
            if (value.isPresent()) {
                numbers.put(which.get(i), value.getAsLong());
            } else if (!words.get(i).equals("-")) {
                return false;
            }
        }
        return true;
    }

    private static boolean flags(String word) {
        return word.chars().allMatch(c -> c == '!' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z');
    }
}
