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
import org.patchbay.lab.machine.CheckpointStore;
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
    /** Far more than simultaneously loaded labs, so that one lab's database read hardly delays another's. */
    private static final int LOCKS = 1024;

    private final LabServices services;
    private final LessonVersions lessonVersions;
    private final boolean authoring;
    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<LabId, Lab> labs = new ConcurrentHashMap<>();
    /** Ended labs whose machines are being put to sleep; completed when that is done. */
    private final ConcurrentMap<LabId, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();
    /** Read-locked while a use of a lab begins, write-locked while all labs are closed. */
    private final ReadWriteLock using = new ReentrantReadWriteLock();

    /** Locks by hash of the lab's id: held while a lab is loaded, its use begins, or it is removed. */
    private final List<ReentrantLock> changing =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    private boolean closed;

    /**
     * @param authoring author mode: labs report changes of their files and may start at any step
     * @param folder for recordings, with one folder per lab
     */
    public Labs(LabServices services, LiveCourse course, boolean authoring, Path folder) {
        this.services = services;
        this.lessonVersions = new LessonVersions(course, services.labs());
        this.authoring = authoring;
        this.folder = folder;
        course.onChange(_ -> labs.values().forEach(Lab::filesChanged));
    }

    /**
     * The learner's open lab of a lesson, or a new one; its machine is starting.
     *
     * @return empty if there is no such lesson
     */
    public Optional<Lab> open(LearnerId learner, String lesson) {
        return lessonVersions
                .current(lesson)
                .flatMap(current -> begin(learner, current, random.nextLong(), Optional.empty()));
    }

    /**
     * Ends the lab and begins another attempt at its lesson, in its current version and with other parameters.
     *
     * @return empty if the course no longer has the lesson; the lab then continues
     */
    public Optional<Lab> newAttempt(LabRecord lab) {
        return replace(lab, random.nextLong(), Optional.empty());
    }

    /**
     * Ends the lab and restarts its lesson at a step, in its current version and with the same parameters; the
     * solutions prepare the machine. For authors.
     *
     * @param step where to begin; at the first if the lesson has no such step
     * @return empty outside author mode, or if the course no longer has the lesson
     */
    public Optional<Lab> restartAt(LabRecord lab, String step) {
        return authoring ? replace(lab, lab.newLab().seed(), Optional.of(step)) : Optional.empty();
    }

    /** A lab's lesson in the version that the lab began with; empty if it is not available. */
    public Optional<BoundLesson> lesson(LabRecord lab) {
        // Binding it again would take as long as the rest of a page.
        return find(lab.id())
                .map(Lab::lesson)
                .or(() -> lessonVersions
                        .of(lab)
                        .map(lesson -> lesson.bind(lab.newLab().seed())));
    }

    /** The recordings of this lab. */
    public Recordings recordings(LabId id) {
        return new Recordings(folder.resolve(id.value()));
    }

    /** The learner's current step; empty when all are done, for graded work, and without the lesson. */
    public Optional<Step> standing(LabRecord lab) {
        return lesson(lab)
                .filter(lesson -> !lesson.graded())
                .flatMap(lesson -> find(lab.id())
                        .map(Lab::current)
                        .orElseGet(() -> asStored(lesson, lab).current()));
    }

    /** Whether this lab has a running machine. */
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
     * Adds a viewing page to a lab; empty if there is no such lab, it is not {@link #readable}, or its lesson is gone.
     */
    public Optional<Lab> join(LabId id) {
        return services.labs().find(id).filter(this::readable).flatMap(record -> used(record, Lab::join));
    }

    /** Whether the lab's page can be shown; after its end only if it was handed in, and without a machine. */
    public boolean readable(LabRecord lab) {
        return lab.open() || services.handIns().of(lab.id()).isPresent();
    }

    /** The lab, if it is loaded. */
    public Optional<Lab> find(LabId id) {
        return Optional.ofNullable(labs.get(id));
    }

    /**
     * Ends a lab. Its progress is kept. For the time of {@link #UNDO} its machine, put to sleep, and its checkpoints
     * are kept too, for {@link #reopen}. Blocks until the machine sleeps.
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
     * Undoes the end of a lab, within the time of {@link #UNDO} and unless its lesson was begun again.
     *
     * @return whether it is open now
     */
    public boolean reopen(LabId id) {
        Optional.ofNullable(ending.get(id)).ifPresent(CompletableFuture::join);
        boolean open = services.labs().reopen(id, services.scheduler().now().minus(UNDO));
        if (open) {
            // Its pages reconnect to the new object, which has a machine.
            taken(id, true).ifPresent(Lab::detach);
        }
        return open;
    }

    /**
     * Takes over what an earlier server process left: each lab that may have a machine waits for it once this returns.
     * Must be called before any other method. Machines without a lab are ended.
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

    /** Detaches all labs; their machines keep running. No lab can be opened afterwards. */
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
        // Read before the lab: the course may lose the lesson a moment later.
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

    /** Removes a lab's object, so that another may replace it. */
    private Optional<Lab> taken(LabId id, boolean readOnly) {
        return alone(
                id, () -> find(id).filter(lab -> lab.readOnly() == readOnly).filter(lab -> labs.remove(id, lab)));
    }

    /** Puts a machine to sleep whose lab was ended when an earlier server stopped. */
    private void putToSleep(LabRecord ended, Sandbox sandbox) {
        try {
            Path recordings =
                    folder.resolve(ended.id().value()).resolve(sandbox.id().value());
            services.checkpoints().take(ended, CheckpointStore.ASLEEP, sandbox, recordings);
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

    /** Begins a use of the lab, atomically, so that it is not released. Empty for an ended lab, and once closed. */
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

    /** Runs a change under the lab's lock. */
    private Optional<Lab> alone(LabId id, Supplier<Optional<Lab>> change) {
        ReentrantLock lock = changing.get(Math.floorMod(id.hashCode(), LOCKS));
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /** Requires the lab's lock. Empty if the lab has ended since it was read. */
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
