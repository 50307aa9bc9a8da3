package org.patchbay.check;

/** What the kernel says of a row that a tool seems to have printed. */
enum Agreement {
    /** It has what the row says, in every column of which it can tell. */
    AGREES,
    DENIES,
    /** It was not asked in time, or could not tell. */
    UNKNOWN
}
