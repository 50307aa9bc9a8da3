package org.patchbay.author;

import java.util.List;

/**
 * What can go wrong with several tasks, one after the other in one seat.
 *
 * @param taskContexts one or more, of one lesson, in its order
 */
record TrialSeries(List<TaskContext> taskContexts, boolean faults, boolean mutations) implements TrialRun {
    TrialSeries {
        taskContexts = List.copyOf(taskContexts);
    }

    @Override
    public void hold(TrialLog log) throws InterruptedException {
        try (TrialMachine trialMachine = new TrialMachine(taskContexts.getFirst())) {
            for (TaskContext taskContext : taskContexts) {
                trialMachine.turnTo(taskContext);
                new Mistakes(taskContext, faults, mutations).hold(log, trialMachine);
            }
        }
    }
}
