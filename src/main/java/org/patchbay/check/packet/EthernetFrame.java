package org.patchbay.check.packet;

/**
 * A frame on a segment.
 *
 * @param destination a hardware address, lower case with colons; {@link #EVERYBODY} for broadcast
 * @param packet its payload; of kind ARP for a request or reply
 * @param steered whether bridges forward it only to the port where the receiver was learned. Decides which devices can
 *     see the frame, not whether it arrives, because learned entries follow the receiver
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
