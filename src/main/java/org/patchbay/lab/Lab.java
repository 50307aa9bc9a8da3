package org.patchbay.lab;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.Journal;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.LabState;
import org.patchbay.lab.event.LessonEdition;
import org.patchbay.lab.event.MarkerText;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.event.Notices;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.judge.Examiner;
import org.patchbay.lab.machine.LabCheckpoint;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.RecordingMarkers;
import org.patchbay.lab.machine.StepPreparation;
import org.patchbay.lab.progress.LessonProgress;
import org.patchbay.lab.progress.ProgressWriter;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Lease;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.terminal.TerminalState;

/**
 * One learner's lesson with its machine, terminals and checks; all changes are published in one journal. Thread-safe:
 * one lock guards all parts, so that {@link #state()} is consistent; the slowest operation under it is a write to the
 * database.
 */
public final class Lab {
    private static final Logger LOG = Logger.getLogger(Lab.class);

    private final LabRecord record;
    private final BoundLesson lesson;
    private final LabServices services;
    private final Runnable unused;
    private final Supplier<Optional<LessonEdition>> lessonEdition;
    private final Journal journal;

    private final Object lock = new Object();
    private final MachineLifecycle lifecycle;
    private final LabCheckpoints kept;
    private final RecordingMarkers recordingMarkers;
    private final LessonProgress lessonProgress;
    private final Submission submission;
    private final LabTerminals labTerminals;
    private final Notices notices;
    private final SolutionPlaybacks playbacks;
    private final FrameWatch frameWatch;
    private final NetworkPicture picture;
    /** What was left last to go back to an earlier machine. */
    private Optional<Left> left = Optional.empty();

    /**
     * A machine that was left.
     *
     * @param step that was gone back to
     * @param passed the tasks of that step and those after it that were passed
     */
    private record Left(String step, Map<TaskKey, Instant> passed, LabCheckpoint machine) {}

    /**
     * @param recordings the folder with one folder per machine
     * @param epoch unique among this lab's journals
     * @param unused called whenever the lab may have become unused; then {@link #letGo} is tried
     * @param lessonEdition whether the lesson's files have changed; empty for learners
     */
    Lab(
            LabRecord record,
            BoundLesson lesson,
            LabServices services,
            Path recordings,
            String epoch,
            Runnable unused,
            Supplier<Optional<LessonEdition>> lessonEdition) {
        this.record = record;
        this.lesson = lesson;
        this.services = services;
        this.unused = unused;
        this.lessonEdition = lessonEdition;
        this.journal = new Journal(epoch);
        this.notices = new Notices(journal::publish);
        Profile profile = Profile.of(lesson.profile());
        this.lifecycle =
                new MachineLifecycle(record.id(), services, profile, recordings, lock, new Callbacks(), this::publish);
        this.recordingMarkers = new RecordingMarkers(lifecycle::machine);
        this.lessonProgress = new LessonProgress(
                lesson,
                record.newLab().step(),
                services.handIns().of(record.id()),
                new ProgressWriter(record.id(), services.progress(), services.scheduler()::now, this::happens));
        this.submission = new Submission(record.id(), lesson, services.handIns(), services.scheduler());
        this.labTerminals =
                new LabTerminals(lifecycle, lock, journal, terminal -> recordingMarkers.opened(terminal, marked()));
        this.playbacks =
                new SolutionPlaybacks(lifecycle, lessonProgress, labTerminals, notices, lock, journal::publish);
        this.kept = new LabCheckpoints(services.checkpoints(), record, profile, recordings, playbacks);
        this.frameWatch = new FrameWatch(record.id(), lifecycle, lock, journal::publish, this::somethingHappened);
        this.picture = new NetworkPicture(lifecycle, frameWatch, lock, journal::publish, this::somethingHappened);
        if (!record.open()) {
            lifecycle.close();
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

    /** The lab's terminals. */
    public LabTerminals labTerminals() {
        return labTerminals;
    }

    /** The network picture. */
    public NetworkPicture picture() {
        return picture;
    }

    public FrameWatch frameWatch() {
        return frameWatch;
    }

    public SolutionPlaybacks playbacks() {
        return playbacks;
    }

    public LabState state() {
        synchronized (lock) {
            return new LabState(
                    journal.last(),
                    lifecycle.provisioning(),
                    lessonProgress.steps(),
                    lessonProgress.tasks(),
                    lessonProgress.earned(),
                    lessonProgress.questions(),
                    lessonProgress.predictions(),
                    lessonProgress.hints(),
                    lessonProgress.shown(),
                    playbacks.playbackState(),
                    lessonProgress.handIn(),
                    labTerminals.shown(),
                    notices.told(),
                    lessonEdition.get());
        }
    }

    /** The learner's current step; empty when all are done. */
    Optional<Step> current() {
        synchronized (lock) {
            return lessonProgress.current();
        }
    }

    private Optional<Step> judgedStep() {
        synchronized (lock) {
            return lessonProgress.judgedStep();
        }
    }

    /** Whether it has a running machine. */
    boolean runs() {
        return lifecycle.machine().isPresent();
    }

    /** The lesson's files may have changed. */
    void filesChanged() {
        synchronized (lock) {
            lessonEdition.get().ifPresent(now -> journal.publish(new LabEvent.EditionChanged(now)));
        }
    }

    public void answer(String step, String question, String choice) throws DeclinedException {
        Optional<Step> before;
        synchronized (lock) {
            before = lessonProgress.current();
            lessonProgress.answer(step, question, choice);
            recordingMarkers.write();
        }
        lifecycle.machine().ifPresent(machine -> keep(machine, before));
        somethingHappened();
    }

    /**
     * A page shows this step: from now on failures of its tasks are shown, for commands begun from now on. The first
     * time for the current step, a checkpoint is updated with the learner's work so far.
     */
    public void view(String step) {
        boolean opened;
        boolean current;
        synchronized (lock) {
            opened = lessonProgress.view(step);
            current =
                    lessonProgress.current().filter(at -> at.id().equals(step)).isPresent();
        }
        if (current) {
            lifecycle.machine().ifPresent(machine -> kept.shown(machine, step));
        }
        if (opened) {
            happened(Examiner::opened);
        }
    }

    /** Completes a step that has only text. */
    public void goOn(String step) throws DeclinedException {
        Optional<Step> before;
        synchronized (lock) {
            before = lessonProgress.current();
            lessonProgress.goOn(step);
            recordingMarkers.write();
        }
        lifecycle.machine().ifPresent(machine -> keep(machine, before));
        somethingHappened();
    }

    public void predict(String step, String prediction, String choice) throws DeclinedException {
        synchronized (lock) {
            lessonProgress.predict(step, prediction, choice);
        }
    }

    public void hint(String step, String task) throws DeclinedException {
        synchronized (lock) {
            lessonProgress.hint(step, task);
        }
    }

    /**
     * Hands in a graded lesson: all its tasks are judged by the machine's current state, and the result is stored.
     * Returns at once; progress is published in the journal. Does nothing while a hand-in is being judged.
     */
    public void handIn() throws DeclinedException {
        Optional<LabMachine> ready = lifecycle.machine();
        boolean warned;
        synchronized (lock) {
            warned = lessonProgress.warned();
            if (!lessonProgress.handsIn(ready.isPresent())) {
                return;
            }
        }
        submission.begin(ready.orElseThrow(), warned, came -> {
            synchronized (lock) {
                lessonProgress.handedIn(came);
                lock.notifyAll();
            }
        });
    }

    /**
     * Rewinds to the start of a step: its tasks and later ones are open again, and the machine is restored with the
     * learner's own work of earlier steps. Returns at once; progress is published in the journal. Points are kept.
     *
     * @param step one that was entered before, even if it is locked now
     */
    public void rewind(String step) throws DeclinedException {
        synchronized (lock) {
            LabMachine machine = ready();
            lessonProgress.checkEntered(step);
            change(machine, step, Map.of(), Optional.empty(), back(step, Notice.REWOUND, Notice.REWOUND_ANEW));
        }
    }

    private MachineReplacement back(String step, Notice restored, Notice replaced) {
        return new MachineReplacement(
                Optional.of(MarkerText.backAt(step)), kept.at(step), Optional.of(restored), replaced);
    }

    /**
     * Goes back like {@link #rewind}, and keeps what there is now, so that {@link #undo} brings it back until the next step
     * is done. Blocks for some tenths of a second.
     *
     * @return false if it can't be kept; nothing has changed then
     */
    public boolean goBack(String step) throws DeclinedException, InterruptedException {
        synchronized (lock) {
            lessonProgress.checkEntered(step);
        }
        LabMachine machine = settled();
        MachineReplacement back = back(step, Notice.WENT_BACK, Notice.WENT_BACK_ANEW);
        Optional<LabCheckpoint> now = kept.leave(machine, back.saved());
        if (now.isPresent()) {
            change(machine, step, Map.of(), now, back);
        }
        return now.isPresent();
    }

    /** Restores the machine that was last left by going back, with its tasks; saves the current one too, if possible. */
    public void undo() throws DeclinedException, InterruptedException {
        Left last;
        LabMachine machine = settled();
        synchronized (lock) {
            last = left.filter(_ -> notices.told().stream().anyMatch(Notice::undoable))
                    .filter(there -> there.machine().exists())
                    .orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOTHING_TO_UNDO));
        }
        Optional<LabCheckpoint> now = kept.leave(machine, Optional.of(last.machine()));
        change(
                machine,
                last.step(),
                last.passed(),
                now,
                new MachineReplacement(
                        Optional.empty(),
                        Optional.of(last.machine()),
                        now.map(_ -> Notice.BACK_UNDONE),
                        Notice.REWOUND_ANEW));
    }

    /** The machine, in which no solution is being typed. */
    private LabMachine settled() throws DeclinedException, InterruptedException {
        playbacks.end();
        playbacks.await();
        return ready();
    }

    private LabMachine ready() throws DeclinedException {
        return lifecycle.machine().orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
    }

    private void change(
            LabMachine machine,
            String step,
            Map<TaskKey, Instant> passed,
            Optional<LabCheckpoint> now,
            MachineReplacement to)
            throws DeclinedException {
        synchronized (lock) {
            if (!lifecycle.runs(machine)) {
                throw new DeclinedException(DeclinedException.Reason.NOT_READY);
            }
            Map<TaskKey, Instant> before = lessonProgress.passedFrom(step);
            lessonProgress.rewind(step, passed);
            notices.withdraw(Notice.SHOWN_IN_VAIN);
            left = now.map(saved -> new Left(step, before, saved));
            lifecycle.rewind(to);
        }
    }

    /** Starts a machine unless there is one or one is starting. Returns at once; see the journal. */
    public void start() {
        lifecycle.start();
    }

    /** Adds a viewing page. Starts a machine if there is none. */
    public void join() {
        lifecycle.join();
        lifecycle.start();
    }

    /** Removes a viewing page. After the last one, the queue entry is kept for a grace period only. */
    public void leave() {
        lifecycle.leave();
        unused.run();
    }

    /**
     * Closes the lab if it has no viewing page, no machine and none starting.
     *
     * @return whether it is closed now; its progress is stored, and a new object may replace it
     */
    boolean letGo() {
        if (!lifecycle.letGo()) {
            return false;
        }
        journal.close();
        return true;
    }

    /** Records activity of the learner. Cheap enough for every key. */
    public void touch() {
        lifecycle.touch();
        kept.touch();
    }

    /** Ends the machine, or stops starting or queueing for one. The lab can be started again. */
    public void stop() {
        lifecycle.stop();
    }

    /** Ends the machine like {@link #stop()}, and never starts another. */
    void discard() {
        lifecycle.discard();
    }

    /** Whether it had ended before this object was created: it is readable, without a machine. */
    boolean readOnly() {
        return !record.open();
    }

    /**
     * Puts the machine to sleep and closes the lab for good, after waiting for a hand-in in progress. Usually blocks
     * for some tenths of a second.
     */
    void retire() {
        // Closed first: pages learn from the record that the lab has ended.
        journal.close();
        playbacks.end();
        try {
            // A playback must not be saved halfway.
            playbacks.await();
            synchronized (lock) {
                while (lessonProgress.judging()) {
                    lock.wait();
                }
            }
            lifecycle.retire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lifecycle.detach();
    }

    /** Disconnects from the machine without ending it, for the next server process. */
    void detach() {
        // Closed first: lost connections at the server's end must not be published.
        journal.close();
        playbacks.end();
        lifecycle.detach();
    }

    /** Takes over a machine of an earlier server process. */
    void adopt(Sandbox sandbox, Lease lease) {
        lifecycle.adopt(sandbox, lease);
    }

    /** Publishes an event of the learner's progress. Requires the lock. */
    private void happens(LabEvent event) {
        recordingMarkers.hear(event);
        publish(event);
    }

    /** Requires the lock. */
    private void publish(LabEvent event) {
        journal.publish(event);
        notices.follow(event);
    }

    /** The step for markers in recordings; empty for graded work. Requires the lock. */
    private Optional<String> marked() {
        return lessonProgress.current().map(Step::id).filter(_ -> !lesson.graded());
    }

    private void somethingHappened() {
        happened(Examiner::look);
    }

    private void happened(Consumer<Examiner> judge) {
        playbacks.stir();
        lifecycle.running().ifPresent(alive -> judge.accept(alive.examiner()));
    }

    private boolean judged(LabMachine machine, Step step, Map<Task, Examiner.Judged> verdicts) {
        labTerminals.show();
        boolean finished;
        synchronized (lock) {
            // A look that began before a rewind saw another machine.
            if (!lifecycle.runs(machine)) {
                return false;
            }
            verdicts.forEach((task, judged) -> {
                recordingMarkers.rests(judged.verdict());
                lessonProgress.judged(step, task, judged.verdict(), judged.shown());
            });
            finished = lessonProgress.finished(step);
            recordingMarkers.write();
        }
        playbacks.stir();
        if (finished) {
            keep(machine, Optional.of(step));
        }
        return finished;
    }

    private void keep(LabMachine machine, Optional<Step> before) {
        Optional<String> now = current().map(Step::id);
        if (!now.equals(before.map(Step::id))) {
            now.ifPresent(step -> kept.opens(machine, step));
        }
    }

    /** Receives verdicts for the lab. */
    private final class VerdictSink implements Examiner.Verdicts {
        private final LabMachine machine;

        private VerdictSink(LabMachine machine) {
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

    /** The lab's side of the machine's lifecycle. */
    private final class Callbacks implements MachineCallbacks {
        @Override
        public List<String> preparation() {
            synchronized (lock) {
                return StepPreparation.of(lesson, lessonProgress.behind());
            }
        }

        @Override
        public Optional<LabCheckpoint> asleep() {
            return kept.asleep();
        }

        @Override
        public boolean sleep(Sandbox sandbox) throws InterruptedException {
            return kept.sleep(sandbox);
        }

        @Override
        public void awake() {
            kept.awake();
        }

        @Override
        public Examiner examine(LabMachine machine) {
            recordingMarkers.arrived(machine, marked());
            return new Examiner(machine, services.scheduler(), Lab.this::judgedStep, new VerdictSink(machine));
        }

        @Override
        public void changed(long count) {
            happened(examiner -> examiner.changed(count));
        }

        @Override
        public void execution(Execution execution) {}

        @Override
        public void terminalEnded(String id, OptionalInt status) {
            terminalsChanged();
        }

        @Override
        public void commandChanged(Command command) {
            boolean begun = command.running() && command.output().isEmpty();
            happened(begun ? Examiner::began : Examiner::look);
        }

        @Override
        public void stateChanged(TerminalState state) {
            terminalsChanged();
        }

        @Override
        public void recordingStopped(String reason) {
            LOG.errorf("Recording of lab %s stopped: %s", record.id(), reason);
            notice(Notice.RECORDING_STOPPED);
        }

        @Override
        public void terminalsChanged() {
            playbacks.terminalsChanged();
            labTerminals.show();
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
