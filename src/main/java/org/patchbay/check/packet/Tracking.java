package org.patchbay.check.packet;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.Reach;
import org.patchbay.observe.kernel.Namespace;

/**
 * What the namespaces on the way know of the one connection that is followed: how it was begun, and how its addresses
 * were translated, so that its answers are turned back (conntrack(8)). One journey's own.
 */
public final class Tracking {
    /** In one namespace: as it was begun, as it goes on, and the rule that translated at each hook, empty for none. */
    private static final class Flow {
        private final Packet begun;
        private final Map<Hook, Optional<ChainResult.Translated>> rules = new EnumMap<>(Hook.class);
        private Packet now;

        Flow(Packet begun) {
            this.begun = begun;
            now = begun;
        }
    }

    private final Map<Long, Flow> flows = new HashMap<>();

    /** What rules see as the connection's state. */
    String state(Namespace namespace, Packet packet) {
        if (!packet.answer()) {
            return "new";
        }
        Flow flow = flows.get(namespace.inode());
        if (flow != null && (answers(flow.now, packet) || packet.destination().equals(flow.begun.source()))) {
            return "established";
        }
        return packet.kind() == Reach.Kind.UDP ? "new" : "invalid";
    }

    void meets(Namespace namespace, Packet packet) {
        if (!packet.answer()) {
            flows.putIfAbsent(namespace.inode(), new Flow(packet));
        }
    }

    /** Whether a connection's first packet has still to be asked about translation here: that is done but once. */
    boolean open(Namespace namespace, Hook hook, Packet packet) {
        Flow flow = flows.get(namespace.inode());
        return !packet.answer()
                && flow != null
                && flow.rules.keySet().stream()
                        .noneMatch(done -> done.changesDestination() == hook.changesDestination());
    }

    void translated(Namespace namespace, Hook hook, Packet now, Optional<ChainResult.Translated> rule) {
        Flow flow = flows.get(namespace.inode());
        if (flow != null) {
            flow.now = now;
            flow.rules.put(hook, rule);
        }
    }

    /** The hook is behind the packet: what translates here has been asked. */
    void passed(Namespace namespace, Hook hook) {
        Flow flow = flows.get(namespace.inode());
        if (flow != null && hook != Hook.FORWARD) {
            flow.rules.putIfAbsent(hook, Optional.empty());
        }
    }

    /** An answer with what was translated turned back, as far as this hook does it. */
    Packet restored(Namespace namespace, Hook hook, Packet packet) {
        Flow flow = flows.get(namespace.inode());
        if (flow == null || !packet.answer() || hook == Hook.FORWARD) {
            return packet;
        }
        if (hook.changesDestination()) {
            return answers(flow.now, packet) ? packet.to(flow.begun.source(), flow.begun.sourcePort()) : packet;
        }
        boolean turned = packet.destination().equals(flow.begun.source())
                && packet.source().equals(flow.now.destination())
                && same(packet.sourcePort(), flow.now.destinationPort());
        return turned ? packet.from(flow.begun.destination(), flow.begun.destinationPort()) : packet;
    }

    /** The rule, in any namespace so far, that gave the packets this destination; or this source. */
    Optional<ChainResult.Translated> giving(String address) {
        return flows.values().stream()
                .filter(flow -> flow.now.destination().equals(address)
                                && !flow.begun.destination().equals(address)
                        || flow.now.source().equals(address)
                                && !flow.begun.source().equals(address))
                .flatMap(flow -> flow.rules.entrySet().stream()
                        .filter(done -> done.getKey().changesDestination()
                                == flow.now.destination().equals(address))
                        .flatMap(done -> done.getValue().stream()))
                .findFirst();
    }

    private static boolean answers(Packet sent, Packet answer) {
        return answer.source().equals(sent.destination())
                && same(answer.sourcePort(), sent.destinationPort())
                && answer.destination().equals(sent.source());
    }

    private static boolean same(OptionalInt one, OptionalInt other) {
        return one.equals(other);
    }
}
