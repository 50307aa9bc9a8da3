package org.patchbay.progress;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.patchbay.identity.LearnerId;

/**
 * Stores labs and the lesson texts that they use. Methods block on the database and throw {@link ProgressException} if
 * it fails; what they stored is durable when they return. Safe for use by several threads and servers.
 */
public final class LabStore {
    private final DurableJdbi database;

    LabStore(DurableJdbi database) {
        this.database = database;
    }

    /**
     * The learner's open lab of a lesson; creates one if there is none. Simultaneous calls get the same lab.
     *
     * @param fresh the id of a new lab
     * @param newLab the initial values of a new lab
     */
    public LabRecord open(LearnerId learner, String lesson, LabId fresh, NewLab newLab, Instant now) {
        while (true) {
            Optional<LabRecord> newest = database.read(handle -> newest(handle, learner, lesson));
            if (newest.isPresent() && newest.get().open()) {
                return newest.get();
            }
            int attempt = newest.map(LabRecord::attempt).orElse(0) + 1;
            LabRecord lab =
                    new LabRecord(fresh, learner, lesson, attempt, newLab, Optional.empty(), now, Optional.empty());
            if (database.insert(handle -> insert(handle, lab))) {
                return lab;
            }
        }
    }

    /** The learner's newest lab of a lesson, open or ended. */
    public Optional<LabRecord> newest(LearnerId learner, String lesson) {
        return database.read(handle -> newest(handle, learner, lesson));
    }

    public Optional<LabRecord> find(LabId lab) {
        return database.read(handle -> handle.createQuery("select * from lab where id = :lab")
                .bind("lab", lab.value())
                .mapTo(LabRecord.class)
                .findOne());
    }

    /** All open labs, oldest first, to be resumed when a server starts. */
    public List<LabRecord> open() {
        return database.read(handle -> handle.createQuery("select * from lab where ended is null order by created, id")
                .mapTo(LabRecord.class)
                .list());
    }

    /** Stores which machine serves the lab; empty for none. */
    public void assignSandbox(LabId lab, Optional<String> sandbox) {
        database.write(handle -> handle.createUpdate("update lab set sandbox = :sandbox where id = :lab")
                .bind("sandbox", sandbox.orElse(null))
                .bind("lab", lab.value())
                .execute());
    }

    /** Ends the lab; its progress is kept. A second call does nothing. */
    public void end(LabId lab, Instant now) {
        database.write(handle -> handle.createUpdate("update lab set ended = :now where id = :lab and ended is null")
                .bind("now", now)
                .bind("lab", lab.value())
                .execute());
    }

    /**
     * Reopens a lab that ended at or after that time, unless its learner has begun the lesson again.
     *
     * @return whether it is open now
     */
    public boolean reopen(LabId lab, Instant since) {
        database.write(handle -> handle.createUpdate("""
                        update lab set ended = null where id = :lab and ended >= :since
                        and attempt = (select max(a.attempt) from lab a
                            where a.learner = lab.learner and a.lesson = lab.lesson)""")
                .bind("lab", lab.value())
                .bind("since", since)
                .execute());
        return find(lab).filter(LabRecord::open).isPresent();
    }

    /** The labs that have ended since that time, oldest first. */
    public List<LabRecord> endedSince(Instant since) {
        return database.read(
                handle -> handle.createQuery("select * from lab where ended >= :since order by created, id")
                        .bind("since", since)
                        .mapTo(LabRecord.class)
                        .list());
    }

    /** Stores a lesson's text; a second call with the same version does nothing. */
    public void keep(KeptText text) {
        if (database.read(handle -> languages(handle, text.version())).isEmpty()) {
            // Another server may have stored the same one meanwhile.
            database.insert(handle -> insert(handle, text));
        }
    }

    /** The stored text of this version. */
    public Optional<KeptText> kept(String version) {
        return database.read(handle -> languages(handle, version)
                .map(known -> new KeptText(version, known.lesson(), known.tags(), files(handle, version))));
    }

    private record Known(String lesson, List<String> tags) {}

    private static Optional<Known> languages(Handle handle, String version) {
        return handle.createQuery("select lesson, languages from lesson_version where version = :version")
                .bind("version", version)
                .map((row, context) -> new Known(
                        row.getString("lesson"),
                        List.of(row.getString("languages").split(" "))))
                .findOne();
    }

    private static Map<String, String> files(Handle handle, String version) {
        return handle.createQuery("select name, content from lesson_file where version = :version")
                .bind("version", version)
                .setMapKeyColumn("name")
                .setMapValueColumn("content")
                .collectInto(new GenericType<Map<String, String>>() {});
    }

    private static void insert(Handle handle, KeptText text) {
        handle.createUpdate("""
                        insert into lesson_version (version, lesson, languages)
                        values (:version, :lesson, :languages)""")
                .bind("version", text.version())
                .bind("lesson", text.lesson())
                .bind("languages", String.join(" ", text.languages()))
                .execute();
        text.files()
                .forEach((name, content) -> handle.createUpdate("""
                        insert into lesson_file (version, name, content) values (:version, :name, :content)""")
                        .bind("version", text.version())
                        .bind("name", name)
                        .bind("content", content)
                        .execute());
    }

    private static Optional<LabRecord> newest(Handle handle, LearnerId learner, String lesson) {
        return handle.createQuery("""
                        select * from lab where learner = :learner and lesson = :lesson
                        order by attempt desc fetch first row only""")
                .bind("learner", learner.value())
                .bind("lesson", lesson)
                .mapTo(LabRecord.class)
                .findOne();
    }

    private static void insert(Handle handle, LabRecord lab) {
        handle.createUpdate("""
                        insert into lab (id, learner, lesson, attempt, seed, version, first_step, created)
                        values (:id, :learner, :lesson, :attempt, :seed, :version, :step, :created)""")
                .bind("id", lab.id().value())
                .bind("learner", lab.learner().value())
                .bind("lesson", lab.lesson())
                .bind("attempt", lab.attempt())
                .bind("seed", lab.newLab().seed())
                .bind("version", lab.newLab().version().orElse(null))
                .bind("step", lab.newLab().step().orElse(null))
                .bind("created", lab.created())
                .execute();
    }
}
