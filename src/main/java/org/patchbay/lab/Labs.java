package org.patchbay.lab;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.patchbay.identity.LearnerId;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;

/** All labs of this server, each made when it is first asked for. Thread-safe. */
public final class Labs implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Labs.class);

    private final Rooms rooms;
    private final Course course;
    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final Map<LabId, Lab> labs = new HashMap<>();

    /** @param folder where each lab has a folder of its own for its recordings */
    public Labs(Rooms rooms, Course course, Path folder) {
        this.rooms = rooms;
        this.course = course;
        this.folder = folder;
    }

    /**
     * The learner's lab of a lesson, the open one or a new one; its machine is being made when this returns.
     *
     * @return empty if there is no such lesson
     */
    public Optional<Lab> open(LearnerId learner, String lesson) {
        if (course.lesson(lesson).isEmpty()) {
            return Optional.empty();
        }
        LabRecord record = rooms.labs()
                .open(
                        learner,
                        lesson,
                        LabId.random(random),
                        random,
                        rooms.alarm().now());
        Optional<Lab> lab = lab(record);
        lab.ifPresent(Lab::start);
        return lab;
    }

    /** The open lab of that id, if its lesson is still there. */
    public Optional<Lab> find(LabId id) {
        synchronized (labs) {
            Lab known = labs.get(id);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return rooms.labs().find(id).filter(LabRecord::open).flatMap(this::lab);
    }

    /** Who owns that lab, ended ones included. */
    public Optional<LearnerId> owner(LabId id) {
        return rooms.labs().find(id).map(LabRecord::learner);
    }

    /** The learner's labs that have a machine or wait for one. */
    public List<Lab> active(LearnerId learner) {
        synchronized (labs) {
            return labs.values().stream()
                    .filter(lab -> lab.owner().equals(learner))
                    .toList();
        }
    }

    /** Ends a lab for good: its machine goes, its progress stays. */
    public void end(Lab lab) {
        lab.stop();
        rooms.labs().end(lab.id(), rooms.alarm().now());
        synchronized (labs) {
            labs.remove(lab.id());
        }
        lab.detach();
    }

    /** Goes on with what an earlier server process left running; ends machines that belong to no lab. */
    public void resume() {
        Map<String, LabRecord> bySandbox = rooms.labs().open().stream()
                .filter(record -> record.sandbox().isPresent())
                .collect(Collectors.toMap(
                        record -> record.sandbox().orElseThrow(), Function.identity(), (first, second) -> second));
        for (Sandbox sandbox : rooms.engine().running()) {
            LabRecord record = bySandbox.get(sandbox.id().value());
            Optional<Lab> lab = Optional.ofNullable(record).flatMap(this::lab);
            if (lab.isPresent()) {
                LOG.infof(
                        "Going on with machine %s of lab %s",
                        sandbox.id(), lab.get().id());
                lab.get().adopt(sandbox, rooms.line().occupy(Profile.NET, record.created()));
            } else {
                sandbox.close();
            }
        }
    }

    /** Lets go of all labs; their machines run on. */
    @Override
    public void close() {
        List<Lab> all;
        synchronized (labs) {
            all = List.copyOf(labs.values());
            labs.clear();
        }
        all.forEach(Lab::detach);
    }

    private Optional<Lab> lab(LabRecord record) {
        synchronized (labs) {
            Lab known = labs.get(record.id());
            if (known == null) {
                known = course.lesson(record.lesson())
                        .map(lesson -> make(record, lesson.bind(record.seed())))
                        .orElse(null);
                if (known != null) {
                    labs.put(record.id(), known);
                }
            }
            return Optional.ofNullable(known);
        }
    }

    private Lab make(LabRecord record, BoundLesson lesson) {
        String epoch = Long.toString(random.nextLong() >>> 1, 36);
        return new Lab(record, lesson, rooms, folder.resolve(record.id().value()), epoch);
    }
}
