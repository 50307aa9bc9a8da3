package org.patchbay.progress;

/** Supported databases for progress. */
public enum DatabaseKind {
    /** Embedded, a file in the data directory. */
    H2,
    /** A server that several Patchbay servers can share; version 15 or newer. */
    POSTGRESQL
}
