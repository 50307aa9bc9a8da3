package org.patchbay.progress;

import java.time.Instant;
import java.util.Optional;
import org.patchbay.identity.LearnerId;

/**
 * Stores the hashes of resume codes, at most one per learner. Methods block on the database and throw {@link
 * ProgressException} if it fails; what they stored is durable when they return. Safe for use by several threads and
 * servers.
 */
public final class ResumeStore {
    private final DurableJdbi database;

    ResumeStore(DurableJdbi database) {
        this.database = database;
    }

    /**
     * Stores a learner's new code and invalidates the old one. After two simultaneous calls both may be valid until the
     * next.
     *
     * @param seal the code's hash
     * @param expires the end of its validity
     */
    public void keep(LearnerId learner, String seal, Instant expires, Instant now) {
        database.write(handle -> {
            handle.createUpdate("delete from resume_code where learner = :learner or expires <= :now")
                    .bind("learner", learner.value())
                    .bind("now", now)
                    .execute();
            handle.createUpdate("insert into resume_code (seal, learner, expires) values (:seal, :learner, :expires)")
                    .bind("seal", seal)
                    .bind("learner", learner.value())
                    .bind("expires", expires)
                    .execute();
        });
    }

    /** The learner of a valid code. */
    public Optional<LearnerId> learner(String seal, Instant now) {
        return database.read(
                handle -> handle.createQuery("select learner from resume_code where seal = :seal and expires > :now")
                        .bind("seal", seal)
                        .bind("now", now)
                        .mapTo(LearnerId.class)
                        .findOne());
    }

    /** When the learner's code expires; empty without one. */
    public Optional<Instant> expiry(LearnerId learner, Instant now) {
        return database.read(handle -> handle.createQuery("""
                        select expires from resume_code where learner = :learner and expires > :now
                        order by expires desc fetch first row only""")
                .bind("learner", learner.value())
                .bind("now", now)
                .mapTo(Instant.class)
                .findOne());
    }

    /** Invalidates the learner's code. */
    public void withdraw(LearnerId learner) {
        database.write(handle -> handle.createUpdate("delete from resume_code where learner = :learner")
                .bind("learner", learner.value())
                .execute());
    }
}
