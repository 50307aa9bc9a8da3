package org.patchbay.lab;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.MarkerText;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.event.Notices;
import org.patchbay.lab.event.PlaybackState;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.progress.LessonProgress;
import org.patchbay.lesson.Task;
import org.patchbay.terminal.Terminal;

/**
 * The playbacks of one lab, one at a time. A task is stored as shown before its solution is typed, and then earns what
 * its lesson defines. Thread-safe: uses the lab's lock.
 */
public final class SolutionPlaybacks {
    private final MachineLifecycle lifecycle;
    private final LessonProgress lessonProgress;
    private final LabTerminals labTerminals;
    private final Notices notices;
    private final Object lock;
    private final Consumer<LabEvent> publish;
    /** Of the current machine. Written with the lock held. */
    private volatile Optional<SolutionPlayback> newest = Optional.empty();
    /** The state of a playback in progress. */
    private Optional<PlaybackState> playbackState = Optional.empty();

    /** @param lifecycle of the lab's machine */
    SolutionPlaybacks(
            MachineLifecycle lifecycle,
            LessonProgress lessonProgress,
            LabTerminals labTerminals,
            Notices notices,
            Object lock,
            Consumer<LabEvent> publish) {
        this.lifecycle = lifecycle;
        this.lessonProgress = lessonProgress;
        this.labTerminals = labTerminals;
        this.notices = notices;
        this.lock = lock;
        this.publish = publish;
    }

    /**
     * Plays the solutions of a step's open tasks, in their own terminals on the learner's machine. Returns at once;
     * progress is published in the journal.
     *
     * @param name of those terminals, in the learner's language
     */
    public void begin(String step, String name) throws DeclinedException {
        SolutionPlayback begun;
        synchronized (lock) {
            LabMachine machine =
                    lifecycle.machine().orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
            if (playbackState.isPresent()) {
                throw new DeclinedException(DeclinedException.Reason.ALREADY_SHOWING);
            }
            List<Task> tasks = lessonProgress.toShow(step);
            begun = new SolutionPlayback(machine, tasks, newest, new Viewers(machine, step, name));
            if (!machine.terminals().haveRoomFor(begun.missing())) {
                throw new DeclinedException(DeclinedException.Reason.TOO_MANY_TERMINALS);
            }
            notices.withdraw(Notice.SHOWN_IN_VAIN);
            newest = Optional.of(begun);
            shows(Optional.of(
                    new PlaybackState(new TaskKey(step, tasks.getFirst().id()), Optional.empty())));
        }
        begun.start();
    }

    /** Stops the playback. Does nothing without one. */
    public void end() {
        newest.ifPresent(SolutionPlayback::breakOff);
    }

    /** The playback's state. Requires the lock. */
    Optional<PlaybackState> playbackState() {
        return playbackState;
    }

    /** Something changed in the machine, or was judged. */
    void stir() {
        newest.ifPresent(SolutionPlayback::stir);
    }

    /** Waits until typing has ended. */
    void await() throws InterruptedException {
        Optional<SolutionPlayback> begun = newest;
        if (begun.isPresent()) {
            begun.get().await();
        }
    }

    /** The terminals or the machine have changed. */
    void terminalsChanged() {
        newest.ifPresent(begun -> {
            if (lifecycle.runs(begun.machine())) {
                begun.stir();
                return;
            }
            begun.breakOff();
            synchronized (lock) {
                newest = newest.filter(now -> now != begun);
            }
        });
    }

    /** Requires the lock. */
    private void shows(Optional<PlaybackState> now) {
        if (!now.equals(playbackState)) {
            playbackState = now;
            publish.accept(new LabEvent.ShowingChanged(now));
        }
    }

    /** Publishes a playback to the lab's pages. */
    private final class Viewers implements SolutionPlayback.Audience {
        private final LabMachine machine;
        private final String step;
        private final String name;

        private Viewers(LabMachine machine, String step, String name) {
            this.machine = machine;
            this.step = step;
            this.name = name;
        }

        @Override
        public boolean begins(Task task) {
            lifecycle.touch();
            synchronized (lock) {
                if (!lifecycle.runs(machine)) {
                    return false;
                }
                lessonProgress.show(step, task);
                shows(Optional.of(new PlaybackState(new TaskKey(step, task.id()), Optional.empty())));
                return true;
            }
        }

        @Override
        public Terminal open(int number) throws DeclinedException {
            return labTerminals.open(machine, number == 0 ? name : name + " " + (number + 1));
        }

        @Override
        public void watches(Task task, Terminal terminal) {
            Optional<PlaybackState> now =
                    Optional.of(new PlaybackState(new TaskKey(step, task.id()), Optional.of(terminal.id())));
            synchronized (lock) {
                if (now.equals(playbackState)) {
                    return;
                }
                shows(now);
            }
            terminal.mark(MarkerText.shown(now.orElseThrow().task()));
        }

        @Override
        public boolean passed(Task task) {
            synchronized (lock) {
                return lessonProgress.passed(new TaskKey(step, task.id()));
            }
        }

        @Override
        public void ended(SolutionPlayback.Ending ending) {
            synchronized (lock) {
                shows(Optional.empty());
                switch (ending) {
                    case SOLVED, BROKEN_OFF -> {}
                    case IN_VAIN -> notices.tell(Notice.SHOWN_IN_VAIN);
                }
            }
        }
    }
}
