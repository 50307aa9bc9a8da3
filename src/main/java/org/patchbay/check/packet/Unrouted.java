package org.patchbay.check.packet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Route;
import org.patchbay.observe.kernel.Snapshot;

/** Explains why a namespace has no route to a destination. */
final class Unrouted {
    private final Snapshot snapshot;
    private final Netfilter netfilter;
    private final DiagnosisBuilder builder;

    Unrouted(Snapshot snapshot, Netfilter netfilter, DiagnosisBuilder builder) {
        this.snapshot = snapshot;
        this.netfilter = netfilter;
        this.builder = builder;
    }

    /** @param answer whether a reply has no route */
    Verdict.Failed explain(Namespace here, String destination, boolean answer) {
        return refused(here, destination)
                .or(() -> downOrNarrow(here, destination))
                .or(() -> withoutAddress(here, destination))
                .orElseGet(() -> none(here, destination, answer));
    }

    private Optional<Verdict.Failed> refused(Namespace here, String destination) {
        return RouteLookup.refusal(here, destination).map(route -> {
            String see = ToolText.source(here, "ip route get " + destination);
            return builder.failed(
                    Layer.ROUTE,
                    destination,
                    Message.of("route.refused", "destination", destination, "seen", route.type()),
                    see,
                    ToolText.route(here, route));
        });
    }

    /** The failure if a connected route is missing because its device is down or its prefix is too narrow. */
    private Optional<Verdict.Failed> downOrNarrow(Namespace here, String destination) {
        for (Address own : here.addresses()) {
            Optional<Link> link =
                    here.link(own.device()).filter(found -> !found.kind().equals("loopback"));
            boolean covers = Prefix.parse(own.cidr())
                    .flatMap(prefix -> Prefix.parse(destination).map(one -> prefix.contains(one.address())))
                    .orElse(false);
            if (link.isPresent() && covers && !link.get().up()) {
                return Carrier.broken(snapshot, here, link.get(), builder);
            }
            if (link.isPresent() && !covers && link.get().up() && meets(here, link.get(), destination, own)) {
                DeviceName device = InNamespace.device(here, own.device());
                return Optional.of(builder.failed(
                        Layer.ADDRESS,
                        device,
                        Message.of("address.narrow", "device", device, "seen", own.cidr(), "address", destination),
                        ToolText.source(here, "ip -br address"),
                        ToolText.addresses(here, link.get())));
            }
        }
        return Optional.empty();
    }

    /** Whether the destination's owner is on the device's segment and has the address in its prefix too. */
    private boolean meets(Namespace here, Link link, String destination, Address own) {
        return holders(here, link, destination).stream()
                .anyMatch(owner -> Prefix.parse(owner.address().cidr())
                        .flatMap(prefix -> Prefix.parse(own.address()).map(one -> prefix.contains(one.address())))
                        .orElse(false));
    }

    private List<AddressOwner> holders(Namespace here, Link link, String destination) {
        Packet request =
                new Packet(Reach.Kind.ARP, "", OptionalInt.empty(), destination, OptionalInt.empty(), false, 0, false);
        return Segment.from(
                        snapshot, netfilter, here, link, new EthernetFrame(EthernetFrame.EVERYBODY, request), builder)
                .arrivals()
                .stream()
                .filter(one -> one.namespace().inode() != here.inode())
                .flatMap(one -> AddressOwner.in(one.namespace(), destination).stream())
                .toList();
    }

    /** The failure if the device that leads there, or the only one, has no address or is down. */
    private Optional<Verdict.Failed> withoutAddress(Namespace here, String destination) {
        List<Link> bare = here.links().stream()
                .filter(link -> !link.kind().equals("loopback") && link.master().isEmpty())
                .filter(link -> here.addresses(link.name()).isEmpty())
                .toList();
        boolean only = here.links().stream()
                        .filter(link -> !link.kind().equals("loopback"))
                        .count()
                == 1;
        return bare.stream()
                .filter(link -> only || !holders(here, link, destination).isEmpty())
                .findFirst()
                .flatMap(link -> Carrier.broken(snapshot, here, link, builder)
                        .or(() -> OnLink.broken(here, InNamespace.device(here, link.name()), builder)));
    }

    private Verdict.Failed none(Namespace here, String destination, boolean answer) {
        String see = ToolText.source(here, "ip route get " + destination);
        Optional<Route> any = here.routes().stream()
                .filter(route -> route.type().equals("unicast") && route.family() == 4)
                .findFirst();
        Quote unreachable = new Quote(see, "RTNETLINK answers: Network is unreachable");
        return builder.failed(
                Layer.ROUTE,
                destination,
                Message.of(
                        answer ? "route.no-way-back" : "route.none",
                        "destination",
                        destination,
                        "namespace",
                        InNamespace.name(here)),
                see,
                any.map(route -> new Quote[] {unreachable, routes(here)}).orElseGet(() -> new Quote[] {unreachable}));
    }

    private static Quote routes(Namespace here) {
        return new Quote(
                ToolText.source(here, "ip route"),
                String.join(
                        "\n",
                        here.routes().stream()
                                .filter(route -> route.table() == 254 && route.family() == 4)
                                .limit(8)
                                .map(route -> ToolText.route(here, route).text())
                                .toList()));
    }
}
