package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.output.CapturedWays;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.web.topology.Facts;
import org.patchbay.web.topology.ToolsReport;
import org.patchbay.web.topology.Topology;

/**
 * Compares the pictures that a learner would see with the output of the machine's own tools: its network after each
 * step, and after each task the ways of the frames that were captured for it.
 *
 * <p>The tools are asked of the network between two looks: only where both pictures are the same is there one state
 * that all three speak of. What decays by itself, or is about to end, has a few rounds for that; what a picture says
 * wrongly, it says in each.
 */
final class PictureCheck implements TrialObserver {
    private static final int ROUNDS = 10;

    @Override
    public TrialOutcome.Result after(Step step, Task task, Trial machine) throws PlaybackException {
        List<String> faults = CapturedWays.faults(task.assertion(), machine.journeys());
        if (!faults.isEmpty()) {
            return failed("Not every frame that was captured can be followed", faults);
        }
        List<String> differences = task.equals(step.tasks().getLast()) ? network(machine) : List.of();
        return differences.isEmpty()
                ? new TrialOutcome.Passed()
                : failed("The picture is not what the kernel says", differences);
    }

    private static TrialOutcome.Result failed(String what, List<String> why) {
        return new TrialOutcome.Failed(what + ":\n  " + String.join("\n  ", why), List.of(), Optional.empty());
    }

    private static List<String> network(Trial machine) throws PlaybackException {
        List<String> differences = List.of("the network did not keep still");
        Facts before = picture(machine);
        for (int round = 0; round < ROUNDS; round++) {
            Facts kernel = ToolsReport.read(machine.ask(ToolsReport.SCRIPT));
            Facts after = picture(machine);
            if (after.equals(before)) {
                differences = after.differencesFrom(kernel);
                if (differences.isEmpty()) {
                    return differences;
                }
            }
            before = after;
        }
        return differences;
    }

    private static Facts picture(Trial machine) throws PlaybackException {
        return Facts.of(Topology.of(machine.look()));
    }
}
