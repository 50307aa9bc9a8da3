package org.patchbay.progress;

/** The databases that progress can be kept in. */
public enum DatabaseKind {
    /** Embedded, a file in the data directory. */
    H2,
    /** A server that several Patchbay servers can share; version 15 or newer. */
    POSTGRESQL
}
