package org.patchbay.check.frames;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.frames.FrameTrack.Spot;
import org.patchbay.check.output.TcpdumpRun;
import org.patchbay.check.packet.AddressOwner;
import org.patchbay.check.packet.ArpAnswer;
import org.patchbay.check.packet.Branch;
import org.patchbay.check.packet.BridgePassage;
import org.patchbay.check.packet.Carrier;
import org.patchbay.check.packet.EthernetFrame;
import org.patchbay.check.packet.Forwarding;
import org.patchbay.check.packet.Hook;
import org.patchbay.check.packet.Netfilter;
import org.patchbay.check.packet.Packet;
import org.patchbay.check.packet.PacketOutcome;
import org.patchbay.check.packet.Peer;
import org.patchbay.check.packet.RouteLookup;
import org.patchbay.check.packet.SourceCheck;
import org.patchbay.check.packet.Tracking;
import org.patchbay.check.packet.WalkStep;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.FrameWatchResult;
import org.patchbay.observe.wire.Passage;

/**
 * Determines what happened to a frame where it was last seen, by the packet walk's rules and the network's current
 * state; otherwise unknown.
 */
final class FrameFate {
    private static final int IP_HEADER = 20;

    private final Snapshot snapshot;
    private final List<TcpdumpRun> captures;
    private final List<FrameWatchResult> watches;
    private final DiagnosisBuilder builder = new DiagnosisBuilder();
    private final Netfilter netfilter = new Netfilter(new Tracking(), builder);

    FrameFate(Snapshot snapshot, List<TcpdumpRun> captures, List<FrameWatchResult> watches) {
        this.snapshot = snapshot;
        this.captures = List.copyOf(captures);
        this.watches = List.copyOf(watches);
    }

    /** @param all where the frame was seen */
    FrameEnd of(Spot spot, List<Spot> all) {
        if (spot.namespace().isEmpty() || spot.link().isEmpty()) {
            return FrameEnd.unknown("hop.gone", "device", spot.device());
        }
        Namespace here = spot.namespace().get();
        Link link = spot.link().get();
        if (spot.passage().sent() && !link.kind().equals("loopback")) {
            return sent(here, link, spot);
        }
        if (spot.bridge().isPresent()) {
            return bridged(here, spot.bridge().get(), Optional.of(link), spot);
        }
        return spot.isBridge() && passesOn(here, link, spot)
                ? bridged(here, link, ingress(spot, all), spot)
                : received(here, link, spot, all);
    }

    private FrameEnd sent(Namespace here, Link link, Spot spot) {
        DeviceName device = spot.device();
        Optional<Verdict.Failed> broken = Carrier.broken(snapshot, here, link, builder);
        if (broken.isPresent()) {
            return FrameEnd.dropped(broken.get());
        }
        Optional<Peer> peer = Peer.of(snapshot, here, link);
        if (peer.isEmpty()) {
            return FrameEnd.unknown(
                    link.kind().equals("bridge") ? "hop.bridge-unheard" : "hop.outside", "device", device);
        }
        return listened(peer.get(), spot.passage())
                ? FrameEnd.unknown("hop.unseen", "device", peer.get().device())
                : FrameEnd.unknown("hop.unheard", "device", peer.get().device());
    }

    private boolean listened(Peer peer, Passage passage) {
        return watches.stream()
                        .anyMatch(frameWatchResult ->
                                frameWatchResult.covers(peer.namespace().inode(), passage.at()))
                || captures.stream()
                        .filter(capture -> capture.in(peer.namespace())
                                && capture.listenedOn(peer.link().name()))
                        .map(capture -> capture.run().execution())
                        .anyMatch(run -> covers(run, passage.at()));
    }

    private static boolean covers(Execution run, double at) {
        return run.startedAt() <= at && at <= run.endedAt().orElse(Double.POSITIVE_INFINITY);
    }

    private static Optional<Link> ingress(Spot own, List<Spot> all) {
        return all.stream()
                .filter(spot -> !spot.passage().sent() && spot.isPortOf(own))
                .flatMap(spot -> spot.link().stream())
                .findFirst();
    }

    /** Whether a frame on a bridge's own device is for a host on another port. */
    private boolean passesOn(Namespace here, Link bridge, Spot spot) {
        return switch (spot.payload()) {
            case Frame.Arp arp ->
                arp.op().equals("request")
                        ? AddressOwner.in(here, arp.targetIp().orElse("")).isEmpty()
                        : told(here, bridge, arp).kind() != FrameEnd.Kind.TAKEN;
            case Frame.Ip ip -> AddressOwner.in(here, ip.destination()).isEmpty() && behind(here, bridge, ip);
            case Frame.Other _ -> false;
        };
    }

    private boolean behind(Namespace here, Link bridge, Frame.Ip ip) {
        return AddressOwner.of(snapshot, ip.destination())
                .flatMap(owner -> owner.namespace()
                        .link(owner.address().device())
                        .flatMap(link -> Peer.of(snapshot, owner.namespace(), link)))
                .filter(port -> port.namespace().inode() == here.inode()
                        && port.link().master().equals(OptionalInt.of(bridge.index())))
                .isPresent();
    }

    private FrameEnd bridged(Namespace here, Link bridge, Optional<Link> ingress, Spot spot) {
        Packet packet = packet(spot);
        String destination = spot.payload() instanceof Frame.Ip ip
                ? AddressOwner.of(snapshot, ip.destination())
                        .flatMap(owner -> owner.namespace().link(owner.address().device()))
                        .map(Link::mac)
                        .orElse(EthernetFrame.EVERYBODY)
                : EthernetFrame.EVERYBODY;
        BridgePassage passage =
                new BridgePassage(snapshot, here, bridge, ingress, new EthernetFrame(destination, packet), builder);
        Branch branch = passage.enter(Branch.START);
        if (judged(spot)) {
            branch = branch.stoppedBy(netfilter.bridged(here, bridge.name(), packet, new DiagnosisBuilder()));
        }
        if (branch.obstacle().isPresent()) {
            return FrameEnd.dropped(branch.obstacle().get());
        }
        DeviceName device = InNamespace.device(here, bridge.name());
        if (passage.ports().isEmpty()) {
            return FrameEnd.dropped("hop.no-other-port", "bridge", device);
        }
        return FrameEnd.unknown("hop.bridge-unheard", "device", device);
    }

    private FrameEnd received(Namespace here, Link link, Spot spot, List<Spot> all) {
        Optional<String> receiver = receiver(link, spot, all);
        Optional<String> other = receiver.filter(mac -> !spot.isBridge() && !mac.equalsIgnoreCase(link.mac()));
        if (other.isPresent()) {
            Object[] arguments = {"namespace", InNamespace.name(here), "device", link.name(), "mac", other.get()};
            return isFlooded(here, link, other.get())
                    ? FrameEnd.copy("hop.other-mac", arguments)
                    : FrameEnd.dropped("hop.other-mac", arguments);
        }
        return switch (spot.payload()) {
            case Frame.Arp arp -> arp.op().equals("request") ? asked(here, link, arp) : told(here, link, arp);
            case Frame.Ip ip ->
                receiver.isPresent() || spot.isBridge() || isOwn(here, ip.destination())
                        ? packet(here, link, spot, ip)
                        : FrameEnd.unknown(
                                "hop.unknown-mac", "namespace", InNamespace.name(here), "address", ip.destination());
            case Frame.Other _ -> FrameEnd.unknown("hop.gone", "device", spot.device());
        };
    }

    /** Whether the addressed device is on another port of the bridge at the other end of this link. */
    private boolean isFlooded(Namespace here, Link link, String mac) {
        Optional<Peer> port = Peer.of(snapshot, here, link)
                .filter(peer -> peer.link().master().isPresent());
        return port.isPresent()
                && snapshot.namespaces().stream()
                        .anyMatch(there -> there.links().stream()
                                .filter(meant -> meant.mac().equalsIgnoreCase(mac))
                                .flatMap(meant -> Peer.of(snapshot, there, meant).stream())
                                .anyMatch(other -> sameBridge(port.get(), other)));
    }

    private static boolean sameBridge(Peer one, Peer other) {
        return one.namespace().inode() == other.namespace().inode()
                && one.link().master().equals(other.link().master());
    }

    /**
     * The destination hardware address of a unicast frame: from tcpdump's {@code -e}, else from the neighbour entry of
     * the sender, if the sender's device is known. Empty otherwise.
     */
    private Optional<String> receiver(Link link, Spot spot, List<Spot> all) {
        Optional<String> told = spot.sight().frame().destinationMac();
        if (told.isPresent()) {
            return told.filter(mac -> !mac.equalsIgnoreCase(EthernetFrame.EVERYBODY));
        }
        if (!(spot.payload() instanceof Frame.Ip ip)) {
            return Optional.empty();
        }
        return all.subList(0, all.indexOf(spot)).reversed().stream()
                .filter(before -> before.passage().sent() && before.bridge().isEmpty())
                .findFirst()
                .filter(sender -> sender.payload().equals(spot.payload()))
                .flatMap(sender -> sender.namespace()
                        .flatMap(there ->
                                neighbour(there, Optional.of(sender.passage().device()), ip.destination())))
                .or(() -> addressed(link, ip));
    }

    /**
     * The hardware address to which the packet's source sent it directly. For a packet to a gateway, which passes
     * several links, known only if it is this device's.
     */
    private Optional<String> addressed(Link link, Frame.Ip ip) {
        return AddressOwner.of(snapshot, ip.source())
                .map(AddressOwner::namespace)
                .flatMap(there -> neighbour(there, Optional.empty(), ip.destination())
                        .filter(mac -> mac.equalsIgnoreCase(link.mac())
                                || RouteLookup.of(there, ip.destination(), Optional.empty())
                                        .filter(found -> found.gateway().isEmpty())
                                        .isPresent()));
    }

    private static Optional<String> neighbour(Namespace there, Optional<String> out, String destination) {
        return RouteLookup.of(there, destination, out).flatMap(found -> {
            String next = found.gateway().isEmpty() ? destination : found.gateway();
            return there.neighbours().stream()
                    .filter(entry -> entry.device().equals(found.device())
                            && entry.address().equals(next))
                    .map(Neighbour::mac)
                    .filter(mac -> !mac.isEmpty())
                    .findFirst();
        });
    }

    private FrameEnd asked(Namespace here, Link link, Frame.Arp arp) {
        String asked = arp.targetIp().orElse("");
        String place = InNamespace.name(here);
        ArpAnswer answer = new ArpAnswer(here, link, asked, arp.senderIp(), builder);
        if (AddressOwner.in(here, asked).isEmpty()) {
            return answer.forAnother()
                    ? FrameEnd.taken("hop.asked-proxy", "namespace", place, "address", asked)
                    : FrameEnd.dropped("hop.asked-nobody", "namespace", place, "address", asked);
        }
        return answer.silence()
                .map(FrameEnd::dropped)
                .orElseGet(() -> FrameEnd.taken("hop.asked", "namespace", place, "address", asked));
    }

    /** The neighbour entry shows that the reply was for this namespace; otherwise it may be flooded. */
    private static FrameEnd told(Namespace here, Link link, Frame.Arp arp) {
        String mac = arp.senderMac().orElse("");
        String place = InNamespace.name(here);
        boolean kept = here.neighbours().stream()
                .anyMatch(entry -> entry.address().equals(arp.senderIp())
                        && entry.device().equals(link.name())
                        && entry.mac().equalsIgnoreCase(mac));
        return kept
                ? FrameEnd.taken("hop.told", "namespace", place, "address", arp.senderIp(), "mac", mac)
                : FrameEnd.unknown("hop.told-nobody", "namespace", place, "address", arp.senderIp());
    }

    private FrameEnd packet(Namespace here, Link link, Spot spot, Frame.Ip ip) {
        Packet packet = packet(spot);
        boolean judged = judged(spot);
        if (judged
                && netfilter.at(here, Hook.PREROUTING, packet, link.name(), "")
                        instanceof WalkStep.On<Packet>(Packet on)) {
            packet = on;
        }
        if (toMany(here, packet.destination())) {
            return FrameEnd.unknown("hop.to-many", "address", packet.destination());
        }
        boolean own = AddressOwner.in(here, packet.destination()).isPresent();
        Optional<Verdict.Failed> broken =
                own ? Forwarding.martian(here, link, packet, builder) : Forwarding.broken(here, link, packet, builder);
        // Packets on lo were routed when they were sent.
        if (!link.kind().equals("loopback")) {
            broken = broken.or(() -> SourceCheck.broken(here, link, ip.source(), builder));
        }
        if (broken.isEmpty() && judged) {
            broken = ruled(here, link, packet, own);
        }
        String place = InNamespace.name(here);
        if (broken.isPresent()) {
            return FrameEnd.dropped(broken.get());
        }
        return own
                ? FrameEnd.taken("hop.taken", "namespace", place, "address", packet.destination())
                : FrameEnd.unknown("hop.forwards-unheard", "namespace", place, "address", packet.destination());
    }

    private static boolean isOwn(Namespace here, String address) {
        return AddressOwner.in(here, address).isPresent() || toMany(here, address);
    }

    private static boolean toMany(Namespace here, String address) {
        return Prefix.parse(address)
                        .filter(one -> one.address().isMulticastAddress())
                        .isPresent()
                || address.equals("255.255.255.255")
                || here.routes().stream()
                        .anyMatch(route -> route.type().equals("broadcast")
                                && Prefix.parse(route.destination()).equals(Prefix.parse(address)));
    }

    private Optional<Verdict.Failed> ruled(Namespace here, Link in, Packet packet, boolean own) {
        Optional<RouteLookup> out =
                own ? Optional.empty() : RouteLookup.of(here, packet.destination(), Optional.empty());
        return netfilter.at(
                                here,
                                own ? Hook.INPUT : Hook.FORWARD,
                                packet,
                                in.name(),
                                out.map(RouteLookup::device).orElse(""))
                        instanceof WalkStep.End<Packet>(PacketOutcome.Broken(Verdict.Failed failed))
                ? Optional.of(failed)
                : Optional.empty();
    }

    /** Whether rules can be applied: only to a connection's first packet; tracking has changed for later ones. */
    private static boolean judged(Spot spot) {
        return spot.payload() instanceof Frame.Ip ip
                && (ip.icmp().filter(icmp -> icmp.type().equals("echo request")).isPresent()
                        || ip.tcpFlags().filter("S"::equals).isPresent());
    }

    private static Packet packet(Spot spot) {
        int length = (int) spot.passage().length();
        return switch (spot.payload()) {
            case Frame.Ip ip ->
                new Packet(
                        ip.icmp().isPresent()
                                ? Reach.Kind.ICMP
                                : ip.transport().filter("UDP"::equals).isPresent() ? Reach.Kind.UDP : Reach.Kind.TCP,
                        ip.source(),
                        ip.sourcePort(),
                        ip.destination(),
                        ip.destinationPort(),
                        ip.icmp()
                                .filter(icmp -> icmp.type().equals("echo reply"))
                                .isPresent(),
                        length,
                        false);
            case Frame.Arp arp ->
                new Packet(
                        Reach.Kind.ARP,
                        arp.senderIp(),
                        OptionalInt.empty(),
                        arp.targetIp().orElse(""),
                        OptionalInt.empty(),
                        arp.op().equals("reply"),
                        length,
                        false);
            case Frame.Other _ ->
                new Packet(Reach.Kind.ICMP, "", OptionalInt.empty(), "", OptionalInt.empty(), false, IP_HEADER, false);
        };
    }
}
