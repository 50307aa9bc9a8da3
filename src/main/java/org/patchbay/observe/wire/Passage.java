package org.patchbay.observe.wire;

import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.observe.parse.Frame;

/**
 * One frame that passed one device, reported by the sandbox's kernel, not taken from a terminal. Immutable.
 *
 * @param namespace inode of the device's network namespace
 * @param index the device's number
 * @param device its name, queried soon afterwards; empty if it was gone
 * @param at seconds since the epoch by the sandbox's clock, cut to microseconds: the time that tcpdump prints, except
 *     for received TCP, which each socket stamps separately, some microseconds apart
 * @param sent whether it left by that device; else it was received
 * @param length bytes of the packet, without the frame's header
 * @param arp its payload; either this or {@code ip} is present
 * @param ip likewise
 */
public record Passage(
        long namespace,
        int index,
        String device,
        double at,
        boolean sent,
        long length,
        Optional<Frame.Arp> arp,
        Optional<Frame.Ip> ip) {
    /** The frame as tcpdump would print it. */
    public Frame frame() {
        return new Frame(
                Optional.empty(),
                Optional.of(device),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                arp.isPresent() ? "ARP" : "IP",
                payload(),
                OptionalLong.of(length),
                "");
    }

    /** The frame's payload. */
    public Frame.Payload payload() {
        return arp.<Frame.Payload>map(packet -> packet).or(() -> ip).orElseGet(Frame.Other::new);
    }
}
