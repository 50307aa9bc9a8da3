package org.patchbay.check.output;

/** What an ARP packet is (RFC 826). */
public enum ArpOperation {
    REQUEST,
    REPLY
}
