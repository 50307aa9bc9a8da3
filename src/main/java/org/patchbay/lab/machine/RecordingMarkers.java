package org.patchbay.lab.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.MarkerText;
import org.patchbay.lab.event.RecordingMarker;
import org.patchbay.lab.event.StepState;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.event.TaskState;
import org.patchbay.observe.Command;
import org.patchbay.terminal.Terminal;

/**
 * Writes into the recordings of a lab's machine what happens in the lab: a step into all of them, also those that are opened
 * later, a verdict into the one of the terminal that earned it. Not thread-safe: the lab's lock guards it.
 */
public final class RecordingMarkers {
    private final Supplier<Optional<LabMachine>> machine;
    private final Map<TaskKey, RecordingMarker.Result> written = new HashMap<>();
    private final List<String> entered = new ArrayList<>();
    /** By terminal of the machine that there is now, also of closed ones, the step that its recording names last. */
    private final Map<String, String> marked = new HashMap<>();

    private List<Quote> evidence = List.of();

    /** @param machine the one that runs, if any */
    public RecordingMarkers(Supplier<Optional<LabMachine>> machine) {
        this.machine = machine;
    }

    /** The verdicts that are heard of from now on rest on this one's evidence. */
    public void rests(Verdict verdict) {
        evidence = switch (verdict) {
            case Verdict.Passed passed -> passed.evidence();
            case Verdict.Failed(Diagnosis diagnosis) -> diagnosis.evidence();
            case Verdict.Inconclusive _ -> List.of();
        };
    }

    /** Something happens. Verdicts are written before anybody is told of them, steps with {@link #write()}. */
    public void hear(LabEvent event) {
        switch (event) {
            case LabEvent.TaskChanged(TaskKey task, TaskState state) ->
                outcome(state).ifPresent(outcome -> judged(task, outcome));
            case LabEvent.StepChanged(String step, StepState state) -> {
                if (state == StepState.OPEN) {
                    entered.add(step);
                }
            }
            case LabEvent.Rewound _ -> {
                // The machine that there still is does not come to see that step.
                entered.clear();
                written.clear();
            }
            case LabEvent.ProvisioningChanged _,
                    LabEvent.QuestionChanged _,
                    LabEvent.PredictionChanged _,
                    LabEvent.HintRevealed _,
                    LabEvent.SolutionShown _,
                    LabEvent.ShowingChanged _,
                    LabEvent.HandInChanged _,
                    LabEvent.TerminalsChanged _,
                    LabEvent.NetworkChanged _,
                    LabEvent.FramesSeen _,
                    LabEvent.EditionChanged _,
                    LabEvent.Noticed _,
                    LabEvent.NoticeWithdrawn _ -> {}
        }
    }

    /** Writes the steps that were entered. */
    public void write() {
        machine.get().ifPresent(now -> entered.forEach(step -> at(now, step)));
        entered.clear();
    }

    /** A machine is there, and its learner at this step. */
    public void arrived(LabMachine now, Optional<String> step) {
        entered.clear();
        marked.clear();
        step.ifPresent(id -> at(now, id));
    }

    /** A terminal was opened while the learner is at this step. */
    public void opened(Terminal terminal, Optional<String> step) {
        step.ifPresent(id -> at(terminal, id));
    }

    private void at(LabMachine machine, String step) {
        machine.terminals().all().forEach(terminal -> at(terminal, step));
    }

    private void at(Terminal terminal, String step) {
        if (!step.equals(marked.put(terminal.id(), step))) {
            terminal.mark(MarkerText.atStep(step));
        }
    }

    /** A diagnosis may change a hundred times before the task has passed: the first counts. */
    private void judged(TaskKey task, RecordingMarker.Result outcome) {
        if (outcome != written.put(task, outcome)) {
            machine.get().flatMap(this::earner).ifPresent(terminal -> terminal.mark(MarkerText.judged(outcome, task)));
        }
    }

    private static Optional<RecordingMarker.Result> outcome(TaskState state) {
        return switch (state) {
            case TaskState.Passed _ -> Optional.of(RecordingMarker.Result.PASSED);
            case TaskState.Failed _ -> Optional.of(RecordingMarker.Result.FAILED);
            case TaskState.Regressed _ -> Optional.of(RecordingMarker.Result.REGRESSED);
            case TaskState.Holding _ -> Optional.of(RecordingMarker.Result.HOLDS);
            case TaskState.Open _, TaskState.Inconclusive _ -> Optional.empty();
        };
    }

    /**
     * The terminal of a running command whose output is quoted, such as a capture; otherwise the one in which a command
     * started or ended last, for it earned what the kernel says now; the first before any did.
     */
    private Optional<Terminal> earner(LabMachine now) {
        List<Command> commands = now.terminals().since(Map.of()).commands();
        List<String> sources = evidence.stream().map(Quote::source).toList();
        return commands.reversed().stream()
                .filter(command -> command.running() && sources.contains(command.line()))
                .findFirst()
                .or(() -> commands.stream().max(Comparator.comparingDouble(RecordingMarkers::lastSign)))
                .flatMap(command -> now.terminals().of(command.terminal()))
                .or(() -> now.terminals().all().stream().findFirst());
    }

    private static double lastSign(Command command) {
        return command.running() ? command.startedAt() : command.endedAt();
    }
}
