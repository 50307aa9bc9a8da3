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
 * Writes a lab's events as markers into its machine's recordings: a step into all of them, a verdict into the one of
 * the terminal that earned it. Not thread-safe: guarded by the lab's lock.
 */
public final class RecordingMarkers {
    private final Supplier<Optional<LabMachine>> machine;
    private final Map<TaskKey, RecordingMarker.Result> written = new HashMap<>();
    private final List<String> entered = new ArrayList<>();
    /** The step of the last marker, by terminal of the current machine, including closed ones. */
    private final Map<String, String> marked = new HashMap<>();

    private List<Quote> evidence = List.of();

    /** @param machine the running one, if any */
    public RecordingMarkers(Supplier<Optional<LabMachine>> machine) {
        this.machine = machine;
    }

    /** Sets the verdict on which the next events are based. */
    public void rests(Verdict verdict) {
        evidence = switch (verdict) {
            case Verdict.Passed passed -> passed.evidence();
            case Verdict.Failed(Diagnosis diagnosis) -> diagnosis.evidence();
            case Verdict.Inconclusive _ -> List.of();
        };
    }

    /** Processes an event. Verdicts are written before they are published, steps by {@link #write()}. */
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
                // The old machine does not reach that step.
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

    /** Writes markers of entered steps. */
    public void write() {
        machine.get().ifPresent(now -> entered.forEach(step -> at(now, step)));
        entered.clear();
    }

    /** A machine is ready, with the learner at this step. */
    public void arrived(LabMachine now, Optional<String> step) {
        entered.clear();
        marked.clear();
        step.ifPresent(id -> at(now, id));
    }

    /** A terminal was opened with the learner at this step. */
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

    /** A diagnosis may change a hundred times before the task passes: only the first is written. */
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
     * The terminal of a running command whose output is quoted, such as a capture; else the one where a command last
     * started or ended, which caused the kernel's state; else the first.
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
