package org.patchbay.check.output;

/** ICMP messages that lessons name (RFC 792). */
public enum IcmpType {
    ECHO_REQUEST,
    ECHO_REPLY,
    UNREACHABLE,
    REDIRECT,
    TIME_EXCEEDED
}
