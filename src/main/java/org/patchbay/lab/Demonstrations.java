package org.patchbay.lab;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.lesson.Task;
import org.patchbay.terminal.Terminal;

/**
 * The demonstrations in one lab, one at a time, and what the learner is told of them. A task whose solution is typed is
 * recorded as shown before anything is typed, and earns what its lesson says. Thread-safe: takes the lab's lock.
 */
public final class Demonstrations {
    private final MachineLife life;
    private final Walkthrough walkthrough;
    private final Desk desk;
    private final Notices notices;
    private final Object lock;
    private final Consumer<LabEvent> publish;
    /** On the machine that there is now. Written with the lock held. */
    private volatile Optional<Demonstration> newest = Optional.empty();
    /** While it goes on. */
    private Optional<Showing> showing = Optional.empty();

    /** @param life that of the lab's machine */
    Demonstrations(
            MachineLife life,
            Walkthrough walkthrough,
            Desk desk,
            Notices notices,
            Object lock,
            Consumer<LabEvent> publish) {
        this.life = life;
        this.walkthrough = walkthrough;
        this.desk = desk;
        this.notices = notices;
        this.lock = lock;
        this.publish = publish;
    }

    /**
     * Solves what is still to be done in a step before the learner's eyes: types the solutions into terminals of their own
     * on the learner's machine. Returns at once; the journal tells how it goes.
     *
     * @param name of those terminals, in the learner's language
     */
    public void begin(String step, String name) throws DeclinedException {
        Demonstration begun;
        synchronized (lock) {
            Machine machine =
                    life.machine().orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
            if (showing.isPresent()) {
                throw new DeclinedException(DeclinedException.Reason.ALREADY_SHOWING);
            }
            List<Task> tasks = walkthrough.toShow(step);
            begun = new Demonstration(machine, tasks, newest, new Onlookers(machine, step, name));
            if (!machine.terminals().haveRoomFor(begun.missing())) {
                throw new DeclinedException(DeclinedException.Reason.TOO_MANY_TERMINALS);
            }
            notices.withdraw(Notice.SHOWN_IN_VAIN);
            newest = Optional.of(begun);
            shows(Optional.of(new Showing(new TaskKey(step, tasks.getFirst().id()), Optional.empty())));
        }
        begun.start();
    }

    /** Types nothing more. Does nothing where nothing is shown. */
    public void end() {
        newest.ifPresent(Demonstration::breakOff);
    }

    /** What is being shown. With the lock held. */
    Optional<Showing> showing() {
        return showing;
    }

    /** Something has happened in the machine, or was judged. */
    void stir() {
        newest.ifPresent(Demonstration::stir);
    }

    /** Waits until nothing is typed any more. */
    void await() throws InterruptedException {
        Optional<Demonstration> begun = newest;
        if (begun.isPresent()) {
            begun.get().await();
        }
    }

    /** There are other terminals, or there is another machine. */
    void terminalsChanged() {
        newest.ifPresent(begun -> {
            if (life.runs(begun.machine())) {
                begun.stir();
                return;
            }
            begun.breakOff();
            synchronized (lock) {
                newest = newest.filter(now -> now != begun);
            }
        });
    }

    /** With the lock held. */
    private void shows(Optional<Showing> now) {
        if (!now.equals(showing)) {
            showing = now;
            publish.accept(new LabEvent.ShowingChanged(now));
        }
    }

    /** Those before whom a step is solved. */
    private final class Onlookers implements Demonstration.Audience {
        private final Machine machine;
        private final String step;
        private final String name;

        private Onlookers(Machine machine, String step, String name) {
            this.machine = machine;
            this.step = step;
            this.name = name;
        }

        @Override
        public boolean begins(Task task) {
            life.touch();
            synchronized (lock) {
                if (!life.runs(machine)) {
                    return false;
                }
                walkthrough.show(step, task);
                shows(Optional.of(new Showing(new TaskKey(step, task.id()), Optional.empty())));
                return true;
            }
        }

        @Override
        public Terminal open(int number) throws DeclinedException {
            return desk.open(machine, number == 0 ? name : name + " " + (number + 1));
        }

        @Override
        public void watches(Task task, Terminal terminal) {
            Optional<Showing> now = Optional.of(new Showing(new TaskKey(step, task.id()), Optional.of(terminal.id())));
            synchronized (lock) {
                if (now.equals(showing)) {
                    return;
                }
                shows(now);
            }
            terminal.mark(MomentText.shown(now.orElseThrow().task()));
        }

        @Override
        public boolean passed(Task task) {
            synchronized (lock) {
                return walkthrough.passed(new TaskKey(step, task.id()));
            }
        }

        @Override
        public void ended(Demonstration.Ending ending) {
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
