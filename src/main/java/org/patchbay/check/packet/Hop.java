package org.patchbay.check.packet;

import org.patchbay.check.verdict.DeviceName;

/**
 * One thing that happened to a packet on its way.
 *
 * @param at the device where it happened, in its namespace
 * @param packet as it was after that
 */
record Hop(DeviceName at, Event event, Packet packet) {
    /** What can happen. */
    enum Event {
        /** It is handed to the device, to be sent. */
        LEAVES,
        /** The device receives it. */
        ARRIVES,
        /** A bridge takes it in at the port. */
        ENTERS_BRIDGE,
        /** Its addresses or ports are translated. */
        TRANSLATED,
        /** Whom it is for takes it. */
        DELIVERED
    }
}
