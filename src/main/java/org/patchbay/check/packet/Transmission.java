package org.patchbay.check.packet;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** Sends a packet from one namespace over a segment to the next: device, MTU, source translation, neighbour, frame. */
final class Transmission {
    private final Snapshot snapshot;
    private final Netfilter netfilter;
    private final Resolution resolution;
    private final DiagnosisBuilder builder;
    private final List<Hop> hops;

    /** @param hops receives the events */
    Transmission(
            Snapshot snapshot, Netfilter netfilter, Resolution resolution, DiagnosisBuilder builder, List<Hop> hops) {
        this.snapshot = snapshot;
        this.netfilter = netfilter;
        this.resolution = resolution;
        this.builder = builder;
        this.hops = hops;
    }

    /** Where a packet arrived. */
    record Arrived(Namespace namespace, Link link, Packet packet) {}

    /** The output device, if it exists and passes frames. */
    WalkStep<Link> device(Namespace here, RouteLookup found) {
        DeviceName device = InNamespace.device(here, found.device());
        Optional<Link> link = here.link(found.device());
        if (link.isEmpty()) {
            return WalkStep.broken(DevicePrecondition.missing(device, builder));
        }
        Optional<Verdict.Failed> broken = Carrier.broken(snapshot, here, link.get(), builder);
        if (broken.isEmpty() && link.get().kind().equals("dummy")) {
            broken = Optional.of(builder.failed(
                    Layer.LINK,
                    device,
                    Message.of("link.dummy", "device", device),
                    ToolText.source(here, "ip -d link show " + found.device()),
                    ToolText.link(here, link.get())));
        }
        if (broken.isEmpty() && found.source().isEmpty()) {
            broken = OnLink.broken(here, device, builder);
        }
        return WalkStep.unless(broken, link.get());
    }

    /** @param in the device of arrival; empty if the packet began here */
    WalkStep<Arrived> send(Namespace here, Packet packet, RouteLookup found, String in) {
        return device(here, found)
                .then(out -> fits(here, out, packet)
                        .then(whole -> netfilter.at(here, Hook.POSTROUTING, whole, in, out.name()))
                        .then(after -> {
                            if (!after.destination().equals(packet.destination())
                                    || !after.source().equals(packet.source())) {
                                hops.add(new Hop(InNamespace.device(here, out.name()), Hop.Event.TRANSLATED, after));
                            }
                            String next = found.gateway().isEmpty() ? after.destination() : found.gateway();
                            return resolution.of(here, out, next, after).then(mac -> follow(here, out, after, mac));
                        }));
    }

    private WalkStep<Packet> fits(Namespace here, Link out, Packet packet) {
        if (packet.length() <= out.mtu() || !packet.dontFragment()) {
            return WalkStep.on(packet.cut(out.mtu()));
        }
        DeviceName device = InNamespace.device(here, out.name());
        return WalkStep.broken(builder.failed(
                Layer.LINK,
                device,
                Message.of("link.too-long", "device", device, "seen", out.mtu(), "wanted", packet.length()),
                ToolText.source(here, "ip link show " + out.name()),
                ToolText.mtu(here, out)));
    }

    /** Sends a frame with the packet to a hardware address, and finds the receiver. */
    WalkStep<Arrived> follow(Namespace here, Link out, Packet packet, String mac) {
        Segment segment = Segment.from(snapshot, netfilter, here, out, new EthernetFrame(mac, packet), builder);
        List<Segment.Arrival> taking = segment.arrivals().stream()
                .filter(one -> one.link().mac().equals(mac) || one.link().kind().equals("bridge"))
                .toList();
        if (taking.isEmpty()) {
            return WalkStep.unknown(Message.of(
                    "unseen.beyond", "device", segment.beyond().orElse(InNamespace.device(here, out.name()))));
        }
        Segment.Arrival first = taking.stream()
                .filter(Segment.Arrival::clear)
                .filter(one ->
                        AddressOwner.in(one.namespace(), packet.destination()).isPresent())
                .findFirst()
                .orElse(taking.getFirst());
        if (first.obstacle().isPresent()) {
            return WalkStep.broken(first.obstacle().get());
        }
        first.doubt().ifPresent(builder::doubt);
        hops.addAll(first.hops());
        builder.sound(Layer.BRIDGE);
        return WalkStep.on(new Arrived(first.namespace(), first.link(), packet));
    }
}
