package org.patchbay.lab;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.patchbay.identity.LearnerId;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.lesson.Step;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Sandbox;

/**
 * The labs that somebody looks at or that have a machine, each made when it is first asked for and let go when neither is
 * so any more. Thread-safe.
 */
public final class Labs implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Labs.class);

    private final Rooms rooms;
    private final Library library;
    private final boolean authoring;
    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<LabId, Lab> labs = new ConcurrentHashMap<>();
    /** Held for reading by whoever begins a use of a lab, and for writing by whoever ends all. */
    private final ReadWriteLock using = new ReentrantReadWriteLock();

    private boolean closed;

    /**
     * @param authoring whether labs tell how their lessons stand to the files, and may be begun at any step
     * @param folder where each lab has a folder of its own for its recordings
     */
    public Labs(Rooms rooms, LiveCourse course, boolean authoring, Path folder) {
        this.rooms = rooms;
        this.library = new Library(course, rooms.labs());
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
        return library.current(lesson).flatMap(current -> begin(learner, current, random.nextLong(), Optional.empty()));
    }

    /**
     * Ends the lab and begins its lesson anew, as the course has it now and with another draw.
     *
     * @return empty if the course has no such lesson any more; the lab goes on then
     */
    public Optional<Lab> again(LabRecord lab) {
        return anew(lab, random.nextLong(), Optional.empty());
    }

    /**
     * Begins the lab's lesson anew, as the course has it now and with the same draw, at any of its steps: the machine is
     * brought there by the solutions of the steps before. For authors.
     *
     * @param step where to begin; at the first if the lesson has no such step
     * @return empty if this is no server for authors, or the course has no such lesson any more
     */
    public Optional<Lab> restart(LabRecord lab, String step) {
        return authoring ? anew(lab, lab.beginning().seed(), Optional.of(step)) : Optional.empty();
    }

    /** The lesson of a lab, as it was when the lab began; empty if it is gone and was not kept. */
    public Optional<BoundLesson> lesson(LabRecord lab) {
        // To draw it again would take as long as all the rest of a page.
        return find(lab.id())
                .map(Lab::lesson)
                .or(() -> library.of(lab)
                        .map(lesson -> lesson.bind(lab.beginning().seed())));
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

    /** A page looks at the lab of that id from now on; empty if there is none, or it was ended, or its lesson is gone. */
    public Optional<Lab> join(LabId id) {
        return rooms.labs().find(id).filter(LabRecord::open).flatMap(record -> used(record, Lab::join));
    }

    /** The lab of that id, if somebody looks at it or it has a machine. */
    public Optional<Lab> find(LabId id) {
        return Optional.ofNullable(labs.get(id));
    }

    /** Ends a lab for good: its machine goes, its progress stays. */
    public void end(LabId id) {
        rooms.labs().end(id, rooms.alarm().now());
        Lab ended = labs.remove(id);
        if (ended != null) {
            ended.stop();
            ended.detach();
        }
        rooms.labs().find(id).ifPresent(rooms.checkpoints()::forget);
    }

    /**
     * Goes on with what an earlier server process left running: each lab that may still have a machine waits for that one
     * once this returns, and nobody may ask for a lab before. Machines that belong to no lab are ended.
     */
    public void resume() {
        rooms.checkpoints().forgetOthers(rooms.labs().open());
        Map<String, LabRecord> bySandbox = rooms.labs().open().stream()
                .filter(record -> record.sandbox().isPresent())
                .collect(Collectors.toMap(
                        record -> record.sandbox().orElseThrow(), Function.identity(), (first, second) -> second));
        for (Sandbox sandbox : rooms.engine().running()) {
            LabRecord record = bySandbox.get(sandbox.id().value());
            if (record == null || adopted(record, sandbox).isEmpty()) {
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

    private Optional<Lab> anew(LabRecord lab, long seed, Optional<String> step) {
        // The lesson is taken first: it may be gone from the course a moment later.
        Optional<Lesson> lesson = library.current(lab.lesson());
        lesson.ifPresent(_ -> end(lab.id()));
        return lesson.flatMap(current -> begin(lab.learner(), current, seed, step));
    }

    private Optional<Lab> begin(LearnerId learner, Lesson lesson, long seed, Optional<String> step) {
        LabRecord record = rooms.labs()
                .open(
                        learner,
                        lesson.id(),
                        LabId.random(random),
                        library.beginning(lesson, seed, step),
                        rooms.alarm().now());
        return used(record, Lab::start);
    }

    private Optional<Lab> adopted(LabRecord record, Sandbox sandbox) {
        return used(record, lab -> {
            LOG.infof("Going on with machine %s of lab %s", sandbox.id(), lab.id());
            lab.adopt(sandbox, rooms.line().occupy(sandbox.profile(), sandbox.since()));
        });
    }

    /** Begins a use of the lab that keeps it from being let go; in one step, as letting go is. Empty at the end, too. */
    private Optional<Lab> used(LabRecord record, Consumer<Lab> begin) {
        using.readLock().lock();
        try {
            return closed
                    ? Optional.empty()
                    : Optional.ofNullable(labs.compute(record.id(), (id, known) -> {
                        Lab lab = known == null ? make(record).orElse(null) : known;
                        if (lab != null) {
                            begin.accept(lab);
                        }
                        return lab;
                    }));
        } finally {
            using.readLock().unlock();
        }
    }

    private Walkthrough asStored(BoundLesson lesson, LabRecord lab) {
        return new Walkthrough(
                lesson,
                lab.beginning().step(),
                rooms.handIns().of(lab.id()),
                new Ledger(lab.id(), rooms.progress(), rooms.alarm()::now, _ -> {}));
    }

    private void letGoIfUnused(LabId id) {
        labs.computeIfPresent(id, (key, lab) -> lab.letGo() ? null : lab);
    }

    /** Empty too if it has been ended since it was read. */
    private Optional<Lab> make(LabRecord read) {
        Optional<LabRecord> now = rooms.labs().find(read.id()).filter(LabRecord::open);
        return now.flatMap(record -> library.of(record).map(lesson -> {
            String epoch = Long.toString(random.nextLong() >>> 1, 36);
            LabId id = record.id();
            return new Lab(
                    record,
                    lesson.bind(record.beginning().seed()),
                    rooms,
                    folder.resolve(id.value()),
                    epoch,
                    () -> letGoIfUnused(id),
                    () -> authoring ? Optional.of(library.edition(record)) : Optional.empty());
        }));
    }
}
