package org.patchbay.check;

/** States of a neighbour entry, named as in the kernel (ip-neighbour(8)). */
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
