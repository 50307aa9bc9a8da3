package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.Verdict;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.lab.Rehearsals;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/**
 * A hundred commands at the start of each step that do nothing: no task of it may pass. One machine goes through the lesson,
 * brought from step to step by the solutions of those before; after a failure the next step begins on another. For one
 * thread.
 */
final class Idling implements Sitting {
    static final int COMMANDS = 100;
    /** So many stand in one line: each prompt costs as much as a command. */
    private static final int A_LINE = 10;

    private final Rehearsals rehearsals;
    private final BoundLesson lesson;
    private final List<Step> steps;
    private Optional<Rehearsal> machine = Optional.empty();
    /** At the start of which of the lesson's steps the machine is. */
    private int reached;

    /** @param steps those that are tried, in the lesson's order */
    Idling(Rehearsals rehearsals, BoundLesson lesson, List<Step> steps) {
        this.rehearsals = rehearsals;
        this.lesson = lesson;
        this.steps = List.copyOf(steps);
    }

    @Override
    public void hold(Minutes minutes) throws InterruptedException {
        try {
            for (Step step : steps) {
                Harmless harmless = Harmless.draw(lesson.seed(), COMMANDS, step);
                if (!minutes.trial(trial(step, harmless), harmless.lines(), () -> idle(at(step), step, harmless))) {
                    leave();
                }
            }
        } finally {
            leave();
        }
    }

    private Rehearsal at(Step step) throws RehearsalException, InterruptedException {
        int to = lesson.steps().indexOf(step);
        if (machine.isPresent()) {
            machine.get()
                    .pass(lesson.steps().subList(reached, to).stream()
                            .flatMap(one -> one.tasks().stream())
                            .toList());
        } else {
            machine = Optional.of(rehearsals.begin(lesson, step));
        }
        reached = to;
        return machine.get();
    }

    private void leave() {
        machine.ifPresent(Rehearsal::close);
        machine = Optional.empty();
    }

    private Trial trial(Step step, Harmless harmless) {
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

    private static Outcome.Result idle(Rehearsal machine, Step step, Harmless harmless)
            throws RehearsalException, InterruptedException {
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
