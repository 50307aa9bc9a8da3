package org.patchbay.check.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.patchbay.observe.parse.Frame;

/**
 * What the sandbox's agent sends when it tries something out carries a mark that {@code tcpdump -n} shows, so that it is
 * never taken for what a learner sent: an echo with this sequence number, TCP and UDP with such a port, an ARP request
 * with bytes behind it. An ARP reply can't carry one; it is the agent's if it answers a marked request.
 */
public final class Mark {
    private static final int ECHO = 47_806;
    private static final int FIRST_PORT = 64_700;
    private static final int PORTS = 64;
    private static final long ARP_LENGTH = 47;

    private Mark() {}

    /** The frames of one capture, in its order, that the learner's own traffic made. */
    static List<Frame> without(List<Frame> frames) {
        return without(frames, frame -> frame);
    }

    /** Those, in their order, whose frame the learner's own traffic made. */
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
