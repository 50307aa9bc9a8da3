package org.patchbay.progress;

import java.time.Instant;
import java.util.Optional;
import org.patchbay.identity.LearnerId;

/**
 * By which sealed code a learner goes on in another browser: at most one each. Every method blocks on the database,
 * throws {@link ProgressException} if that fails, and may be called by several threads and servers at once; what a method
 * stored is on the disk when it returns.
 */
public final class ResumeStore {
    private final DurableJdbi database;

    ResumeStore(DurableJdbi database) {
        this.database = database;
    }

    /**
     * Keeps a learner's new code; the one that they had holds no longer. If they ask for two at the same moment both may
     * hold until they ask again.
     *
     * @param seal of the code
     * @param expires from then on it is nobody's
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

    /** Whose code this is, if it still holds. */
    public Optional<LearnerId> learner(String seal, Instant now) {
        return database.read(
                handle -> handle.createQuery("select learner from resume_code where seal = :seal and expires > :now")
                        .bind("seal", seal)
                        .bind("now", now)
                        .mapTo(String.class)
                        .findOne()
                        .map(LearnerId::new));
    }

    /** Until when the learner's code holds; empty if they have none. */
    public Optional<Instant> expiry(LearnerId learner, Instant now) {
        return database.read(handle -> handle.createQuery("""
                        select expires from resume_code where learner = :learner and expires > :now
                        order by expires desc fetch first row only""")
                .bind("learner", learner.value())
                .bind("now", now)
                .map((row, context) -> row.getTimestamp("expires").toInstant())
                .findOne());
    }

    /** The learner's code holds no longer. */
    public void withdraw(LearnerId learner) {
        database.write(handle -> handle.createUpdate("delete from resume_code where learner = :learner")
                .bind("learner", learner.value())
                .execute());
    }
}
