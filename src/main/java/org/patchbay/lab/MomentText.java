package org.patchbay.lab;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.patchbay.terminal.Marker;

/** The markers of recordings as text, which any player of asciicasts can show, and back. */
final class MomentText {
    private static final Pattern JUDGED = Pattern.compile("(" + words() + ") ([^/ ]+)/([^/ ]+)");
    private static final Pattern SHOWN = Pattern.compile("solution shown: ([^/ ]+)/([^/ ]+)");
    private static final Pattern AT = Pattern.compile("step (\\S+)");
    private static final Pattern BACK = Pattern.compile("rewound to (\\S+)");
    private static final Pattern LOST = Pattern.compile("(\\d{1,18}) bytes lost");

    private MomentText() {}

    static String judged(Moment.Outcome outcome, TaskKey task) {
        return word(outcome) + " " + task;
    }

    static String shown(TaskKey task) {
        return "solution shown: " + task;
    }

    static String atStep(String step) {
        return "step " + step;
    }

    static String backAt(String step) {
        return "rewound to " + step;
    }

    static String slept() {
        return "slept";
    }

    static Moment read(Marker marker) {
        String label = marker.label();
        return marker.command()
                .<Moment>map(Moment.Command::new)
                .or(() -> read(JUDGED, label, found -> new Moment.Judged(outcome(found.group(1)), key(found, 2))))
                .or(() -> read(SHOWN, label, found -> new Moment.Shown(key(found, 1))))
                .or(() -> read(AT, label, found -> new Moment.AtStep(found.group(1))))
                .or(() -> read(BACK, label, found -> new Moment.BackAt(found.group(1))))
                .or(() -> read(LOST, label, found -> new Moment.Lost(Long.parseLong(found.group(1)))))
                .orElseGet(() -> label.equals(slept()) ? new Moment.Slept() : new Moment.Other(label));
    }

    private static Optional<Moment> read(Pattern pattern, String label, Function<Matcher, Moment> as) {
        Matcher found = pattern.matcher(label);
        return found.matches() ? Optional.of(as.apply(found)) : Optional.empty();
    }

    private static TaskKey key(Matcher found, int group) {
        return new TaskKey(found.group(group), found.group(group + 1));
    }

    private static Moment.Outcome outcome(String word) {
        return Arrays.stream(Moment.Outcome.values())
                .filter(outcome -> word(outcome).equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static String word(Moment.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case REGRESSED -> "no longer";
            case HOLDS -> "holds";
        };
    }

    private static String words() {
        return Arrays.stream(Moment.Outcome.values()).map(MomentText::word).collect(Collectors.joining("|"));
    }
}
