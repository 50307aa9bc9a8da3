package org.patchbay.author;

import java.util.Optional;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** Types a hundred commands that change nothing at the start of a step. None of its tasks may pass. */
record NoopTrial(BoundLesson lesson, Step step) {
    static final int COMMANDS = 100;
    /** How many are typed as one line: each prompt costs as much as a command. */
    private static final int A_LINE = 10;

    /**
     * Types them.
     *
     * @param machine at the start of the step, which it has entered
     * @return whether nothing passed; the machine is then as it was
     */
    boolean run(TrialLog log, Trial machine) throws InterruptedException {
        NoopCommands noopCommands = NoopCommands.draw(lesson.seed(), COMMANDS, step);
        return log.trial(trial(noopCommands), noopCommands.lines(), () -> judge(machine, noopCommands));
    }

    private TrialCase trial(NoopCommands noopCommands) {
        String without = noopCommands.leftOut().isEmpty()
                ? ""
                : ", without "
                        + String.join(
                                ", ", noopCommands.leftOut().stream().sorted().toList())
                        + " which a task asks to run";
        return new TrialCase(
                lesson.id(),
                step.id(),
                "",
                TrialCase.Kind.HARMLESS,
                COMMANDS + " harmless commands (seed " + lesson.seed() + without + ")");
    }

    private TrialOutcome.Result judge(Trial machine, NoopCommands noopCommands)
            throws PlaybackException, InterruptedException {
        machine.hurry(noopCommands.together(A_LINE));
        for (Task task : step.tasks()) {
            Optional<Verdict> settled = machine.settled(task);
            Optional<Verdict> verdict = machine.passed(task).or(() -> settled);
            if (verdict.isEmpty() || verdict.get() instanceof Verdict.Passed) {
                return new TrialOutcome.Failed("The task " + task.id() + " passes", noopCommands.lines(), verdict);
            }
        }
        return new TrialOutcome.Passed();
    }
}
