package org.patchbay.check.output;

/** How a printed row compares with the kernel's state. */
public enum Agreement {
    /** The kernel agrees in every column that it can confirm. */
    AGREES,
    DENIES,
    /** There was no look in time, or it could not tell. */
    UNKNOWN
}
