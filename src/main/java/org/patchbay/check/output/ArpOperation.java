package org.patchbay.check.output;

/** Operation of an ARP packet (RFC 826). */
public enum ArpOperation {
    REQUEST,
    REPLY
}
