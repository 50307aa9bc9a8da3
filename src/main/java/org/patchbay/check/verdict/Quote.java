package org.patchbay.check.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Evidence as a tool prints it.
 *
 * @param source the command whose output shows it, such as {@code ip -br link}
 * @param text the line or lines; at most {@value #LIMIT} characters, longer text is cut
 */
public record Quote(String source, String text) {
    /** Limit of a quote, in characters. */
    public static final int LIMIT = 2_000;

    /** A time stamp at the start of a tcpdump line. */
    private static final Pattern TIMED = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d\\.\\d");

    public Quote {
        if (text.length() > LIMIT) {
            text = text.substring(0, LIMIT - 1) + "…";
        }
    }

    /** Merges the quotes of each command into one: every line once, lines with a time stamp ordered by time. */
    static List<Quote> merged(List<Quote> quotes) {
        Map<String, Quote> bySource = new LinkedHashMap<>();
        for (Quote quote : quotes) {
            bySource.merge(quote.source, quote, Quote::and);
        }
        return List.copyOf(bySource.values());
    }

    private Quote and(Quote other) {
        List<String> lines = Stream.of(this, other)
                .flatMap(quote -> quote.text.lines())
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
        boolean timed = lines.stream().allMatch(line -> TIMED.matcher(line).lookingAt());
        return new Quote(
                source, String.join("\n", timed ? lines.stream().sorted().toList() : lines));
    }
}
