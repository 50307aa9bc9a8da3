package org.patchbay.check.packet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Follows one frame over links and bridges of the machine. Continues past obstacles, so that a diagnosis can name what
 * is between sender and receiver.
 */
final class Segment {
    private static final int DEEPEST = 200;

    /** Bytes that a veth accepts beyond its MTU, for a VLAN tag (__dev_forward_skb, net/core/dev.c). */
    private static final int TAG = 4;

    /**
     * A device that the frame would reach.
     *
     * @param obstacle the first thing that keeps the frame from getting there
     * @param doubt what is unknown about its path there
     */
    record Arrival(
            Namespace namespace,
            Link link,
            List<Hop> hops,
            Optional<Verdict.Failed> obstacle,
            Optional<Message> doubt) {
        boolean clear() {
            return obstacle.isEmpty();
        }

        DeviceName device() {
            return InNamespace.device(namespace, link.name());
        }

        boolean is(Namespace other, Link device) {
            return namespace.inode() == other.inode() && link.index() == device.index();
        }
    }

    /** A bridge that the frame reaches, even if it does not pass it. */
    record Switch(Namespace namespace, Link link) {
        DeviceName device() {
            return InNamespace.device(namespace, link.name());
        }
    }

    private final Snapshot snapshot;
    private final Netfilter netfilter;
    private final EthernetFrame frame;
    private final DiagnosisBuilder builder;
    private final Map<DeviceName, Boolean> met = new HashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Switch> switches = new ArrayList<>();
    private final Set<DeviceName> passed = new HashSet<>();
    private Optional<DeviceName> beyond = Optional.empty();

    private Segment(Snapshot snapshot, Netfilter netfilter, EthernetFrame frame, DiagnosisBuilder builder) {
        this.snapshot = snapshot;
        this.netfilter = netfilter;
        this.frame = frame;
        this.builder = builder;
    }

    /** Sends the frame from a device. */
    static Segment from(
            Snapshot snapshot,
            Netfilter netfilter,
            Namespace namespace,
            Link link,
            EthernetFrame frame,
            DiagnosisBuilder builder) {
        Segment segment = new Segment(snapshot, netfilter, frame, builder);
        segment.leave(namespace, link, Branch.START);
        return segment;
    }

    /** The arrivals, those without an obstacle first. */
    List<Arrival> arrivals() {
        List<Arrival> sorted =
                new ArrayList<>(arrivals.stream().filter(Arrival::clear).toList());
        arrivals.stream()
                .filter(one ->
                        !one.clear() && sorted.stream().noneMatch(other -> other.is(one.namespace(), one.link())))
                .forEach(sorted::add);
        return List.copyOf(sorted);
    }

    List<Switch> switches() {
        return List.copyOf(switches);
    }

    /** Whether the frame passes this device, and a capture there would show it. */
    boolean passes(DeviceName device) {
        return passed.contains(device);
    }

    /** A device whose kind leads out of the observed network. */
    Optional<DeviceName> beyond() {
        return beyond;
    }

    /** Whether to visit the device: each once, but again if the new path is better. */
    private boolean again(DeviceName device, Branch branch) {
        Boolean before = met.get(device);
        if (before != null && (before || !branch.clear()) || branch.hops().size() > DEEPEST) {
            return false;
        }
        met.put(device, branch.clear());
        return true;
    }

    private void leave(Namespace namespace, Link link, Branch before) {
        DeviceName device = InNamespace.device(namespace, link.name());
        Branch branch = before.stoppedBy(Carrier.broken(snapshot, namespace, link, builder));
        if (!again(device, branch)) {
            return;
        }
        if (branch.clear()) {
            passed.add(device);
        }
        branch = branch.hop(new Hop(device, Hop.Event.LEAVES, frame.packet()));
        switch (link.kind()) {
            case "bridge" -> cross(namespace, link, Optional.empty(), branch);
            case "dummy", "loopback" -> {}
            case "veth" -> {
                Optional<Peer> peer = Peer.of(snapshot, namespace, link);
                if (peer.isPresent()) {
                    arrive(peer.get().namespace(), peer.get().link(), branch);
                } else {
                    beyond = beyond.or(() -> Optional.of(device));
                }
            }
            default -> beyond = beyond.or(() -> Optional.of(device));
        }
    }

    private void arrive(Namespace namespace, Link link, Branch before) {
        DeviceName device = InNamespace.device(namespace, link.name());
        Branch branch = before.stoppedBy(tooLong(namespace, link));
        if (!again(device, branch)) {
            return;
        }
        if (branch.clear()) {
            passed.add(device);
        }
        Optional<Link> master =
                link.master().isPresent() ? namespace.link(link.master().getAsInt()) : Optional.empty();
        if (link.master().isEmpty()) {
            take(namespace, link, branch);
        } else if (master.filter(found -> found.kind().equals("bridge")).isPresent()) {
            cross(
                    namespace,
                    master.get(),
                    Optional.of(link),
                    branch.hop(new Hop(device, Hop.Event.ENTERS_BRIDGE, frame.packet())));
        } else {
            beyond = beyond.or(() -> Optional.of(device));
        }
    }

    private void take(Namespace namespace, Link link, Branch branch) {
        DeviceName device = InNamespace.device(namespace, link.name());
        if (branch.clear()) {
            passed.add(device);
        }
        arrivals.add(new Arrival(
                namespace,
                link,
                branch.hop(new Hop(device, Hop.Event.ARRIVES, frame.packet())).hops(),
                branch.obstacle(),
                branch.doubt()));
    }

    private void cross(Namespace namespace, Link bridge, Optional<Link> ingress, Branch before) {
        if (switches.stream().noneMatch(known -> known.device().equals(InNamespace.device(namespace, bridge.name())))) {
            switches.add(new Switch(namespace, bridge));
        }
        BridgePassage passage = new BridgePassage(snapshot, namespace, bridge, ingress, frame, builder);
        Branch branch = passage.enter(before);
        Branch bridged =
                ingress.isPresent() && !passage.ports().isEmpty() ? filtered(namespace, bridge, branch) : branch;
        for (Link port : passage.ports()) {
            leave(namespace, port, passage.exit(port, bridged));
        }
        if (ingress.isPresent() && passage.takesUp()) {
            take(namespace, bridge, passage.up(branch));
        }
    }

    private Branch filtered(Namespace namespace, Link bridge, Branch branch) {
        DiagnosisBuilder doubts = new DiagnosisBuilder();
        Optional<Verdict.Failed> broken = netfilter.bridged(namespace, bridge.name(), frame.packet(), doubts);
        return branch.stoppedBy(broken).doubted(doubts.doubt());
    }

    private Optional<Verdict.Failed> tooLong(Namespace namespace, Link link) {
        if (frame.packet().kind() == Reach.Kind.ARP || frame.packet().length() <= link.mtu() + TAG) {
            return Optional.empty();
        }
        DeviceName device = InNamespace.device(namespace, link.name());
        return Optional.of(builder.failed(
                Layer.LINK,
                device,
                Message.of(
                        "link.oversize",
                        "device",
                        device,
                        "seen",
                        link.mtu(),
                        "wanted",
                        frame.packet().length()),
                ToolText.source(namespace, "ip link show " + link.name()),
                ToolText.mtu(namespace, link)));
    }
}
