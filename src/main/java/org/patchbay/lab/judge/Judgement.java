package org.patchbay.lab.judge;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.Assertion;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Finding;
import org.patchbay.check.verdict.Untried;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lesson.Task;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.probe.ProbeException;

/**
 * One complete judgement of a machine: every task, by the kernel's state and active probes, even during a capture.
 * Earlier commands do not count.
 *
 * @param snapshot the judged state
 * @param whole false if something is undecided because the machine failed to test it {@value #ROUNDS} times, or a
 *     script timed out
 */
public record Judgement(Snapshot snapshot, Map<Task, Verdict> verdicts, boolean whole) {
    /** How often it is restarted when the network changes or something can't be tested. */
    private static final int ROUNDS = 3;

    /** Pause for the machine before a retry: as long as a lost probe takes to end. */
    private static final Duration RECOVERY = Duration.ofSeconds(4);

    /**
     * Judges. Slow: a probe without a reply takes two seconds.
     *
     * @return empty if the network changed during every attempt
     * @throws ProbeException if the machine can't be inspected
     */
    public static Optional<Judgement> of(LabMachine machine, List<Task> tasks)
            throws ProbeException, InterruptedException {
        ActiveProbes activeProbes =
                new ActiveProbes(machine.probe(), ActiveProbes.CaptureRule.FORWARD, () -> false, () -> {});
        List<Assertion> assertions = tasks.stream().map(Task::assertion).toList();
        Map<EvidenceRequest, Finding> found = new HashMap<>();
        Optional<ForwardingState> of = Optional.empty();
        Optional<Judgement> last = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            if (last.isPresent()) {
                Thread.sleep(RECOVERY);
            }
            Snapshot before = machine.look().snapshot();
            ForwardingState forwardingState = ForwardingState.of(before);
            if (!of.equals(Optional.of(forwardingState))) {
                found.clear();
                of = Optional.of(forwardingState);
            }
            Evidence seen = new Evidence(Optional.of(before), Optional.of(CommandLog.EMPTY));
            Set<EvidenceRequest> left = activeProbes.all(seen, assertions, found);
            last = ForwardingState.of(machine.look().snapshot()).equals(forwardingState)
                    ? Optional.of(judged(tasks, seen, found, left))
                    : Optional.empty();
            if (last.isPresent() && left.isEmpty()) {
                return last;
            }
        }
        return last;
    }

    private static Judgement judged(
            List<Task> tasks, Evidence seen, Map<EvidenceRequest, Finding> found, Set<EvidenceRequest> left) {
        Map<EvidenceRequest, Finding> all = new HashMap<>(found);
        left.forEach(request -> all.put(request, Untried.GIVEN_UP));
        Evidence tried = seen.with(all);
        Map<Task, Verdict> verdicts = new LinkedHashMap<>();
        tasks.forEach(task -> verdicts.put(task, task.assertion().judge(tried)));
        return new Judgement(
                seen.snapshot().orElseThrow(),
                verdicts,
                verdicts.values().stream().noneMatch(Judgement::givenUp));
    }

    private static boolean givenUp(Verdict verdict) {
        return verdict instanceof Verdict.Inconclusive(var reason)
                && (reason.equals(Untried.GIVEN_UP.why()) || reason.equals(Untried.ENDLESS.why()));
    }
}
