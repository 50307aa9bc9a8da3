package org.patchbay.check.output;

/** What an ICMP packet is, as far as lessons ask (RFC 792). */
public enum IcmpType {
    ECHO_REQUEST,
    ECHO_REPLY,
    UNREACHABLE,
    REDIRECT,
    TIME_EXCEEDED
}
