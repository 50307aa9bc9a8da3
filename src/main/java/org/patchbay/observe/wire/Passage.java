package org.patchbay.observe.wire;

import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.observe.parse.Frame;

/**
 * One frame that passed one device, as the sandbox's kernel itself told; never what a terminal shows. Immutable.
 *
 * @param namespace inode of the device's network namespace
 * @param index the device's number
 * @param device its name when that was asked, soon after; empty if it was gone
 * @param at seconds since the epoch by the sandbox's clock, cut to microseconds: the very time that tcpdump prints,
 *     but for TCP that comes in, of which each socket takes the time by itself, some microseconds later or earlier
 * @param sent whether it left by that device; else it came in
 * @param length bytes of the packet, without the frame's header
 * @param arp what it carried; one of the two is there
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
    /** As tcpdump would show it. */
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

    /** What it carried. */
    public Frame.Payload payload() {
        return arp.<Frame.Payload>map(packet -> packet).or(() -> ip).orElseGet(Frame.Other::new);
    }
}
