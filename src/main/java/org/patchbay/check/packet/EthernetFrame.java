package org.patchbay.check.packet;

/**
 * A frame on a segment.
 *
 * @param destination a hardware address, lower case with colons; {@link #EVERYBODY} for all
 * @param packet what it carries; of kind ARP for a request or its answer
 * @param steered whether a bridge that has learned where the receiver is gives it to that port alone. What is learned
 *     follows the receiver by itself, so it decides who may overhear the frame, not whether it gets there
 */
public record EthernetFrame(String destination, Packet packet, boolean steered) {
    public static final String EVERYBODY = "ff:ff:ff:ff:ff:ff";

    public EthernetFrame(String destination, Packet packet) {
        this(destination, packet, false);
    }

    boolean toEverybody() {
        return destination.equals(EVERYBODY);
    }
}
