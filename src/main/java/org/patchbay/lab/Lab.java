package org.patchbay.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.patchbay.check.FrameJourneys;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.observe.Snapshot;
import org.patchbay.observe.Watch;
import org.patchbay.probe.ProbeException;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Place;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.terminal.Terminal;

/**
 * One learner's lesson with its machine, terminals and checks, told as one journal of events. Thread-safe: one lock for
 * all its parts, so that {@link #state()} is of one moment; nothing that takes long happens under it but a write to the
 * database.
 */
public final class Lab {
    private static final Logger LOG = Logger.getLogger(Lab.class);
    /** How long all devices are watched: time to go to a terminal and send something. */
    private static final Duration WATCH = Duration.ofSeconds(10);

    private final LabRecord record;
    private final Path recordings;
    private final BoundLesson lesson;
    private final Rooms rooms;
    private final Runnable unused;
    private final Supplier<Optional<Edition>> edition;
    private final Journal journal;

    private final Object lock = new Object();
    private final MachineLife life;
    private final Chronicle chronicle;
    private final Walkthrough walkthrough;
    private final Submission submission;
    private final Desk desk;
    private final AtomicInteger pictures = new AtomicInteger();
    private Optional<Scene> scene = Optional.empty();
    private Optional<Entering> kept = Optional.empty();
    private Followed followed = Followed.NOTHING;
    private Watching watching = new Watching.Never();
    private final List<Notice> notices = new ArrayList<>();
    /** The last one on the machine that there is now. Written with the lock held. */
    private volatile Optional<Demonstration> demonstration = Optional.empty();
    /** While it goes on. */
    private Optional<Showing> showing = Optional.empty();

    /**
     * @param recordings where each of its machines has a folder of its own
     * @param epoch unlike that of any other journal of this lab
     * @param unused is run whenever the lab may have become one that could be let go; asks {@link #letGo}
     * @param edition how the lesson stands to its files; empty for learners
     */
    Lab(
            LabRecord record,
            BoundLesson lesson,
            Rooms rooms,
            Path recordings,
            String epoch,
            Runnable unused,
            Supplier<Optional<Edition>> edition) {
        this.record = record;
        this.recordings = recordings;
        this.lesson = lesson;
        this.rooms = rooms;
        this.unused = unused;
        this.edition = edition;
        this.journal = new Journal(epoch);
        this.life = new MachineLife(
                record.id(), rooms, Profile.of(lesson.profile()), recordings, lock, new Household(), journal::publish);
        this.chronicle = new Chronicle(life::machine);
        this.walkthrough = new Walkthrough(
                lesson,
                record.beginning().step(),
                record.id(),
                rooms.progress().of(record.id()),
                rooms.handIns().of(record.id()),
                rooms.progress(),
                rooms.alarm()::now,
                this::happens);
        this.submission = new Submission(record.id(), lesson, rooms.handIns(), rooms.alarm());
        this.desk = new Desk(life::machine, lock, journal::publish);
    }

    public LabId id() {
        return record.id();
    }

    public BoundLesson lesson() {
        return lesson;
    }

    public Journal journal() {
        return journal;
    }

    public LabState state() {
        synchronized (lock) {
            return new LabState(
                    journal.last(),
                    life.provisioning(),
                    walkthrough.steps(),
                    walkthrough.tasks(),
                    walkthrough.earned(),
                    walkthrough.questions(),
                    walkthrough.predictions(),
                    walkthrough.hints(),
                    walkthrough.shown(),
                    showing,
                    walkthrough.handIn(),
                    desk.shown(),
                    notices,
                    edition.get());
        }
    }

    /** The step that the learner is at; empty when all are done. */
    Optional<Step> current() {
        synchronized (lock) {
            return walkthrough.current();
        }
    }

    /** Whether it has a machine that is at work. */
    boolean runs() {
        return life.machine().isPresent();
    }

    /**
     * A page shows the network from now on: {@link LabEvent.NetworkChanged} is told while any does.
     *
     * @return ends that; more than one call does nothing
     */
    public Runnable showNetwork() {
        AtomicBoolean shows = new AtomicBoolean(true);
        pictures.incrementAndGet();
        somethingHappened();
        return () -> {
            if (shows.getAndSet(false)) {
                pictures.decrementAndGet();
            }
        };
    }

    /** The network in the machine as it was last looked at; empty while there is no machine. */
    public Optional<Snapshot> network() {
        return life.machine().flatMap(Machine::seen);
    }

    /** The frames that can be followed in the machine that there is now, and how it stands with the watching. */
    public FramesView frames() {
        synchronized (lock) {
            return new FramesView(followed.journeys(), watching);
        }
    }

    /**
     * Watches all devices of the machine for ten seconds, so that the ways of the frames that pass meanwhile can be shown.
     * Returns at once; {@link LabEvent.FramesSeen} tells of its beginning and its end. It tells nothing that tcpdump on each
     * device does not, counts for no task, and so is had in graded lessons too.
     */
    public void watch() throws DeclinedException {
        Machine machine;
        synchronized (lock) {
            if (life.provisioning() instanceof Provisioning.Asleep) {
                throw new DeclinedException(DeclinedException.Reason.ASLEEP);
            }
            machine = life.machine().orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
            if (watching instanceof Watching.Now) {
                throw new DeclinedException(DeclinedException.Reason.WATCHING);
            }
            tell(new Watching.Now(WATCH.toSeconds()));
        }
        Thread.ofVirtual().name("watch-" + record.id()).start(() -> {
            Watching came = watched(machine);
            synchronized (lock) {
                tell(came);
            }
            somethingHappened();
        });
    }

    private Watching watched(Machine machine) {
        try {
            Watch watch = machine.watch(WATCH);
            if (life.runs(machine)) {
                return new Watching.Done(
                        machine.seen()
                                .map(seen -> FrameJourneys.followed(seen, watch))
                                .orElse(0),
                        watch.complete());
            }
        } catch (ProbeException e) {
            LOG.infof("The devices of lab %s could not be watched: %s", record.id(), e.getMessage());
        }
        return new Watching.Failed();
    }

    /** With the lock held. */
    private void tell(Watching now) {
        watching = now;
        journal.publish(new LabEvent.FramesSeen());
    }

    /** The lesson's files have changed, or may have. */
    void filesChanged() {
        synchronized (lock) {
            edition.get().ifPresent(now -> journal.publish(new LabEvent.EditionChanged(now)));
        }
    }

    public void answer(String step, String question, String choice) throws DeclinedException {
        Optional<Step> before;
        synchronized (lock) {
            before = walkthrough.current();
            walkthrough.answer(step, question, choice);
            chronicle.write();
        }
        life.machine().ifPresent(machine -> keep(machine, before));
        somethingHappened();
    }

    public void predict(String step, String prediction, String choice) throws DeclinedException {
        synchronized (lock) {
            walkthrough.predict(step, prediction, choice);
        }
    }

    public void hint(String step, String task) throws DeclinedException {
        synchronized (lock) {
            walkthrough.hint(step, task);
        }
    }

    /**
     * Hands in a graded lesson: all its tasks are judged once more, by the machine as it is now, and what comes of that is
     * stored for good. Returns at once; the journal tells how it goes. While it is being judged, a second call does nothing.
     */
    public void handIn() throws DeclinedException {
        Optional<Machine> ready = life.machine();
        boolean warned;
        synchronized (lock) {
            warned = walkthrough.warned();
            if (!walkthrough.handsIn(ready.isPresent())) {
                return;
            }
        }
        Machine machine = ready.orElseThrow();
        Thread.ofVirtual().name("hand-in-" + record.id()).start(() -> {
            HandInState judged = new HandInState.Open(Optional.of(HandInState.Hindrance.NOT_STORED));
            try {
                judged = submission.of(machine, warned);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.errorf(e, "Lab %s could not be handed in", record.id());
            } finally {
                synchronized (lock) {
                    walkthrough.handedIn(judged);
                }
            }
        });
    }

    /**
     * Goes back to where a step was entered: its tasks and those of the steps after it are to be done again, and the
     * machine is the one of that moment, the learner's own work of the steps before included. Returns at once; the journal
     * tells how it goes. What was earned stays.
     *
     * @param step one that has been entered before, also if it is locked since
     */
    public void rewind(String step) throws DeclinedException {
        synchronized (lock) {
            if (life.machine().isEmpty()) {
                throw new DeclinedException(DeclinedException.Reason.NOT_READY);
            }
            walkthrough.rewind(step);
            notices.remove(Notice.SHOWN_IN_VAIN);
            life.rewind(step, rooms.checkpoints().of(record, Profile.of(lesson.profile()), step));
        }
    }

    /**
     * Solves what is still to be done in a step before the learner's eyes: types the solutions into terminals of their own
     * on the learner's machine. A task so shown is recorded as shown, and earns what its lesson says. Returns at once; the
     * journal tells how it goes.
     *
     * @param name of those terminals, in the learner's language
     */
    public void show(String step, String name) throws DeclinedException {
        Demonstration begun;
        synchronized (lock) {
            Machine machine =
                    life.machine().orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
            if (showing.isPresent()) {
                throw new DeclinedException(DeclinedException.Reason.ALREADY_SHOWING);
            }
            List<Task> tasks = walkthrough.toShow(step);
            begun = new Demonstration(machine, tasks, demonstration, new Onlookers(machine, step, name));
            if (!machine.hasRoomFor(begun.missing())) {
                throw new DeclinedException(DeclinedException.Reason.TOO_MANY_TERMINALS);
            }
            notices.remove(Notice.SHOWN_IN_VAIN);
            demonstration = Optional.of(begun);
            shows(Optional.of(new Showing(new TaskKey(step, tasks.getFirst().id()), Optional.empty())));
        }
        begun.start();
    }

    /** Types nothing more of a solution that is being shown. */
    public void endShow() {
        demonstration.ifPresent(Demonstration::breakOff);
    }

    /** Makes a machine unless there is one or one is being made. Returns at once; the journal tells how it goes. */
    public void start() {
        life.start();
    }

    /** A page looks at the lab from now on. A machine is made for it if there is none. */
    public void join() {
        life.join();
        life.start();
    }

    /** A page is gone. When it was the last, a place in the waiting line is kept for a while only. */
    public void leave() {
        life.leave();
        unused.run();
    }

    /**
     * Closes the lab if no page looks at it and it has no machine and gets none.
     *
     * @return whether it is closed now; what it achieved is stored, and another object may take its place
     */
    boolean letGo() {
        if (!life.letGo()) {
            return false;
        }
        journal.close();
        return true;
    }

    /** A sign of life from the learner. Cheap enough for every key. */
    public void touch() {
        life.running().ifPresent(alive -> alive.watch().touch());
    }

    /** The terminal of that id. */
    public Optional<Terminal> terminal(String id) {
        return desk.terminal(id);
    }

    /** The terminal of that id, for the learner to work in: if its shell has ended, a new one is begun. */
    public Optional<Terminal> enterTerminal(String id) {
        return desk.enter(id);
    }

    /**
     * {@link #enterTerminal}, waiting for a machine that is on its way, however long that takes.
     *
     * @return empty if the machine has no such terminal, or there is none and none is on its way
     */
    public Optional<Terminal> awaitTerminal(String id) throws InterruptedException {
        while (true) {
            long seen = journal.last();
            boolean coming = life.coming();
            Optional<Terminal> terminal = enterTerminal(id);
            if (terminal.isPresent() || !coming || journal.after(seen) instanceof Journal.Reading.Closed) {
                return terminal;
            }
        }
    }

    /** Opens another terminal and returns its id. */
    public String openTerminal() throws DeclinedException {
        return desk.open();
    }

    /** Ends a terminal's shell. */
    public void closeTerminal(String id) throws DeclinedException {
        desk.close(id);
    }

    /** Gives a terminal a name of the learner's choosing: 1 to 24 characters. */
    public void renameTerminal(String id, String name) throws DeclinedException {
        desk.rename(id, name);
    }

    /** Ends the machine, if there is one or one is being made, and the waiting for one. The lab can be started again. */
    public void stop() {
        life.stop();
    }

    /** Lets go of the machine without ending it: the next server process goes on with it. */
    void detach() {
        // The journal first: what the end of this server does to the machine's connections is no news for pages.
        journal.close();
        endShow();
        life.detach();
    }

    /** Goes on with a machine of an earlier server process. */
    void adopt(Sandbox sandbox, Place place) {
        life.adopt(sandbox, place);
    }

    /** On the learner's way; with the lock held. */
    private void happens(LabEvent event) {
        chronicle.hear(event);
        journal.publish(event);
    }

    private void somethingHappened() {
        demonstration.ifPresent(Demonstration::stir);
        life.running().ifPresent(alive -> alive.examiner().look());
    }

    private boolean judged(Machine machine, Step step, Map<Task, Examiner.Judged> verdicts) {
        desk.show();
        boolean finished;
        synchronized (lock) {
            // A look that was under way when the learner went back saw another machine.
            if (!life.runs(machine)) {
                return false;
            }
            verdicts.forEach((task, judged) -> {
                chronicle.rests(judged.verdict());
                walkthrough.judged(step, task, judged.verdict(), judged.shown());
            });
            finished = walkthrough.finished(step);
            chronicle.write();
        }
        demonstration.ifPresent(Demonstration::stir);
        keep(machine, Optional.of(step));
        return finished;
    }

    private record Entering(Machine machine, String step) {}

    /**
     * Keeps the machine as it is when another step is entered, in the background: nobody waits for it. Once: an answer and
     * several looks may tell of the same entering, the later ones when the learner has worked on.
     */
    private void keep(Machine machine, Optional<Step> before) {
        Optional<Step> entered = current();
        if (entered.isPresent() && !entered.map(Step::id).equals(before.map(Step::id))) {
            String step = entered.get().id();
            Optional<Entering> entering = Optional.of(new Entering(machine, step));
            synchronized (lock) {
                if (entering.equals(kept)) {
                    return;
                }
                kept = entering;
            }
            Optional<Demonstration> shown = demonstration;
            Thread.ofVirtual().name("checkpoint-" + record.id()).start(() -> {
                try {
                    // Not in the middle of a line that nobody would ever end.
                    if (shown.isPresent()) {
                        shown.get().await();
                    }
                    rooms.checkpoints().take(record, step, machine, recordingsOf(machine));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private void looked() {
        follow();
        if (pictures.get() == 0) {
            return;
        }
        Optional<Scene> now = network().map(Scene::of);
        synchronized (lock) {
            if (!now.equals(scene)) {
                scene = now;
                journal.publish(new LabEvent.NetworkChanged());
            }
        }
    }

    /** Whether or not a page shows the network: what became of a frame is to be seen in the look that first tells of it. */
    private void follow() {
        Followed before;
        synchronized (lock) {
            before = followed;
        }
        Followed now = before.after(life.machine());
        if (now != before) {
            synchronized (lock) {
                followed = now;
                if (pictures.get() > 0) {
                    journal.publish(new LabEvent.FramesSeen());
                }
            }
        }
    }

    private Path recordingsOf(Machine machine) {
        return recordings.resolve(machine.sandbox().id().value());
    }

    /** Judges in the lab's name. */
    private final class Bench implements Examiner.Verdicts {
        private final Machine machine;

        private Bench(Machine machine) {
            this.machine = machine;
        }

        @Override
        public boolean judged(Step step, Map<Task, Examiner.Judged> verdicts) {
            return Lab.this.judged(machine, step, verdicts);
        }

        @Override
        public boolean watches() {
            return pictures.get() > 0;
        }

        @Override
        public void looked() {
            Lab.this.looked();
        }
    }

    /** With the lock held. */
    private void shows(Optional<Showing> now) {
        if (!now.equals(showing)) {
            showing = now;
            journal.publish(new LabEvent.ShowingChanged(now));
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
            touch();
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
                    case IN_VAIN -> tell(Notice.SHOWN_IN_VAIN);
                }
            }
        }
    }

    /** With the lock held. */
    private void tell(Notice notice) {
        notices.remove(notice);
        notices.add(notice);
        journal.publish(new LabEvent.Noticed(notice));
    }

    /** The lab as its machine's life sees it. */
    private final class Household implements Resident {
        @Override
        public List<String> preparation() {
            synchronized (lock) {
                return Preparation.of(lesson, walkthrough.behind());
            }
        }

        @Override
        public Optional<SavedMachine> asleep() {
            return rooms.checkpoints().of(record, Profile.of(lesson.profile()), Checkpoints.ASLEEP);
        }

        @Override
        public boolean sleep(Machine machine) throws InterruptedException {
            return rooms.checkpoints().take(record, Checkpoints.ASLEEP, machine, recordingsOf(machine));
        }

        @Override
        public void awake() {
            rooms.checkpoints().forget(record, Checkpoints.ASLEEP);
        }

        @Override
        public Examiner examine(Machine machine) {
            chronicle.arrived(machine, walkthrough.current().map(Step::id).filter(_ -> !lesson.graded()));
            return new Examiner(machine, rooms.alarm(), Lab.this::current, new Bench(machine));
        }

        @Override
        public void somethingHappened() {
            Lab.this.somethingHappened();
        }

        @Override
        public void terminalsChanged() {
            demonstration.ifPresent(shown -> {
                if (life.runs(shown.machine())) {
                    shown.stir();
                    return;
                }
                shown.breakOff();
                synchronized (lock) {
                    demonstration = demonstration.filter(now -> now != shown);
                }
            });
            desk.show();
        }

        @Override
        public void notice(Notice notice) {
            synchronized (lock) {
                tell(notice);
            }
        }

        @Override
        public void homeless() {
            Lab.this.looked();
            unused.run();
        }
    }
}
