package org.patchbay.lab.event;

import java.util.List;
import java.util.Optional;

/** Something that changed in a lab. Language-neutral and immutable; a {@link Journal} holds the newest. */
public sealed interface LabEvent {
    /** One that says all that changed; the others only that something did. */
    sealed interface Told extends LabEvent {}

    record ProvisioningChanged(Provisioning provisioning) implements Told {}

    /** A step was unlocked or is done. */
    record StepChanged(String step, StepState state) implements Told {}

    record TaskChanged(TaskKey task, TaskState state) implements Told {}

    record QuestionChanged(TaskKey question, QuestionState state) implements Told {}

    record PredictionChanged(TaskKey prediction, PredictionState state) implements Told {}

    /** @param shown how many hints of the task are revealed now */
    record HintRevealed(TaskKey task, int shown) implements Told {}

    /** @param earns what the task has earned, or can still */
    record SolutionShown(TaskKey task, int earns) implements Told {}

    /** @param playbackState empty when nothing is shown any more */
    record ShowingChanged(Optional<PlaybackState> playbackState) implements Told {}

    record HandInChanged(HandInState state) implements Told {}

    record TerminalsChanged(List<TerminalView> terminals) implements Told {
        public TerminalsChanged {
            terminals = List.copyOf(terminals);
        }
    }

    /** The network in the machine is another than before; {@code NetworkPicture.network} is the newest. */
    record NetworkChanged() implements LabEvent {}

    /** Frames were seen that were not known before, or it stands otherwise with the watching; {@code NetworkPicture.frames} says. */
    record FramesSeen() implements LabEvent {}

    /** The learner went back to a step: so much is another that the whole state is to be told. */
    record Rewound() implements LabEvent {}

    /** The lesson's files changed, or what is wrong with them; told only where their author is at work. */
    record EditionChanged(LessonEdition lessonEdition) implements Told {}

    record Noticed(Notice notice) implements Told {}

    /** A notice no longer holds. */
    record NoticeWithdrawn(Notice notice) implements Told {}
}
