package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Neighbour;
import org.patchbay.observe.Snapshot;

/**
 * Follows a packet out of a namespace: is its destination the machine's own, which device does the lookup give, is that
 * device up and does it have an address, is it the wire that was listened to.
 */
final class Way {
    private Way() {}

    /**
     * What keeps it off the wire, if anything does.
     *
     * @param chosen the device that the sender chose
     * @param on a device that it should be seen on; empty for any
     */
    static Optional<Verdict.Failed> broken(
            Snapshot snapshot,
            Namespace origin,
            String destination,
            Optional<String> chosen,
            Optional<Device> on,
            Trail trail) {
        String see = ToolText.source(
                origin,
                "ip route get " + destination
                        + chosen.map(name -> " oif " + name).orElse(""));
        Optional<RouteLookup> answer = RouteLookup.of(origin, destination, chosen);
        if (answer.isEmpty()) {
            return on.flatMap(device -> nearBroken(snapshot, origin, device, trail))
                    .or(() -> Optional.of(trail.failed(
                            Layer.ROUTE,
                            destination,
                            Message.of("route.none", "destination", destination),
                            see,
                            new Quote(see, "RTNETLINK answers: Network is unreachable"))));
        }
        RouteLookup found = answer.get();
        Quote quote = new Quote(see, found.text(destination));
        if (found.local()) {
            return on.filter(device -> device.name().equals("lo")).isPresent()
                    ? Optional.empty()
                    : Optional.of(trail.failed(
                            Layer.ROUTE,
                            destination,
                            Message.of("route.local", "destination", destination),
                            see,
                            quote));
        }
        Device out = InNamespace.device(origin, found.device());
        Optional<Link> link = origin.link(found.device());
        Optional<Verdict.Failed> broken = link.map(device ->
                        Carrier.broken(snapshot, origin, device, trail).or(() -> OnLink.broken(origin, out, trail)))
                .orElseGet(() -> Optional.of(DeviceLook.missing(out, trail)));
        if (broken.isPresent()) {
            return broken;
        }
        return on.isEmpty() || sameWire(snapshot, origin, link.get(), on.get())
                ? Optional.empty()
                : Optional.of(trail.failed(
                        Layer.ROUTE,
                        destination,
                        Message.of("route.other-wire", "destination", destination, "device", out, "device2", on.get()),
                        see,
                        quote));
    }

    /** Without a route: the devices of the wire explain it, for a connected route needs one that is up, with an address. */
    private static Optional<Verdict.Failed> nearBroken(Snapshot snapshot, Namespace origin, Device on, Trail trail) {
        Optional<Namespace> there = snapshot.namespace(on.namespace());
        Optional<Link> link = there.flatMap(namespace -> namespace.link(on.name()));
        if (link.isEmpty()) {
            return Optional.empty();
        }
        Optional<Peer> peer = Peer.of(snapshot, there.get(), link.get());
        boolean addressed = addressed(there.get(), on.name())
                || peer.filter(end -> addressed(end.namespace(), end.link().name()))
                        .isPresent();
        return addressed || there.get().inode() != origin.inode() ? Optional.empty() : OnLink.broken(origin, on, trail);
    }

    private static boolean addressed(Namespace namespace, String device) {
        return namespace.addresses(device).stream().anyMatch(own -> own.family() == 4);
    }

    /** A device, its other end, or a port of a bridge on the way: where a frame sent from the one can be seen. */
    private static boolean sameWire(Snapshot snapshot, Namespace origin, Link out, Device on) {
        Optional<Namespace> there = snapshot.namespace(on.namespace());
        if (there.isEmpty()) {
            return false;
        }
        if (there.get().inode() == origin.inode() && out.name().equals(on.name())) {
            return true;
        }
        Optional<Peer> peer = Peer.of(snapshot, origin, out);
        return peer.filter(end -> end.namespace().inode() == there.get().inode()
                                && end.link().name().equals(on.name()))
                        .isPresent()
                || out.kind().equals("bridge")
                || out.master().isPresent()
                || peer.filter(end -> end.link().master().isPresent()).isPresent();
    }

    /** An entry that says nobody answered, if the origin has one. */
    static Optional<Neighbour> unanswered(Namespace origin, String address) {
        return origin.neighbours().stream()
                .filter(entry -> entry.address().equals(address) && entry.mac().isEmpty())
                .findFirst();
    }
}
