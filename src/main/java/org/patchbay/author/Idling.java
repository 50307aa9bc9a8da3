package org.patchbay.author;

import java.util.Optional;
import org.patchbay.check.Verdict;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.lab.Rehearsals;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** A hundred commands at the start of a step that do nothing: no task of it may pass. */
record Idling(Rehearsals rehearsals, BoundLesson lesson, Step step, long seed) implements Sitting {
    static final int COMMANDS = 100;
    /** So many stand in one line: each prompt costs as much as a command. */
    private static final int A_LINE = 10;

    @Override
    public void hold(Minutes minutes) throws InterruptedException {
        Harmless harmless = Harmless.draw(seed, COMMANDS, step);
        String without = harmless.leftOut().isEmpty()
                ? ""
                : ", without "
                        + String.join(", ", harmless.leftOut().stream().sorted().toList())
                        + " which a task asks to run";
        Trial trial = new Trial(
                lesson.id(),
                step.id(),
                "",
                Trial.Kind.HARMLESS,
                COMMANDS + " harmless commands (seed " + seed + without + ")");
        minutes.trial(trial, harmless.lines(), () -> idle(harmless));
    }

    private Outcome.Result idle(Harmless harmless) throws RehearsalException, InterruptedException {
        try (Rehearsal machine = rehearsals.begin(lesson, step)) {
            machine.enter(step);
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
}
