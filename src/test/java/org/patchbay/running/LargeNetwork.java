package org.patchbay.running;

import java.util.List;

/**
 * As large a network as the page's picture is made for: {@value #NAMESPACES} namespaces with {@value #DEVICES} devices. Two
 * bridges in the init namespace reach one half of the others each, and some of these have a wire of their own between them.
 */
public final class LargeNetwork {
    /** The init namespace among them. */
    public static final int NAMESPACES = 30;
    /** The loopback of each namespace among them. */
    public static final int DEVICES = 100;

    /** The lines that build it on a new machine. */
    public static final List<String> LINES = List.of(
            "for b in br0 br1; do ip link add $b type bridge; ip link set $b up; done",
            "for i in $(seq 29); do ip netns add n$i; ip link add p$i type veth peer name eth0 netns n$i; "
                    + "ip link set p$i master br$((i % 2)) up; ip -n n$i addr add 10.9.$((i % 2)).$i/24 dev eth0; "
                    + "ip -n n$i link set eth0 up; done",
            "for i in 1 2 3 4 5; do ip link add x$i netns n$i type veth peer name y$i netns n$((i + 5)); done");

    /** A device that the last of the lines makes. */
    public static final String LAST = "y5";

    private LargeNetwork() {}
}
