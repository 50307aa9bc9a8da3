package org.patchbay.check.verdict;

/** Layers that a packet depends on, from the wire up, then the learner's use of tools. In order of diagnosis. */
public enum Layer {
    LINK,
    BRIDGE,
    ADDRESS,
    ARP,
    ROUTE,
    SETTING,
    FILTER,
    NAT,
    TRANSPORT,
    CONTAINER,
    /** A tool was not run, or on the wrong device, with the wrong option or in the wrong namespace. */
    TOOL,
    ANSWER
}
