package org.patchbay.lab;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.patchbay.identity.LearnerId;
import org.patchbay.lab.machine.Checkpoints;
import org.patchbay.lab.machine.Recordings;
import org.patchbay.lab.progress.LessonProgress;
import org.patchbay.lab.progress.ProgressWriter;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.lesson.Step;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Sandbox;

/**
 * The labs with a viewer or a machine: created on first use, released when they have neither. Thread-safe.
 */
public final class Labs implements AutoCloseable {
    /** How long the end of a lab can be undone, and its machine is kept. */
    public static final Duration UNDO = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(Labs.class);
    /** Far more than labs that are made at the same time, so that reading one from the database hardly delays another. */
    private static final int LOCKS = 1024;

    private final LabServices services;
    private final LessonVersions lessonVersions;
    private final boolean authoring;
    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<LabId, Lab> labs = new ConcurrentHashMap<>();
    /** Those whose machines are being put to sleep because they were ended; each is completed when that is done. */
    private final ConcurrentMap<LabId, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();
    /** Read-locked while a use of a lab begins, write-locked while all labs are closed. */
    private final ReadWriteLock using = new ReentrantReadWriteLock();

    /** The lock of a lab, by the hash of its id: held while it is made, its use begins, or it is taken out. */
    private final List<ReentrantLock> changing =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    private boolean closed;

    /**
     * @param authoring whether labs tell how their lessons stand to the files, and may be begun at any step
     * @param folder where each lab has a folder of its own for its recordings
     */
    public Labs(LabServices services, LiveCourse course, boolean authoring, Path folder) {
        this.services = services;
        this.lessonVersions = new LessonVersions(course, services.labs());
        this.authoring = authoring;
        this.folder = folder;
        course.onChange(_ -> labs.values().forEach(Lab::filesChanged));
    }

    /**
     * The learner's lab of a lesson, the open one or a new one; its machine is being made when this returns.
     *
     * @return empty if there is no such lesson
     */
    public Optional<Lab> open(LearnerId learner, String lesson) {
        return lessonVersions
                .current(lesson)
                .flatMap(current -> begin(learner, current, random.nextLong(), Optional.empty()));
    }

    /**
     * Ends the lab and begins another attempt at its lesson, as the course has it now and with other parameters.
     *
     * @return empty if the course has no such lesson any more; the lab goes on then
     */
    public Optional<Lab> newAttempt(LabRecord lab) {
        return replace(lab, random.nextLong(), Optional.empty());
    }

    /**
     * Ends the lab and restarts its lesson at any of its steps, as the course has it now and with the same parameters: the
     * machine is brought there by the solutions of the steps before. For authors.
     *
     * @param step where to begin; at the first if the lesson has no such step
     * @return empty if this is no server for authors, or the course has no such lesson any more
     */
    public Optional<Lab> restartAt(LabRecord lab, String step) {
        return authoring ? replace(lab, lab.newLab().seed(), Optional.of(step)) : Optional.empty();
    }

    /** The lesson of a lab, as it was when the lab began; empty if it is gone and was not kept. */
    public Optional<BoundLesson> lesson(LabRecord lab) {
        // To draw it again would take as long as all the rest of a page.
        return find(lab.id())
                .map(Lab::lesson)
                .or(() -> lessonVersions
                        .of(lab)
                        .map(lesson -> lesson.bind(lab.newLab().seed())));
    }

    /** What was recorded in the lab of that id. */
    public Recordings recordings(LabId id) {
        return new Recordings(folder.resolve(id.value()));
    }

    /** The step that the learner is at; empty when all are done, for graded work, and if the lesson is gone. */
    public Optional<Step> standing(LabRecord lab) {
        return lesson(lab)
                .filter(lesson -> !lesson.graded())
                .flatMap(lesson -> find(lab.id())
                        .map(Lab::current)
                        .orElseGet(() -> asStored(lesson, lab).current()));
    }

    /** Whether the lab of that id has a machine that is at work. */
    public boolean runs(LabId id) {
        return find(id).filter(Lab::runs).isPresent();
    }

    /** Whether the machine of an ended lab is kept, or is about to be: {@link #reopen} brings it back then. */
    public boolean sleeps(LabId id) {
        return ending.containsKey(id)
                || services.labs()
                        .find(id)
                        .filter(services.checkpoints()::sleeps)
                        .isPresent();
    }

    /**
     * A page looks at the lab of that id from now on; empty if there is none, or it is not {@link #readable}, or its lesson
     * is gone.
     */
    public Optional<Lab> join(LabId id) {
        return services.labs().find(id).filter(this::readable).flatMap(record -> used(record, Lab::join));
    }

    /** Whether its page can be shown: that of an ended lab if it was handed in, with its result and without a machine. */
    public boolean readable(LabRecord lab) {
        return lab.open() || services.handIns().of(lab.id()).isPresent();
    }

    /** The lab of that id, if somebody looks at it or it has a machine. */
    public Optional<Lab> find(LabId id) {
        return Optional.ofNullable(labs.get(id));
    }

    /**
     * Ends a lab. Its progress stays, and for the time of {@link #UNDO} so does all that is needed to {@link #reopen} it:
     * its machine, put to sleep, and those that can be gone back to. Blocks until the machine sleeps.
     */
    public void end(LabId id) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (ending.putIfAbsent(id, done) == null) {
            end(id, done, () -> {
                boolean open = services.labs().find(id).filter(LabRecord::open).isPresent();
                services.labs().end(id, services.scheduler().now());
                taken(id, false).ifPresent(Lab::retire);
                if (open) {
                    services.labs().find(id).ifPresent(this::forgetInTime);
                }
            });
        }
    }

    private void end(LabId id, CompletableFuture<Void> done, Runnable work) {
        try {
            work.run();
        } finally {
            ending.remove(id);
            done.complete(null);
        }
    }

    /**
     * Undoes the end of a lab, within the time of {@link #UNDO} and unless its lesson was begun again since.
     *
     * @return whether it is open now
     */
    public boolean reopen(LabId id) {
        Optional.ofNullable(ending.get(id)).ifPresent(CompletableFuture::join);
        boolean open = services.labs().reopen(id, services.scheduler().now().minus(UNDO));
        if (open) {
            // Its pages come back to the one that has a machine.
            taken(id, true).ifPresent(Lab::detach);
        }
        return open;
    }

    /**
     * Goes on with what an earlier server process left running: each lab that may still have a machine waits for that one
     * once this returns, and nobody may ask for a lab before. Machines that belong to no lab are ended.
     */
    public void resume() {
        List<LabRecord> ended =
                services.labs().endedSince(services.scheduler().now().minus(UNDO));
        List<LabRecord> known =
                Stream.concat(ended.stream(), services.labs().open().stream()).toList();
        services.checkpoints().forgetOthers(known);
        ended.forEach(this::forgetInTime);
        Map<String, LabRecord> bySandbox = known.stream()
                .filter(record -> record.sandbox().isPresent())
                .collect(Collectors.toMap(
                        record -> record.sandbox().orElseThrow(), Function.identity(), (first, second) -> second));
        for (Sandbox sandbox : services.engine().running()) {
            LabRecord record = bySandbox.get(sandbox.id().value());
            if (record != null && !record.open()) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                ending.put(record.id(), done);
                Thread.ofVirtual()
                        .name("end-" + record.id())
                        .start(() -> end(record.id(), done, () -> putToSleep(record, sandbox)));
            } else if (record == null || adopted(record, sandbox).isEmpty()) {
                LOG.infof("Ending machine %s, which belongs to no lab", sandbox.id());
                Thread.ofVirtual().name("end-" + sandbox.id()).start(sandbox::close);
            }
        }
    }

    /** Lets go of all labs; their machines run on. No lab is to be had any more: another server would begin with it. */
    @Override
    public void close() {
        using.writeLock().lock();
        closed = true;
        using.writeLock().unlock();
        List<Lab> all = List.copyOf(labs.values());
        labs.clear();
        all.forEach(Lab::detach);
    }

    private Optional<Lab> replace(LabRecord lab, long seed, Optional<String> step) {
        // The lesson is taken first: it may be gone from the course a moment later.
        Optional<Lesson> lesson = lessonVersions.current(lab.lesson());
        lesson.filter(_ -> lab.open()).ifPresent(_ -> endForGood(lab));
        return lesson.flatMap(current -> begin(lab.learner(), current, seed, step));
    }

    private void endForGood(LabRecord lab) {
        services.labs().end(lab.id(), services.scheduler().now());
        taken(lab.id(), false).ifPresent(ended -> {
            ended.discard();
            ended.detach();
        });
        services.checkpoints().forget(lab);
    }

    /** Takes a lab out, so that another object may take its place. */
    private Optional<Lab> taken(LabId id, boolean readOnly) {
        return alone(
                id, () -> find(id).filter(lab -> lab.readOnly() == readOnly).filter(lab -> labs.remove(id, lab)));
    }

    /** The server ended before the machine of a lab that had been ended slept. */
    private void putToSleep(LabRecord ended, Sandbox sandbox) {
        try {
            Path recordings =
                    folder.resolve(ended.id().value()).resolve(sandbox.id().value());
            services.checkpoints().take(ended, Checkpoints.ASLEEP, sandbox, recordings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sandbox.close();
    }

    private void forgetInTime(LabRecord ended) {
        ended.ended()
                .ifPresent(at -> services.scheduler()
                        .at(
                                at.plus(UNDO),
                                () -> services.labs()
                                        .find(ended.id())
                                        .filter(now -> now.ended().equals(ended.ended()))
                                        .ifPresent(services.checkpoints()::forget)));
    }

    private Optional<Lab> begin(LearnerId learner, Lesson lesson, long seed, Optional<String> step) {
        LabRecord record = services.labs()
                .open(
                        learner,
                        lesson.id(),
                        LabId.random(random),
                        lessonVersions.beginning(lesson, seed, step),
                        services.scheduler().now());
        return used(record, Lab::start);
    }

    private Optional<Lab> adopted(LabRecord record, Sandbox sandbox) {
        return used(record, lab -> {
            LOG.infof("Going on with machine %s of lab %s", sandbox.id(), lab.id());
            lab.adopt(sandbox, services.queue().occupy(sandbox.profile(), sandbox.since()));
        });
    }

    /** Begins a use of the lab that keeps it from being let go; in one step, as letting go is. Empty at the end, too. */
    private Optional<Lab> used(LabRecord record, Consumer<Lab> begin) {
        using.readLock().lock();
        try {
            return closed
                    ? Optional.empty()
                    : alone(record.id(), () -> {
                        Optional<Lab> lab = find(record.id()).or(() -> make(record));
                        lab.ifPresent(begin);
                        return lab;
                    });
        } finally {
            using.readLock().unlock();
        }
    }

    private LessonProgress asStored(BoundLesson lesson, LabRecord lab) {
        return new LessonProgress(
                lesson,
                lab.newLab().step(),
                services.handIns().of(lab.id()),
                new ProgressWriter(lab.id(), services.progress(), services.scheduler()::now, _ -> {}));
    }

    private void letGoIfUnused(LabId id) {
        alone(id, () -> find(id).filter(Lab::letGo).filter(lab -> labs.remove(id, lab)));
    }

    /** Runs what uses or replaces the object of a lab; one thread at a time does so for one lab. */
    private Optional<Lab> alone(LabId id, Supplier<Optional<Lab>> change) {
        ReentrantLock lock = changing.get(Math.floorMod(id.hashCode(), LOCKS));
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /** With the lab's lock held. Empty too if it can't be read any more, as it has been ended since. */
    private Optional<Lab> make(LabRecord read) {
        Optional<LabRecord> now = services.labs().find(read.id()).filter(this::readable);
        return now.flatMap(record -> lessonVersions.of(record).map(lesson -> {
            String epoch = Long.toString(random.nextLong() >>> 1, 36);
            LabId id = record.id();
            Lab lab = new Lab(
                    record,
                    lesson.bind(record.newLab().seed()),
                    services,
                    folder.resolve(id.value()),
                    epoch,
                    () -> letGoIfUnused(id),
                    () -> authoring ? Optional.of(lessonVersions.edition(record)) : Optional.empty());
            labs.put(id, lab);
            return lab;
        }));
    }
}
