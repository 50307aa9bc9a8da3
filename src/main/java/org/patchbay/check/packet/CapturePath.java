package org.patchbay.check.packet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.check.rules.RuleText;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Decides whether packets from a namespace to a destination are visible on a device: the start of a {@link PacketWalk}, up
 * to that device.
 */
public final class CapturePath {
    /** No path has more routers than this; the TTL starts at 64. */
    private static final int MOST_ROUTERS = 64;

    /** Layers whose faults stop even an ARP request for an unused address. */
    private static final Set<Layer> OF_THE_WIRE = Set.of(Layer.LINK, Layer.BRIDGE);

    private final Snapshot snapshot;
    private final Namespace origin;
    private final Reach.Kind kind;
    private final DiagnosisBuilder builder;
    private final int routers;
    private final Tracking tracking = new Tracking();
    private final Netfilter netfilter;
    private final Resolution resolution;

    /** @param kind ARP for the request for the next hop; ICMP for what is sent after its answer */
    public CapturePath(Snapshot snapshot, Namespace origin, Reach.Kind kind, DiagnosisBuilder builder) {
        this(snapshot, origin, kind, builder, 0);
    }

    /** @param routers how many were passed */
    private CapturePath(Snapshot snapshot, Namespace origin, Reach.Kind kind, DiagnosisBuilder builder, int routers) {
        this.snapshot = snapshot;
        this.origin = origin;
        this.kind = kind;
        this.builder = builder;
        this.routers = routers;
        netfilter = new Netfilter(tracking, builder);
        resolution = new Resolution(snapshot, netfilter, new Tracking(), builder);
    }

    /**
     * The failure if packets do not get there.
     *
     * @param chosen the device that the sender selects
     */
    public Optional<Verdict.Failed> broken(String destination, Optional<String> chosen, DeviceName on) {
        Optional<RouteLookup> found = RouteLookup.of(origin, destination, chosen);
        if (found.isEmpty()) {
            return nearBroken(on)
                    .or(() -> Optional.of(
                            new Unrouted(snapshot, netfilter, builder).explain(origin, destination, false)));
        }
        if (found.get().local()) {
            return on.name().equals("lo")
                    ? Optional.empty()
                    : Optional.of(off(
                            destination, found.get(), "route.local", found.get().device(), on));
        }
        WalkStep<Link> out =
                new Transmission(snapshot, netfilter, resolution, builder, List.of()).device(origin, found.get());
        return switch (out) {
            case WalkStep.On<Link>(Link link) ->
                frames(link, destination).passes(on)
                        ? ruled(found.get(), link, destination).or(() -> unasked(found.get(), link, destination))
                        : unresolved(found.get(), link, destination).or(() -> onward(found.get(), destination, on));
            case WalkStep.End<Link>(PacketOutcome.Broken(Verdict.Failed failed)) -> Optional.of(failed);
            case WalkStep.End<Link> _ -> Optional.empty();
        };
    }

    /** The failure if the next hop's request does not pass the device: nothing else is sent before its answer. */
    private Optional<Verdict.Failed> unasked(RouteLookup found, Link out, String destination) {
        boolean leaves = kind == Reach.Kind.ARP
                || neighbour(out, hop(found, destination))
                        .filter(entry -> !entry.state().equals("FAILED"))
                        .isPresent();
        return leaves ? Optional.empty() : unresolved(found, out, destination);
    }

    /** The failure if the next hop can't be resolved, which comes before anything after it. */
    private Optional<Verdict.Failed> unresolved(RouteLookup found, Link out, String destination) {
        Packet packet = ping(destination).from(found.source());
        return resolution.of(origin, out, hop(found, destination), packet)
                        instanceof WalkStep.End<String>(PacketOutcome.Broken(Verdict.Failed failed))
                ? Optional.of(failed)
                        .filter(one -> kind != Reach.Kind.ARP
                                || OF_THE_WIRE.contains(one.diagnosis().layer()))
                : Optional.empty();
    }

    private static String hop(RouteLookup found, String destination) {
        return found.gateway().isEmpty() ? destination : found.gateway();
    }

    private Optional<Neighbour> neighbour(Link out, String address) {
        return origin.neighbours().stream()
                .filter(entry ->
                        entry.address().equals(address) && entry.device().equals(out.name()))
                .filter(entry -> !entry.mac().isEmpty())
                .findFirst();
    }

    /** Continues behind a router of this machine. */
    private Optional<Verdict.Failed> onward(RouteLookup found, String destination, DeviceName on) {
        Optional<AddressOwner> router = Optional.of(found.gateway())
                .filter(gateway -> !gateway.isEmpty() && routers < MOST_ROUTERS)
                .flatMap(gateway -> AddressOwner.of(snapshot, gateway))
                .filter(owner -> owner.namespace().inode() != origin.inode());
        Optional<Link> in =
                router.flatMap(owner -> owner.namespace().link(owner.address().device()));
        if (in.isEmpty()) {
            return Optional.of(off(destination, found, "route.other-wire", found.device(), on));
        }
        Namespace there = router.get().namespace();
        return Forwarding.broken(there, in.get(), ping(destination), builder)
                .or(() -> new CapturePath(snapshot, there, kind, builder, routers + 1)
                        .broken(destination, Optional.empty(), on));
    }

    /**
     * The failure if a bridge has learned the receiver's port and so does not flood to this device.
     *
     * @param chosen the device that the sender selects
     */
    public Optional<Verdict.Failed> steeredPast(String destination, Optional<String> chosen, DeviceName on) {
        return RouteLookup.of(origin, destination, chosen)
                .filter(found -> !found.local())
                .flatMap(found -> origin.link(found.device())
                        .flatMap(out -> neighbour(out, hop(found, destination))
                                .flatMap(entry -> steeredPast(
                                        out, new EthernetFrame(entry.mac(), ping(destination), true), on))));
    }

    private Optional<Verdict.Failed> steeredPast(Link out, EthernetFrame frame, DeviceName on) {
        Segment segment = Segment.from(snapshot, netfilter, origin, out, frame, builder);
        return segment.passes(on)
                ? Optional.empty()
                : segment.arrivals().stream()
                        .filter(arrival ->
                                arrival.hops().stream().anyMatch(hop -> hop.at().equals(on)))
                        .flatMap(arrival -> arrival.obstacle().stream())
                        .findFirst();
    }

    private Packet ping(String destination) {
        return Packet.first(Reach.ping(InNamespace.name(origin), destination));
    }

    private Segment frames(Link out, String destination) {
        return Segment.from(
                snapshot,
                netfilter,
                origin,
                out,
                new EthernetFrame(EthernetFrame.EVERYBODY, request(destination)),
                builder);
    }

    private static Packet request(String destination) {
        return new Packet(Reach.Kind.ARP, "", OptionalInt.empty(), destination, OptionalInt.empty(), false, 0, false);
    }

    /**
     * The failure by the sender's own rules, which are applied to a ping before the next hop is resolved. Routers'
     * rules don't matter: the request is visible before them.
     */
    private Optional<Verdict.Failed> ruled(RouteLookup found, Link out, String destination) {
        if (routers > 0) {
            return Optional.empty();
        }
        Packet ping = ping(destination).from(found.source());
        return switch (netfilter.at(origin, Hook.OUTPUT, ping, "", out.name())) {
            case WalkStep.On<Packet>(Packet after)
            when !after.destination().equals(destination) -> turned(destination, after.destination());
            case WalkStep.End<Packet>(PacketOutcome.Broken(Verdict.Failed failed)) -> Optional.of(failed);
            case WalkStep<Packet> _ -> netfilter.arp(origin, Hook.OUTPUT, request(destination), "", out.name());
        };
    }

    private Optional<Verdict.Failed> turned(String destination, String to) {
        return tracking.giving(to).map(fate -> {
            String chain = RuleText.name(origin, fate.chain());
            String see = ToolText.source(origin, RuleText.list(fate.table(), fate.chain()));
            String rule = fate.rule().text();
            return builder.failed(
                    Layer.NAT,
                    chain,
                    Message.of("nat.turned", "chain", chain, "destination", destination, "address", to, "rule", rule),
                    see,
                    new Quote(see, rule));
        });
    }

    private Verdict.Failed off(String destination, RouteLookup found, String key, String device, DeviceName on) {
        String see = ToolText.source(origin, "ip route get " + destination);
        return builder.failed(
                Layer.ROUTE,
                destination,
                Message.of(
                        key, "destination", destination, "device", InNamespace.device(origin, device), "device2", on),
                see,
                new Quote(see, found.text(destination)));
    }

    /** The failure without a route: a connected route needs a device that is up and has an address. */
    private Optional<Verdict.Failed> nearBroken(DeviceName on) {
        Optional<Namespace> there = snapshot.namespace(on.namespace());
        Optional<Link> link = there.flatMap(namespace -> namespace.link(on.name()));
        if (link.isEmpty()) {
            return Optional.empty();
        }
        Optional<Peer> peer = Peer.of(snapshot, there.get(), link.get());
        boolean addressed = addressed(there.get(), on.name())
                || peer.filter(end -> addressed(end.namespace(), end.link().name()))
                        .isPresent();
        return addressed || there.get().inode() != origin.inode()
                ? Optional.empty()
                : OnLink.broken(origin, on, builder);
    }

    private static boolean addressed(Namespace namespace, String device) {
        return namespace.addresses(device).stream().anyMatch(own -> own.family() == 4);
    }
}
