package org.patchbay.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Place;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;

/**
 * One learner's lesson with its machine, terminals and checks, told as one journal of events. Thread-safe: one lock for
 * all its parts, so that {@link #state()} is of one moment; nothing that takes long happens under it but a write to the
 * database.
 */
public final class Lab {
    private final LabRecord record;
    private final BoundLesson lesson;
    private final Rooms rooms;
    private final Runnable unused;
    private final Supplier<Optional<Edition>> edition;
    private final Journal journal;

    private final Object lock = new Object();
    private final MachineLife life;
    private final KeptMachines kept;
    private final Chronicle chronicle;
    private final Walkthrough walkthrough;
    private final Submission submission;
    private final Desk desk;
    private final Notices notices;
    private final Demonstrations demonstrations;
    private final FrameWatch frameWatch;
    private final NetworkPicture picture;

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
        this.lesson = lesson;
        this.rooms = rooms;
        this.unused = unused;
        this.edition = edition;
        this.journal = new Journal(epoch);
        this.notices = new Notices(journal::publish);
        Profile profile = Profile.of(lesson.profile());
        this.life = new MachineLife(record.id(), rooms, profile, recordings, lock, new Household(), this::publish);
        this.chronicle = new Chronicle(life::machine);
        this.walkthrough = new Walkthrough(
                lesson,
                record.beginning().step(),
                rooms.handIns().of(record.id()),
                new Ledger(record.id(), rooms.progress(), rooms.alarm()::now, this::happens));
        this.submission = new Submission(record.id(), lesson, rooms.handIns(), rooms.alarm());
        this.desk = new Desk(life, lock, journal, terminal -> chronicle.opened(terminal, marked()));
        this.demonstrations = new Demonstrations(life, walkthrough, desk, notices, lock, journal::publish);
        this.kept = new KeptMachines(rooms.checkpoints(), record, profile, recordings, demonstrations);
        this.frameWatch = new FrameWatch(record.id(), life, lock, journal::publish, this::somethingHappened);
        this.picture = new NetworkPicture(life, frameWatch, lock, journal::publish, this::somethingHappened);
        if (!record.open()) {
            life.close();
        }
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

    /** Its terminals. */
    public Desk desk() {
        return desk;
    }

    /** What pages show of its network. */
    public NetworkPicture picture() {
        return picture;
    }

    public FrameWatch frameWatch() {
        return frameWatch;
    }

    public Demonstrations demonstrations() {
        return demonstrations;
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
                    demonstrations.showing(),
                    walkthrough.handIn(),
                    desk.shown(),
                    notices.told(),
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

    /**
     * A page shows this step: from now on failures in it are told, of what is begun from now on. If it is the current step
     * and no page has shown it before, the learner can go back to what they have done up to now.
     */
    public void view(String step) {
        boolean opened;
        boolean current;
        synchronized (lock) {
            opened = walkthrough.view(step);
            current = walkthrough.current().filter(at -> at.id().equals(step)).isPresent();
        }
        if (current) {
            life.machine().ifPresent(machine -> kept.shown(machine, step));
        }
        if (opened) {
            happened(Examiner::opened);
        }
    }

    /** The learner goes on from a step that only asks to be read. */
    public void goOn(String step) throws DeclinedException {
        Optional<Step> before;
        synchronized (lock) {
            before = walkthrough.current();
            walkthrough.goOn(step);
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
        submission.begin(ready.orElseThrow(), warned, came -> {
            synchronized (lock) {
                walkthrough.handedIn(came);
                lock.notifyAll();
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
            notices.withdraw(Notice.SHOWN_IN_VAIN);
            life.rewind(step, kept.at(step));
        }
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
        life.touch();
        kept.touch();
    }

    /** Ends the machine, if there is one or one is being made, and the waiting for one. The lab can be started again. */
    public void stop() {
        life.stop();
    }

    /** Whether it was ended before this object was made: it can be read, and has no machine. */
    boolean readOnly() {
        return !record.open();
    }

    /**
     * Puts the machine to sleep, and ends all else that goes on; a hand-in that is being judged is waited for. Neither
     * answers nor has a machine any more. Blocks, for some tenths of a second usually.
     */
    void retire() {
        // The journal first: pages learn from the record that the lab has ended.
        journal.close();
        demonstrations.end();
        try {
            synchronized (lock) {
                while (walkthrough.judging()) {
                    lock.wait();
                }
            }
            life.retire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        life.detach();
    }

    /** Lets go of the machine without ending it: the next server process goes on with it. */
    void detach() {
        // The journal first: what the end of this server does to the machine's connections is no news for pages.
        journal.close();
        demonstrations.end();
        life.detach();
    }

    /** Goes on with a machine of an earlier server process. */
    void adopt(Sandbox sandbox, Place place) {
        life.adopt(sandbox, place);
    }

    /** On the learner's way; with the lock held. */
    private void happens(LabEvent event) {
        chronicle.hear(event);
        publish(event);
    }

    /** With the lock held. */
    private void publish(LabEvent event) {
        journal.publish(event);
        notices.follow(event);
    }

    /** The step that recordings name as the one at which the learner is; graded work has none. With the lock held. */
    private Optional<String> marked() {
        return walkthrough.current().map(Step::id).filter(_ -> !lesson.graded());
    }

    private void somethingHappened() {
        happened(Examiner::look);
    }

    private void happened(Consumer<Examiner> judge) {
        demonstrations.stir();
        life.running().ifPresent(alive -> judge.accept(alive.examiner()));
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
        demonstrations.stir();
        keep(machine, Optional.of(step));
        return finished;
    }

    private void keep(Machine machine, Optional<Step> before) {
        Optional<String> now = current().map(Step::id);
        if (!now.equals(before.map(Step::id))) {
            now.ifPresent(step -> kept.opens(machine, step));
        }
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
            return picture.shown();
        }

        @Override
        public void looked() {
            picture.looked();
        }
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
            return kept.asleep();
        }

        @Override
        public boolean sleep(Machine machine) throws InterruptedException {
            return kept.sleep(machine);
        }

        @Override
        public void awake() {
            kept.awake();
        }

        @Override
        public Examiner examine(Machine machine) {
            chronicle.arrived(machine, marked());
            return new Examiner(machine, rooms.alarm(), Lab.this::current, new Bench(machine));
        }

        @Override
        public void somethingHappened() {
            Lab.this.somethingHappened();
        }

        @Override
        public void commandBegan() {
            happened(Examiner::began);
        }

        @Override
        public void networkChanged(long count) {
            happened(examiner -> examiner.changed(count));
        }

        @Override
        public void terminalsChanged() {
            demonstrations.terminalsChanged();
            desk.show();
        }

        @Override
        public void notice(Notice notice) {
            synchronized (lock) {
                notices.tell(notice);
            }
        }

        @Override
        public void homeless() {
            picture.looked();
            unused.run();
        }
    }
}
