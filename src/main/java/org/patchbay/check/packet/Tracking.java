package org.patchbay.check.packet;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.Reach;
import org.patchbay.observe.kernel.Namespace;

/**
 * Connection tracking for one journey: how the connection began in each namespace and how its addresses were
 * translated, to reverse that for replies (conntrack(8)).
 */
public final class Tracking {
    /** State in one namespace: the first packet, the current one, and the translating rule per hook, empty for none. */
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

    /** The connection's state as rules see it. */
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

    /** Whether translation is still undecided here; it is decided once, by a connection's first packet. */
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

    /** Records that translation is decided at this hook. */
    void passed(Namespace namespace, Hook hook) {
        Flow flow = flows.get(namespace.inode());
        if (flow != null && hook != Hook.FORWARD) {
            flow.rules.putIfAbsent(hook, Optional.empty());
        }
    }

    /** A reply with the translation reversed that this hook reverses. */
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

    /** The rule, in any namespace so far, that translated to this address. */
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
