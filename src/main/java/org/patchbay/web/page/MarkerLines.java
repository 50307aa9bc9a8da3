package org.patchbay.web.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.lab.event.RecordingMarker;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.terminal.Marker;

/** Converts markers of a lesson's recordings to lines of one language. Immutable. */
final class MarkerLines {
    private final BoundLesson lesson;
    private final Language language;

    MarkerLines(BoundLesson lesson, Language language) {
        this.lesson = lesson;
        this.language = language;
    }

    /** @param begins the recording's start, in seconds since the epoch */
    MarkerLine line(Marker marker, double begins) {
        return switch (RecordingMarker.of(marker)) {
            case RecordingMarker.Command(String line) -> line(marker, begins, "command", line);
            case RecordingMarker.Judged(RecordingMarker.Result outcome, TaskKey task) ->
                ofTask(marker, begins, outcome.name().toLowerCase(Locale.ROOT), task);
            case RecordingMarker.Shown(TaskKey task) -> ofTask(marker, begins, "shown", task);
            case RecordingMarker.AtStep(String step) -> ofStep(marker, begins, "step", step);
            case RecordingMarker.BackAt(String step) -> ofStep(marker, begins, "back", step);
            case RecordingMarker.Slept _ -> line(marker, begins, "slept", "");
            case RecordingMarker.Lost(long bytes) -> line(marker, begins, "lost", Long.toString(bytes));
            case RecordingMarker.Other(String label) -> line(marker, begins, "other", label);
        };
    }

    /** For an unknown step or task, the marker's label is shown. */
    private MarkerLine ofTask(Marker marker, double begins, String kind, TaskKey key) {
        int step = step(key.step());
        int task = lesson.step(key.step()).map(found -> task(found, key.task())).orElse(0);
        return step == 0 || task == 0
                ? line(marker, begins, "other", marker.label())
                : new MarkerLine(kind, at(marker.at()), time(begins + marker.at()), step, task, "");
    }

    private MarkerLine ofStep(Marker marker, double begins, String kind, String id) {
        Optional<Step> step = lesson.step(id);
        return step.map(found -> new MarkerLine(
                        kind,
                        at(marker.at()),
                        time(begins + marker.at()),
                        step(id),
                        0,
                        found.title().in(language)))
                .orElseGet(() -> line(marker, begins, "other", marker.label()));
    }

    private static MarkerLine line(Marker marker, double begins, String kind, String text) {
        return new MarkerLine(kind, at(marker.at()), time(begins + marker.at()), 0, 0, text);
    }

    private int step(String id) {
        return number(lesson.steps().stream().map(Step::id).toList(), id);
    }

    private static int task(Step step, String id) {
        return number(step.tasks().stream().map(Task::id).toList(), id);
    }

    private static int number(List<String> ids, String id) {
        return ids.indexOf(id) + 1;
    }

    /** The time as in the marker's URL. */
    static String at(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }

    static String time(double epoch) {
        return Instant.ofEpochMilli(Math.round(epoch * 1000)).toString();
    }
}
