package org.patchbay.progress;

import javax.sql.DataSource;

/** The stores of one database. Thread-safe. */
public record Stores(LabStore labs, ProgressStore progress, HandInStore handIns, ResumeStore resumeCodes) {
    /** @param source a database with this version's tables ({@code db/migration}) */
    public static Stores over(DataSource source, DatabaseKind kind) {
        DurableJdbi database = new DurableJdbi(source, kind);
        return new Stores(
                new LabStore(database),
                new ProgressStore(database),
                new HandInStore(database),
                new ResumeStore(database));
    }
}
