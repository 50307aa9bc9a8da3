package org.patchbay.check;

/** The states of a neighbour entry (ip-neighbour(8)); the names are the kernel's. */
public enum NeighbourState {
    INCOMPLETE,
    REACHABLE,
    STALE,
    DELAY,
    PROBE,
    FAILED,
    NOARP,
    PERMANENT
}
