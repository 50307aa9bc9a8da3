package org.patchbay.check;

/**
 * A frame on a segment.
 *
 * @param destination a hardware address, lower case with colons; {@link #EVERYBODY} for all
 * @param packet what it carries; of kind ARP for a request or its answer
 */
record EthernetFrame(String destination, Packet packet) {
    static final String EVERYBODY = "ff:ff:ff:ff:ff:ff";

    boolean toEverybody() {
        return destination.equals(EVERYBODY);
    }
}
