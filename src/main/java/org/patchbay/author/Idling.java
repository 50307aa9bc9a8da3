package org.patchbay.author;

import java.util.Optional;
import org.patchbay.check.Verdict;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** A hundred commands at the start of a step that do nothing: no task of it may pass. */
record Idling(BoundLesson lesson, Step step) {
    static final int COMMANDS = 100;
    /** So many stand in one line: each prompt costs as much as a command. */
    private static final int A_LINE = 10;

    /**
     * Types them.
     *
     * @param machine at the start of the step, which it has entered
     * @return whether nothing passed; the machine is then as it was
     */
    boolean hold(Minutes minutes, Rehearsal machine) throws InterruptedException {
        Harmless harmless = Harmless.draw(lesson.seed(), COMMANDS, step);
        return minutes.trial(trial(harmless), harmless.lines(), () -> idle(machine, harmless));
    }

    private Trial trial(Harmless harmless) {
        String without = harmless.leftOut().isEmpty()
                ? ""
                : ", without "
                        + String.join(", ", harmless.leftOut().stream().sorted().toList())
                        + " which a task asks to run";
        return new Trial(
                lesson.id(),
                step.id(),
                "",
                Trial.Kind.HARMLESS,
                COMMANDS + " harmless commands (seed " + lesson.seed() + without + ")");
    }

    private Outcome.Result idle(Rehearsal machine, Harmless harmless) throws RehearsalException, InterruptedException {
        machine.hurry(harmless.together(A_LINE));
        for (Task task : step.tasks()) {
            Optional<Verdict> settled = machine.settled(task);
            Optional<Verdict> verdict = machine.passed(task).or(() -> settled);
            if (verdict.isEmpty() || verdict.get() instanceof Verdict.Passed) {
                return new Outcome.Failed("The task " + task.id() + " passes", harmless.lines(), verdict);
            }
        }
        return new Outcome.Passed();
    }
}
