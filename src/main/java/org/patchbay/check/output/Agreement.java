package org.patchbay.check.output;

/** What the kernel says of a row that a tool seems to have printed. */
public enum Agreement {
    /** It has what the row says, in every column of which it can tell. */
    AGREES,
    DENIES,
    /** It was not asked in time, or could not tell. */
    UNKNOWN
}
