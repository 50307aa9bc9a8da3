package org.patchbay.lab.event;

import java.util.List;
import java.util.Optional;

/** A change in a lab. Language-neutral and immutable; a {@link Journal} holds the newest. */
public sealed interface LabEvent {
    /** An event with its content; others only report that something changed. */
    sealed interface Told extends LabEvent {}

    record ProvisioningChanged(Provisioning provisioning) implements Told {}

    /** A step was unlocked or completed. */
    record StepChanged(String step, StepState state) implements Told {}

    record TaskChanged(TaskKey task, TaskState state) implements Told {}

    record QuestionChanged(TaskKey question, QuestionState state) implements Told {}

    record PredictionChanged(TaskKey prediction, PredictionState state) implements Told {}

    /** @param shown the number of the task's revealed hints */
    record HintRevealed(TaskKey task, int shown) implements Told {}

    /** @param earns the points that the task has earned or can still earn */
    record SolutionShown(TaskKey task, int earns) implements Told {}

    /** @param playbackState empty when a playback has ended */
    record ShowingChanged(Optional<PlaybackState> playbackState) implements Told {}

    record HandInChanged(HandInState state) implements Told {}

    record TerminalsChanged(List<TerminalView> terminals) implements Told {
        public TerminalsChanged {
            terminals = List.copyOf(terminals);
        }
    }

    /** The network has changed; {@code NetworkPicture.network} has the newest. */
    record NetworkChanged() implements LabEvent {}

    /** Frame paths or the watch's state have changed; {@code NetworkPicture.frames} has the newest. */
    record FramesSeen() implements LabEvent {}

    /** A rewind: pages need the whole state. */
    record Rewound() implements LabEvent {}

    /** The lesson's files or their errors have changed; only in author mode. */
    record EditionChanged(LessonEdition lessonEdition) implements Told {}

    record Noticed(Notice notice) implements Told {}

    /** A notice was withdrawn. */
    record NoticeWithdrawn(Notice notice) implements Told {}
}
