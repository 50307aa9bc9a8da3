package org.patchbay.check.packet;

import org.patchbay.check.verdict.DeviceName;

/**
 * One event on a packet's path.
 *
 * @param at the device where it happened, in its namespace
 * @param packet its state afterwards
 */
record Hop(DeviceName at, Event event, Packet packet) {
    /** Kinds of events. */
    enum Event {
        /** Sent by the device. */
        LEAVES,
        /** Received by the device. */
        ARRIVES,
        /** Accepted by a bridge at this port. */
        ENTERS_BRIDGE,
        /** Addresses or ports translated. */
        TRANSLATED,
        /** Received by its destination. */
        DELIVERED
    }
}
