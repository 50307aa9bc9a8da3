package org.patchbay.check.output;

import java.util.Optional;
import org.patchbay.observe.parse.Frame;

/**
 * Pattern for frames; all given parts must match.
 *
 * @param arp an ARP packet of this kind
 * @param icmp an ICMP packet of this kind
 * @param target of ARP: the address to resolve
 * @param sender of ARP: the requester's address, or the resolved one in a reply
 * @param senderMac of an ARP reply: the resolved hardware address
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

    /** Whether a frame that tcpdump printed matches. */
    public boolean matches(Frame frame) {
        return switch (frame.payload()) {
            case Frame.Arp packet -> arp.isPresent() && matches(packet);
            case Frame.Ip packet -> arp.isEmpty() && matches(packet);
            case Frame.Other _ -> false;
        };
    }

    private boolean matches(Frame.Arp packet) {
        return arp.filter(kind -> kind.name().equalsIgnoreCase(packet.op())).isPresent()
                && (target.isEmpty() || target.equals(packet.targetIp()))
                && (sender.isEmpty() || sender.get().equals(packet.senderIp()))
                && (senderMac.isEmpty()
                        || packet.senderMac()
                                .filter(senderMac.get()::equalsIgnoreCase)
                                .isPresent());
    }

    private boolean matches(Frame.Ip packet) {
        return (icmp.isEmpty()
                        || packet.icmp()
                                .filter(message -> message.type().equals(words(icmp.get())))
                                .isPresent())
                && (source.isEmpty() || source.get().equals(packet.source()))
                && (destination.isEmpty() || destination.get().equals(packet.destination()));
    }

    private static String words(IcmpType type) {
        return switch (type) {
            case ECHO_REQUEST -> "echo request";
            case ECHO_REPLY -> "echo reply";
            case UNREACHABLE -> "unreachable";
            case REDIRECT -> "redirect";
            case TIME_EXCEEDED -> "time exceeded";
        };
    }

    /** The address that is asked: a request's destination, or the origin of a reply. */
    public Optional<String> asked() {
        return isReply() ? source.or(() -> sender) : destination.or(() -> target);
    }

    /** The address that asks: a request's origin, or the destination of a reply. */
    public Optional<String> asking() {
        return isReply() ? destination.or(() -> target) : source.or(() -> sender);
    }

    private boolean isReply() {
        return arp.filter(ArpOperation.REPLY::equals).isPresent()
                || icmp.filter(IcmpType.ECHO_REPLY::equals).isPresent();
    }

    /** The pattern in tcpdump's words, as far as it has them; for use in a sentence. */
    public String text() {
        if (arp.isPresent()) {
            return switch (arp.get()) {
                case REQUEST ->
                    "ARP, Request who-has " + target.orElse("…")
                            + sender.map(one -> " tell " + one).orElse("");
                case REPLY ->
                    "ARP, Reply " + sender.orElse("…")
                            + senderMac.map(one -> " is-at " + one).orElse("");
            };
        }
        return "IP " + source.orElse("…") + " > " + destination.orElse("…")
                + icmp.map(type -> ": ICMP " + words(type)).orElse("");
    }
}
