package org.patchbay.author;

import java.util.Optional;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.Trial;
import org.patchbay.observe.kernel.Snapshot;

/**
 * The machine of tasks' mistakes. One after the other can be made on it as long as what each leaves can be taken back;
 * after one of which something is left, a new one is made. For one thread.
 */
final class TrialMachine implements AutoCloseable {
    /** Of taking back: with a container goes what then need not be taken back. */
    private static final int ROUNDS = 3;

    private TaskContext taskContext;
    private Optional<Trial> trial = Optional.empty();
    private Optional<Snapshot> before = Optional.empty();
    /** Whether the tasks before have only just been solved in the step, so that what was typed for them still counts. */
    private boolean fresh;
    /** The machine on which the tasks before were solved by hand. */
    private Optional<StateFingerprint> arrived = Optional.empty();

    /** @param first the task to begin with */
    TrialMachine(TaskContext first) {
        this.taskContext = first;
    }

    /**
     * Turns to a task further on in the same lesson. The machine is brought there, if it can be made as it was: what is left
     * of the step itself is typed, as a tool's look may need that.
     */
    void turnTo(TaskContext next) throws InterruptedException {
        boolean same = next.step().equals(taskContext.step());
        try {
            if (trial.isPresent() && asBefore(trial.get())) {
                if (same) {
                    taskContext.solve(trial.get(), next.since(taskContext));
                } else {
                    next.pass(trial.get(), next.since(taskContext));
                }
                before = Optional.of(trial.get().look());
                fresh = same;
            } else {
                close();
            }
        } catch (PlaybackException e) {
            close();
        }
        taskContext = next;
        arrived = Optional.empty();
    }

    /** A machine on which only the task is left to do, and on which nothing counts that was done for it before. */
    Trial ready() throws PlaybackException, InterruptedException {
        if (trial.isPresent() && (fresh || asBefore(trial.get()))) {
            if (!fresh) {
                trial.get().enter(taskContext.step());
            }
            fresh = false;
            return trial.get();
        }
        close();
        Trial other = arrived.isPresent() ? again(arrived.get()) : taskContext.arrive();
        trial = Optional.of(other);
        before = Optional.of(other.look());
        if (arrived.isEmpty()) {
            arrived = Optional.of(StateFingerprint.of(before.get(), true));
        }
        return other;
    }

    /** The short way, if it leads to the same. */
    private Trial again(StateFingerprint known) throws PlaybackException, InterruptedException {
        Trial other = taskContext.shortcut();
        if (StateFingerprint.of(other.look(), true).equals(known)) {
            return other;
        }
        other.close();
        return taskContext.arrive();
    }

    /**
     * The machine as the last one who sat there left it.
     *
     * @throws PlaybackException if there is none
     */
    Trial solved() throws PlaybackException {
        return trial.orElseThrow(() -> new PlaybackException("There is no machine on which the task was solved"));
    }

    private boolean asBefore(Trial machine) throws PlaybackException, InterruptedException {
        Snapshot was = before.orElseThrow();
        Snapshot now = machine.look();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<String> back = Restoration.script(was, now);
            if (back.isEmpty()) {
                return false;
            }
            if (back.get().isEmpty()) {
                return alike(was, now) && forgotten(machine, was, now);
            }
            now = machine.mend(back.get(), one -> alike(was, one));
        }
        return false;
    }

    private static boolean alike(Snapshot was, Snapshot now) {
        return StateFingerprint.of(was, false).equals(StateFingerprint.of(now, false));
    }

    private static boolean forgotten(Trial machine, Snapshot was, Snapshot now)
            throws PlaybackException, InterruptedException {
        Optional<String> forgetting = LearnedState.forgetting(was, now);
        if (forgetting.filter(script -> !script.isEmpty()).isPresent()) {
            forgetting = LearnedState.forgetting(was, machine.mend(forgetting.get(), one -> true));
        }
        return forgetting.filter(String::isEmpty).isPresent();
    }

    /** Has the next one be made on a new machine. */
    @Override
    public void close() {
        fresh = false;
        trial.ifPresent(Trial::close);
        trial = Optional.empty();
    }
}
