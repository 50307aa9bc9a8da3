package org.patchbay.check.packet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Follows a packet and its reply through a snapshot, up to the first fault: route lookup, device, segment, neighbour
 * and rules in each namespace on the path, and the listener at its end. Pure, total.
 */
public final class PacketWalk {
    private static final int IPV4 = 4;

    private final Snapshot snapshot;
    private final Reach reach;
    private final DiagnosisBuilder builder = new DiagnosisBuilder();
    private final Tracking tracking = new Tracking();
    private final Netfilter netfilter = new Netfilter(tracking, builder);
    private final Resolution resolution;
    private final Transmission transmission;
    private final Unrouted unrouted;
    private final List<Hop> hops = new ArrayList<>();
    private final Set<Hop> met = new HashSet<>();
    private Optional<Packet> begun = Optional.empty();

    private PacketWalk(Snapshot snapshot, Reach reach) {
        this.snapshot = snapshot;
        this.reach = reach;
        resolution = new Resolution(snapshot, netfilter, tracking, builder);
        transmission = new Transmission(snapshot, netfilter, resolution, builder, hops);
        unrouted = new Unrouted(snapshot, netfilter, builder);
    }

    public static PacketOutcome of(Snapshot snapshot, Reach reach) {
        return new PacketWalk(snapshot, reach).begin();
    }

    private PacketOutcome begin() {
        if (Prefix.parse(reach.address()).orElseThrow().family() != IPV4) {
            return new PacketOutcome.Unknown(Message.of("unseen.family", "address", reach.address()));
        }
        Optional<Namespace> origin = snapshot.namespace(reach.from());
        if (origin.isEmpty()) {
            return new PacketOutcome.Broken(builder.failed(
                    Layer.LINK,
                    reach.from(),
                    Message.of("namespace.missing", "namespace", reach.from()),
                    "ip netns list"));
        }
        Namespace here = origin.get();
        Optional<DeviceName> missing =
                reach.via().filter(name -> here.link(name).isEmpty()).map(name -> InNamespace.device(here, name));
        if (missing.isPresent()) {
            return new PacketOutcome.Broken(DevicePrecondition.missing(missing.get(), builder));
        }
        return reach.source()
                .filter(own -> AddressOwner.in(here, own).isEmpty())
                .map(own -> foreign(here, own))
                .orElseGet(() ->
                        reach.kind() == Reach.Kind.ARP ? ask(here) : send(here, Packet.first(reach), reach.via()));
    }

    /** The failure if the sender does not have the selected source address. */
    private PacketOutcome foreign(Namespace here, String source) {
        return new PacketOutcome.Broken(builder.failed(
                Layer.ADDRESS,
                source,
                Message.of("address.not-own", "address", source, "namespace", InNamespace.name(here)),
                ToolText.source(here, "ip -br address")));
    }

    private PacketOutcome ask(Namespace here) {
        Packet request = Packet.first(reach);
        return lookup(here, request, reach.via())
                .then(found ->
                        found.local() ? WalkStep.broken(goesOverLo(here, found)) : transmission.device(here, found))
                .then(out -> resolution
                        .of(here, out, reach.address(), request)
                        .then(mac -> transmission.follow(here, out, request, mac)))
                .finish(done -> arrived());
    }

    private Verdict.Failed goesOverLo(Namespace here, RouteLookup found) {
        String see = ToolText.source(here, "ip route get " + reach.address());
        return builder.failed(
                Layer.ROUTE,
                reach.address(),
                Message.of("route.local", "destination", reach.address()),
                see,
                new Quote(see, found.text(reach.address())));
    }

    /** Sends a packet from a namespace: the request or the reply. */
    private PacketOutcome send(Namespace here, Packet packet, Optional<String> via) {
        return lookup(here, packet, via).finish(found -> {
            Packet sourced = packet.source().isEmpty() ? packet.from(found.source()) : packet;
            if (begun.isEmpty()) {
                begun = Optional.of(sourced);
            }
            return deviceFirst(here, found, netfilter.at(here, Hook.OUTPUT, sourced, "", found.device()))
                    .then(after -> after.destination().equals(sourced.destination())
                            ? WalkStep.on(new Routed(after, found))
                            : lookup(here, translated(here, found.device(), after), via)
                                    .then(again -> WalkStep.on(new Routed(after, again))))
                    .finish(routed -> leave(here, routed, ""));
        });
    }

    private record Routed(Packet packet, RouteLookup lookup) {}

    /** Reports a device that is down before a rule that drops: the lower layer comes first. */
    private WalkStep<Packet> deviceFirst(Namespace here, RouteLookup found, WalkStep<Packet> ruled) {
        return ruled instanceof WalkStep.End<Packet> && !found.local()
                ? transmission.device(here, found).then(done -> ruled)
                : ruled;
    }

    private WalkStep<RouteLookup> lookup(Namespace here, Packet packet, Optional<String> via) {
        Optional<RouteLookup> found = RouteLookup.of(here, packet.destination(), via);
        if (found.isEmpty()) {
            return WalkStep.broken(unrouted.explain(here, packet.destination(), packet.answer()));
        }
        boolean single = found.get()
                .route()
                .filter(route -> Set.of("broadcast", "multicast", "anycast").contains(route.type()))
                .isEmpty();
        return single
                ? WalkStep.on(found.get())
                : WalkStep.unknown(Message.of("unseen.broadcast", "address", packet.destination()));
    }

    private PacketOutcome leave(Namespace here, Routed routed, String in) {
        return routed.lookup().local()
                ? loopback(here, routed.packet())
                : transmission
                        .send(here, routed.packet(), routed.lookup(), in)
                        .finish(there -> arrive(there.namespace(), there.link(), there.packet()));
    }

    private PacketOutcome loopback(Namespace here, Packet packet) {
        Optional<Link> lo = here.link("lo");
        if (lo.filter(Link::up).isEmpty()) {
            DeviceName device = InNamespace.device(here, "lo");
            return new PacketOutcome.Broken(builder.failed(
                    Layer.LINK,
                    device,
                    Message.of("link.lo-down", "device", device, "address", packet.destination()),
                    ToolText.source(here, "ip -br link"),
                    lo.stream().map(link -> ToolText.link(here, link)).toArray(Quote[]::new)));
        }
        return netfilter
                .at(here, Hook.POSTROUTING, packet, "", "lo")
                .then(after -> netfilter.at(here, Hook.PREROUTING, after, "lo", ""))
                .then(after -> netfilter.at(here, Hook.INPUT, hop(here, "lo", Hop.Event.ARRIVES, after), "lo", ""))
                .finish(after -> deliver(here, "lo", after));
    }

    private PacketOutcome arrive(Namespace here, Link in, Packet packet) {
        Hop hop = new Hop(InNamespace.device(here, in.name()), Hop.Event.ARRIVES, packet);
        if (!met.add(hop)) {
            return new PacketOutcome.Broken(inCircles(here, packet));
        }
        return netfilter.at(here, Hook.PREROUTING, packet, in.name(), "").finish(after -> {
            if (!after.equals(packet)) {
                hop(here, in.name(), Hop.Event.TRANSLATED, after);
            }
            if (AddressOwner.in(here, after.destination()).isPresent()) {
                return take(here, in, after);
            }
            return AddressOwner.unlisted(here, after.destination(), builder)
                    .<PacketOutcome>map(PacketOutcome.Broken::new)
                    .orElseGet(() -> forward(here, in, after));
        });
    }

    private PacketOutcome take(Namespace here, Link in, Packet packet) {
        return WalkStep.unless(
                        Forwarding.martian(here, in, packet, builder)
                                .or(() -> SourceCheck.broken(here, in, packet.source(), builder)),
                        packet)
                .then(done -> netfilter.at(here, Hook.INPUT, packet, in.name(), ""))
                .finish(after -> deliver(here, in.name(), after));
    }

    private PacketOutcome forward(Namespace here, Link in, Packet packet) {
        return WalkStep.unless(
                        Forwarding.broken(here, in, packet, builder)
                                .or(() -> SourceCheck.broken(here, in, packet.source(), builder)),
                        packet)
                .then(done -> lookup(here, packet, Optional.empty()))
                .finish(found -> deviceFirst(
                                here, found, netfilter.at(here, Hook.FORWARD, packet, in.name(), found.device()))
                        .finish(after -> leave(here, new Routed(after, found), in.name())));
    }

    private PacketOutcome deliver(Namespace here, String in, Packet packet) {
        hop(here, in, Hop.Event.DELIVERED, packet);
        return packet.answer()
                ? answered(here, packet)
                : LocalDelivery.at(here, packet, builder)
                        .finish(done -> send(here, packet.answered(), Optional.empty()));
    }

    /** The sender accepts a reply only from the address that it sent to. */
    private PacketOutcome answered(Namespace here, Packet packet) {
        boolean fits = snapshot.namespace(reach.from())
                        .filter(origin -> origin.inode() == here.inode())
                        .isPresent()
                && begun.filter(asked -> asked.destination().equals(packet.source())
                                && asked.destinationPort().equals(packet.sourcePort())
                                && asked.source().equals(packet.destination()))
                        .isPresent();
        return fits
                ? arrived()
                : new PacketOutcome.Broken(builder.failed(
                        Layer.NAT,
                        reach.address(),
                        Message.of(
                                "nat.answer-from",
                                "address",
                                reach.address(),
                                "seen",
                                packet.source(),
                                "namespace",
                                InNamespace.name(here)),
                        ToolText.source(here, "tcpdump -n -i any")));
    }

    private PacketOutcome arrived() {
        return builder.doubt()
                .<PacketOutcome>map(PacketOutcome.Unknown::new)
                .orElseGet(() -> new PacketOutcome.Arrives(hops));
    }

    private Verdict.Failed inCircles(Namespace here, Packet packet) {
        String see = ToolText.source(here, "ip route get " + packet.destination());
        return builder.failed(
                Layer.ROUTE,
                packet.destination(),
                Message.of("route.circle", "destination", packet.destination(), "namespace", InNamespace.name(here)),
                see,
                RouteLookup.of(here, packet.destination(), Optional.empty()).stream()
                        .map(found -> new Quote(see, found.text(packet.destination())))
                        .toArray(Quote[]::new));
    }

    private Packet translated(Namespace here, String device, Packet packet) {
        return hop(here, device, Hop.Event.TRANSLATED, packet);
    }

    private Packet hop(Namespace here, String device, Hop.Event event, Packet packet) {
        hops.add(new Hop(InNamespace.device(here, device), event, packet));
        return packet;
    }
}
