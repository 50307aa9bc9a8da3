package org.patchbay.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.patchbay.identity.LearnerId;

/**
 * Which learner has, or had, which lab. Every method blocks on the database, throws {@link ProgressException} if that
 * fails, and may be called by several threads and servers at once; what a method stored is on the disk when it returns.
 */
public final class LabStore {
    private final DurableJdbi database;

    LabStore(DurableJdbi database) {
        this.database = database;
    }

    /**
     * The learner's open lab of a lesson; a new one if there is none. However many ask at once, all get the same.
     *
     * @param fresh the id that a new lab gets
     * @param random draws a new lab's seed
     */
    public LabRecord open(LearnerId learner, String lesson, LabId fresh, RandomGenerator random, Instant now) {
        while (true) {
            Optional<LabRecord> newest = database.read(handle -> newest(handle, learner, lesson));
            if (newest.isPresent() && newest.get().open()) {
                return newest.get();
            }
            int attempt = newest.map(LabRecord::attempt).orElse(0) + 1;
            LabRecord lab = new LabRecord(
                    fresh, learner, lesson, attempt, random.nextLong(), Optional.empty(), now, Optional.empty());
            if (database.insert(handle -> insert(handle, lab))) {
                return lab;
            }
        }
    }

    public Optional<LabRecord> find(LabId lab) {
        return database.read(handle -> handle.createQuery("select * from lab where id = :lab")
                .bind("lab", lab.value())
                .map(LabStore::lab)
                .findOne());
    }

    /** All open labs, the oldest first: what a server goes on with when it starts. */
    public List<LabRecord> open() {
        return database.read(handle -> handle.createQuery("select * from lab where ended is null order by created, id")
                .map(LabStore::lab)
                .list());
    }

    /** Notes which machine serves the lab from now on; empty for none. */
    public void assignSandbox(LabId lab, Optional<String> sandbox) {
        database.write(handle -> handle.createUpdate("update lab set sandbox = :sandbox where id = :lab")
                .bind("sandbox", sandbox.orElse(null))
                .bind("lab", lab.value())
                .execute());
    }

    /** Ends the lab; its progress stays. A second end changes nothing. */
    public void end(LabId lab, Instant now) {
        database.write(handle -> handle.createUpdate("update lab set ended = :now where id = :lab and ended is null")
                .bind("now", now)
                .bind("lab", lab.value())
                .execute());
    }

    private static Optional<LabRecord> newest(Handle handle, LearnerId learner, String lesson) {
        return handle.createQuery("""
                        select * from lab where learner = :learner and lesson = :lesson
                        order by attempt desc fetch first row only""")
                .bind("learner", learner.value())
                .bind("lesson", lesson)
                .map(LabStore::lab)
                .findOne();
    }

    private static void insert(Handle handle, LabRecord lab) {
        handle.createUpdate("""
                        insert into lab (id, learner, lesson, attempt, seed, created)
                        values (:id, :learner, :lesson, :attempt, :seed, :created)""")
                .bind("id", lab.id().value())
                .bind("learner", lab.learner().value())
                .bind("lesson", lab.lesson())
                .bind("attempt", lab.attempt())
                .bind("seed", lab.seed())
                .bind("created", lab.created())
                .execute();
    }

    private static LabRecord lab(ResultSet row, StatementContext context) throws SQLException {
        return new LabRecord(
                new LabId(row.getString("id")),
                new LearnerId(row.getString("learner")),
                row.getString("lesson"),
                row.getInt("attempt"),
                row.getLong("seed"),
                Optional.ofNullable(row.getString("sandbox")),
                row.getTimestamp("created").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended")).map(Timestamp::toInstant));
    }
}
