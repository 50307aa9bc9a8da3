package org.patchbay.lab.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.patchbay.terminal.Marker;

/** Converts recording markers to labels that any asciicast player can show, and back. */
public final class MarkerText {
    private static final Pattern JUDGED = Pattern.compile("(" + words() + ") ([^/ ]+)/([^/ ]+)");
    private static final Pattern SHOWN = Pattern.compile("solution shown: ([^/ ]+)/([^/ ]+)");
    private static final Pattern AT = Pattern.compile("step (\\S+)");
    private static final Pattern BACK = Pattern.compile("rewound to (\\S+)");
    private static final Pattern LOST = Pattern.compile("(\\d{1,18}) bytes lost");

    private MarkerText() {}

    public static String judged(RecordingMarker.Result outcome, TaskKey task) {
        return word(outcome) + " " + task;
    }

    public static String shown(TaskKey task) {
        return "solution shown: " + task;
    }

    public static String atStep(String step) {
        return "step " + step;
    }

    public static String backAt(String step) {
        return "rewound to " + step;
    }

    public static String slept() {
        return "slept";
    }

    static RecordingMarker read(Marker marker) {
        String label = marker.label();
        return marker.command()
                .<RecordingMarker>map(RecordingMarker.Command::new)
                .or(() -> read(
                        JUDGED, label, found -> new RecordingMarker.Judged(outcome(found.group(1)), key(found, 2))))
                .or(() -> read(SHOWN, label, found -> new RecordingMarker.Shown(key(found, 1))))
                .or(() -> read(AT, label, found -> new RecordingMarker.AtStep(found.group(1))))
                .or(() -> read(BACK, label, found -> new RecordingMarker.BackAt(found.group(1))))
                .or(() -> read(LOST, label, found -> new RecordingMarker.Lost(Long.parseLong(found.group(1)))))
                .orElseGet(
                        () -> label.equals(slept()) ? new RecordingMarker.Slept() : new RecordingMarker.Other(label));
    }

    private static Optional<RecordingMarker> read(
            Pattern pattern, String label, Function<Matcher, RecordingMarker> as) {
        Matcher found = pattern.matcher(label);
        return found.matches() ? Optional.of(as.apply(found)) : Optional.empty();
    }

    private static TaskKey key(Matcher found, int group) {
        return new TaskKey(found.group(group), found.group(group + 1));
    }

    private static RecordingMarker.Result outcome(String word) {
        return Arrays.stream(RecordingMarker.Result.values())
                .filter(outcome -> word(outcome).equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static String word(RecordingMarker.Result outcome) {
        return switch (outcome) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case REGRESSED -> "no longer";
            case HOLDS -> "holds";
        };
    }

    private static String words() {
        return Arrays.stream(RecordingMarker.Result.values())
                .map(MarkerText::word)
                .collect(Collectors.joining("|"));
    }
}
