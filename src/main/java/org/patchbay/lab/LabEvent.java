package org.patchbay.lab;

import java.util.List;

/** Something that changed in a lab. Language-neutral and immutable; a {@link Journal} holds the newest. */
public sealed interface LabEvent {
    record ProvisioningChanged(Provisioning provisioning) implements LabEvent {}

    /** A step was unlocked or is done. */
    record StepChanged(String step, StepState state) implements LabEvent {}

    record TaskChanged(TaskKey task, TaskState state) implements LabEvent {}

    record QuestionChanged(TaskKey question, QuestionState state) implements LabEvent {}

    record PredictionChanged(TaskKey prediction, PredictionState state) implements LabEvent {}

    /** @param shown how many hints of the task are revealed now */
    record HintRevealed(TaskKey task, int shown) implements LabEvent {}

    record HandInChanged(HandInState state) implements LabEvent {}

    record TerminalsChanged(List<TerminalView> terminals) implements LabEvent {
        public TerminalsChanged {
            terminals = List.copyOf(terminals);
        }
    }

    /** The lesson's files changed, or what is wrong with them; told only where their author is at work. */
    record EditionChanged(Edition edition) implements LabEvent {}

    record Noticed(Notice notice) implements LabEvent {}
}
