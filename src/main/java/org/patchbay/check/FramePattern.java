package org.patchbay.check;

import java.util.Optional;

/**
 * Which frames are meant: all of what is given must be so.
 *
 * @param arp an ARP packet of this kind
 * @param icmp an ICMP packet of this kind
 * @param target of ARP: the address asked for
 * @param sender of ARP: the address that asks, or the one that a reply tells of
 * @param senderMac of an ARP reply: the hardware address told
 * @param source of IP
 * @param destination of IP
 */
public record FramePattern(
        Optional<ArpOperation> arp,
        Optional<IcmpType> icmp,
        Optional<String> target,
        Optional<String> sender,
        Optional<String> senderMac,
        Optional<String> source,
        Optional<String> destination) {
    public FramePattern {
        if (arp.isEmpty() && icmp.isEmpty() && source.isEmpty() && destination.isEmpty()) {
            throw new IllegalArgumentException("a frame needs arp, icmp, source or destination");
        }
        if (arp.isPresent() && (icmp.isPresent() || source.isPresent() || destination.isPresent())) {
            throw new IllegalArgumentException("an ARP frame has target and sender, no source or destination");
        }
        if (arp.isEmpty() && (target.isPresent() || sender.isPresent() || senderMac.isPresent())) {
            throw new IllegalArgumentException("target, sender and sender-mac belong to arp");
        }
    }
}
