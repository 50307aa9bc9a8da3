package org.patchbay.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.check.Evidence;
import org.patchbay.check.Verdict;
import org.patchbay.lesson.Task;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Snapshot;
import org.patchbay.probe.ProbeException;

/**
 * What a machine is worth at one moment: every task judged by what its kernel says and by trying out whatever that leaves
 * open, whether a capture of the learner's runs or not. What the learner ran before counts for nothing.
 *
 * @param snapshot the state that was judged
 */
record Judgement(Snapshot snapshot, Map<Task, Verdict> verdicts) {
    /** How often it is begun anew when the network changes meanwhile. */
    private static final int ROUNDS = 3;

    /**
     * Judges. Takes a while: an attempt that nobody answers takes two seconds.
     *
     * @return empty if the network changed each time before all was tried
     * @throws ProbeException if the machine can't be looked at
     */
    static Optional<Judgement> of(Machine machine, List<Task> tasks) throws ProbeException {
        Inquiry inquiry = new Inquiry(machine.probe(), Inquiry.Manners.FORWARD, () -> false, () -> {});
        for (int round = 0; round < ROUNDS; round++) {
            Snapshot before = machine.look().snapshot();
            Evidence seen = new Evidence(Optional.of(before), Optional.of(CommandLog.EMPTY));
            Evidence tried = seen.with(
                    inquiry.all(seen, tasks.stream().map(Task::assertion).toList()));
            if (Shape.of(machine.look().snapshot()).equals(Shape.of(before))) {
                Map<Task, Verdict> verdicts = new LinkedHashMap<>();
                tasks.forEach(task -> verdicts.put(task, task.assertion().judge(tried)));
                return Optional.of(new Judgement(before, verdicts));
            }
        }
        return Optional.empty();
    }
}
