package org.patchbay.progress;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.patchbay.check.verdict.Quote;
import org.patchbay.identity.LearnerId;

/**
 * Runs reads and writes in their own transactions. A returned write is durable, even if the server is killed or loses
 * power. Thread-safe.
 */
final class DurableJdbi {
    /** SQLSTATE for a violated unique constraint, the same in both databases. */
    private static final String UNIQUE_VIOLATION = "23505";

    /** The records that are made of rows whose columns have the names of their components. */
    private static final List<Class<?>> ROWS = List.of(
            EnteredStep.class,
            GivenAnswer.class,
            LabRecord.class,
            MadePrediction.class,
            PassedSince.class,
            PassedTask.class,
            RevealedHint.class,
            Rewind.class,
            ShownSolution.class,
            Summary.Score.class);

    private final Jdbi jdbi;
    private final DatabaseKind kind;

    DurableJdbi(DataSource source, DatabaseKind kind) {
        this.jdbi = Jdbi.create(source)
                .registerColumnMapper(LabId.class, (row, column, _) -> new LabId(row.getString(column)))
                .registerColumnMapper(LearnerId.class, (row, column, _) -> new LearnerId(row.getString(column)))
                .registerColumnMapper(
                        new GenericType<List<Quote>>() {},
                        (row, column, _) -> EvidenceJson.read(row.getString(column)));
        ROWS.forEach(row -> jdbi.registerRowMapper(RowMapperFactory.of(row, ConstructorMapper.of(row))));
        this.kind = kind;
    }

    /** @throws ProgressException if the database fails */
    <T> T read(HandleCallback<T, RuntimeException> query) {
        try {
            return jdbi.inTransaction(query);
        } catch (JdbiException e) {
            throw new ProgressException("Progress can't be read: " + cause(e), e);
        }
    }

    /** @throws ProgressException if the database fails; then nothing was written */
    void write(HandleConsumer<RuntimeException> change) {
        try {
            jdbi.useTransaction(change);
            sync();
        } catch (JdbiException e) {
            throw new ProgressException("Progress can't be stored: " + cause(e), e);
        }
    }

    /**
     * Inserts a row unless its key exists.
     *
     * @return false if the key exists; then nothing was written
     * @throws ProgressException if the database fails for another reason
     */
    boolean insert(HandleConsumer<RuntimeException> insertion) {
        try {
            write(insertion);
            return true;
        } catch (ProgressException e) {
            if (e.getCause() instanceof JdbiException inner
                    && inner.getCause() instanceof SQLException sql
                    && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private void sync() {
        switch (kind) {
            // H2 writes a commit within half a second and never syncs by itself (H2 manual, Durability).
            case H2 -> jdbi.useHandle(this::checkpoint);
            case POSTGRESQL -> {
                // PostgreSQL commits synchronously (synchronous_commit, on by default).
            }
        }
    }

    private void checkpoint(Handle handle) {
        handle.execute("checkpoint sync");
    }

    private static String cause(JdbiException e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
}
