package org.patchbay.check.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.patchbay.observe.parse.Frame;

/**
 * The mark of the agent's probe packets, which distinguishes them from the learner's in {@code tcpdump -n}: an echo's
 * sequence number, a TCP or UDP port, trailing bytes of an ARP request. An ARP reply can't carry a mark; it belongs to
 * the agent if it answers a marked request.
 */
public final class Mark {
    private static final int ECHO = 47_806;
    private static final int FIRST_PORT = 64_700;
    private static final int PORTS = 64;
    private static final long ARP_LENGTH = 47;

    private Mark() {}

    /** One capture's frames without those of the agent's probes, in order. */
    static List<Frame> without(List<Frame> frames) {
        return without(frames, frame -> frame);
    }

    /** The items without those whose frame belongs to the agent's probes, in order. */
    public static <T> List<T> without(List<T> seen, Function<T, Frame> of) {
        List<T> own = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (T one : seen) {
            Frame frame = of.apply(one);
            boolean marked = switch (frame.payload()) {
                case Frame.Arp arp -> marked(arp, frame, asked);
                case Frame.Ip ip -> marked(ip);
                case Frame.Other _ -> false;
            };
            if (!marked) {
                own.add(one);
            }
        }
        return own;
    }

    private static boolean marked(Frame.Arp arp, Frame frame, Set<String> asked) {
        if (!arp.op().equals("request")) {
            return asked.contains(arp.senderIp());
        }
        boolean marked = frame.length().orElse(0) == ARP_LENGTH;
        arp.targetIp().ifPresent(target -> {
            if (marked) {
                asked.add(target);
            } else {
                asked.remove(target);
            }
        });
        return marked;
    }

    private static boolean marked(Frame.Ip ip) {
        return ip.icmp().filter(icmp -> icmp.seq().equals(OptionalInt.of(ECHO))).isPresent()
                || ours(ip.sourcePort())
                || ours(ip.destinationPort());
    }

    private static boolean ours(OptionalInt port) {
        return port.isPresent() && port.getAsInt() >= FIRST_PORT && port.getAsInt() < FIRST_PORT + PORTS;
    }
}
