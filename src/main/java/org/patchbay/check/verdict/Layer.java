package org.patchbay.check.verdict;

/** The layers a packet depends on, from the wire up, then what a learner does with tools. Order is meaning. */
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
    /** A tool was never run, or on the wrong device, with the wrong option, in the wrong namespace. */
    TOOL,
    ANSWER
}
