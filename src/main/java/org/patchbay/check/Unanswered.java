package org.patchbay.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.observe.Address;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Rule;
import org.patchbay.observe.Snapshot;

/** Why nobody answers an ARP request: where it got to, and where the one is that it should have got to. */
final class Unanswered {
    private static final int QUOTED = 4;

    private final Snapshot snapshot;
    private final Tracking tracking;
    private final Resolution.Question question;
    private final Trail trail;

    Unanswered(Snapshot snapshot, Tracking tracking, Resolution.Question question, Trail trail) {
        this.snapshot = snapshot;
        this.tracking = tracking;
        this.question = question;
        this.trail = trail;
    }

    Outcome outcome() {
        List<Segment.Arrival> arrivals = question.segment().arrivals();
        Optional<Verdict.Failed> there = arrivals.stream()
                .filter(one -> Holder.in(one.namespace(), question.nextHop()).isPresent())
                .flatMap(one -> one
                        .obstacle()
                        .or(() -> new ArpAnswer(
                                        one.namespace(), one.link(), question.nextHop(), question.asking(), trail)
                                .silence())
                        .stream())
                .findFirst();
        if (there.isPresent()) {
            return new Outcome.Broken(there.get());
        }
        if (question.segment().beyond().isPresent()) {
            return new Outcome.Unknown(Message.of(
                    "unseen.beyond", "device", question.segment().beyond().get()));
        }
        return new Outcome.Broken(unlisted()
                .or(this::holderElsewhere)
                .or(this::everyWayBarred)
                .or(this::translatedToNobody)
                .or(this::otherGateway)
                .orElseGet(this::nobody));
    }

    private Optional<Verdict.Failed> unlisted() {
        return question.segment().arrivals().stream()
                .filter(Segment.Arrival::clear)
                .flatMap(one -> Holder.unlisted(one.namespace(), question.nextHop(), trail).stream())
                .findFirst();
    }

    /** Somebody has the address, but not on this segment. */
    private Optional<Verdict.Failed> holderElsewhere() {
        return snapshot.namespaces().stream()
                .flatMap(namespace -> Holder.in(namespace, question.nextHop()).stream())
                .findFirst()
                .or(() -> Holder.of(snapshot, question.nextHop()))
                .map(this::apart);
    }

    private Verdict.Failed apart(Holder holder) {
        Optional<Link> device = holder.namespace().link(holder.address().device());
        if (device.isPresent() && !device.get().up()) {
            return Carrier.broken(snapshot, holder.namespace(), device.get(), trail)
                    .orElseGet(() -> otherWire(holder));
        }
        Optional<Address> wide = tooWide(holder);
        if (wide.isPresent()) {
            return wide(wide.get(), holder);
        }
        return unplugged(holder, device).orElseGet(() -> otherWire(holder));
    }

    /** The asker's prefix counts the address among its neighbours, the holder's own does not count the asker. */
    private Optional<Address> tooWide(Holder holder) {
        return question.from().addresses(question.out().name()).stream()
                .filter(own -> contains(own.cidr(), question.nextHop()))
                .filter(own -> !contains(holder.address().cidr(), own.address()))
                .filter(own -> own.prefix() < holder.address().prefix())
                .findFirst();
    }

    private Verdict.Failed wide(Address own, Holder holder) {
        return trail.failed(
                Layer.ADDRESS,
                question.device(),
                Message.of(
                        "address.wide",
                        "device",
                        question.device(),
                        "seen",
                        own.cidr(),
                        "address",
                        question.nextHop(),
                        "device2",
                        holder.device()),
                see("ip -br address"),
                ToolText.addresses(question.from(), question.out()),
                ToolText.addresses(
                        holder.namespace(),
                        holder.namespace().link(holder.address().device()).orElse(question.out())));
    }

    /** An end of a pair that lies loose, or is in another bridge, between the asker and the holder. */
    private Optional<Verdict.Failed> unplugged(Holder holder, Optional<Link> device) {
        Optional<Loose> far = device.flatMap(link -> Peer.of(snapshot, holder.namespace(), link))
                .map(peer -> new Loose(peer.namespace(), peer.link()));
        List<Segment.Switch> switches = question.segment().switches();
        Optional<Segment.Switch> here = far.flatMap(end -> switches.stream()
                .filter(one -> one.namespace().inode() == end.namespace().inode())
                .findFirst());
        if (here.isPresent()) {
            return Optional.of(loose(far.get(), here.get().link()));
        }
        return question.segment().arrivals().stream()
                .filter(one -> one.namespace().inode() != question.from().inode()
                        && one.namespace().addresses(one.link().name()).isEmpty())
                .flatMap(one -> bridgeOf(far, holder, one.namespace())
                        .map(bridge -> loose(new Loose(one.namespace(), one.link()), bridge))
                        .stream())
                .findFirst();
    }

    private record Loose(Namespace namespace, Link link) {}

    /** The bridge in this namespace over which the holder can be reached. */
    private static Optional<Link> bridgeOf(Optional<Loose> far, Holder holder, Namespace namespace) {
        Optional<Link> port = far.filter(end -> end.namespace().inode() == namespace.inode())
                .filter(end -> end.link().master().isPresent())
                .flatMap(end -> namespace.link(end.link().master().getAsInt()));
        return port.or(() -> Optional.of(holder)
                        .filter(one -> one.namespace().inode() == namespace.inode())
                        .flatMap(one -> namespace.link(one.address().device())))
                .filter(link -> link.kind().equals("bridge"));
    }

    private Verdict.Failed loose(Loose end, Link wanted) {
        Device device = InNamespace.device(end.namespace(), end.link().name());
        Optional<Link> master = end.link().master().isPresent()
                ? end.namespace().link(end.link().master().getAsInt())
                : Optional.empty();
        return trail.failed(
                Layer.BRIDGE,
                device,
                Message.of(
                        master.isPresent() ? "bridge.apart" : "bridge.loose",
                        "device",
                        device,
                        "seen",
                        master.map(Link::name).orElse("-"),
                        "bridge",
                        InNamespace.device(end.namespace(), wanted.name()),
                        "address",
                        question.nextHop()),
                ToolText.source(end.namespace(), "ip -d link show " + end.link().name()),
                ToolText.master(end.namespace(), end.link(), master));
    }

    private Verdict.Failed otherWire(Holder holder) {
        return trail.failed(
                Layer.ROUTE,
                question.nextHop(),
                Message.of(
                        "route.wrong-wire",
                        "destination",
                        question.nextHop(),
                        "device",
                        question.device(),
                        "device2",
                        holder.device()),
                see("ip route get " + question.nextHop()),
                new Quote(
                        see("ip route get " + question.nextHop()),
                        RouteLookup.of(question.from(), question.nextHop(), Optional.empty())
                                .map(found -> found.text(question.nextHop()))
                                .orElse("")));
    }

    /** The request did not get anywhere: then what holds it up comes before that nobody would be there. */
    private Optional<Verdict.Failed> everyWayBarred() {
        List<Segment.Arrival> arrivals = question.segment().arrivals();
        return arrivals.stream().anyMatch(Segment.Arrival::clear)
                ? Optional.empty()
                : arrivals.stream().flatMap(one -> one.obstacle().stream()).findFirst();
    }

    /** A rule gave the packets an address that nobody has. */
    private Optional<Verdict.Failed> translatedToNobody() {
        return tracking.giving(question.nextHop()).map(fate -> {
            Namespace namespace = snapshot.namespaces().stream()
                    .filter(one -> one.rules().orElse(List.of()).contains(fate.table()))
                    .findFirst()
                    .orElse(question.from());
            String see = ToolText.source(namespace, RuleText.list(fate.table(), fate.chain()));
            Rule rule = fate.rule();
            return trail.failed(
                    Layer.NAT,
                    RuleText.name(namespace, fate.chain()),
                    Message.of(
                            "nat.nobody",
                            "chain",
                            RuleText.name(namespace, fate.chain()),
                            "address",
                            question.nextHop(),
                            "rule",
                            rule.text()),
                    see,
                    new Quote(see, rule.text()));
        });
    }

    /** Nobody has the gateway's address, but somebody there would forward. */
    private Optional<Verdict.Failed> otherGateway() {
        if (question.nextHop().equals(question.packet().destination())) {
            return Optional.empty();
        }
        boolean router = question.segment().arrivals().stream()
                .filter(Segment.Arrival::clear)
                .filter(one -> one.namespace().inode() != question.from().inode())
                .filter(one -> EffectiveSetting.of(
                                        one.namespace(),
                                        "forwarding",
                                        one.link().name())
                                .orElse(0)
                        != 0)
                .anyMatch(one -> one.namespace().addresses(one.link().name()).stream()
                        .anyMatch(own -> contains(own.cidr(), question.asking())));
        return router
                ? Optional.of(nobody(
                        "route.gateway-nobody", Layer.ROUTE, question.packet().destination()))
                : Optional.empty();
    }

    private Verdict.Failed nobody() {
        List<Segment.Arrival> arrivals = question.segment().arrivals();
        boolean there = arrivals.stream().anyMatch(Segment.Arrival::clear);
        return nobody(there ? "address.nobody-there" : "address.nobody-here", Layer.ADDRESS, question.nextHop());
    }

    private Verdict.Failed nobody(String key, Layer layer, String about) {
        List<Segment.Arrival> clear = question.segment().arrivals().stream()
                .filter(Segment.Arrival::clear)
                .toList();
        List<Quote> quotes = new ArrayList<>();
        Stream.concat(
                        question.from().neighbours().stream()
                                .filter(entry -> entry.address().equals(question.nextHop())
                                        && entry.device().equals(question.out().name()))
                                .map(entry -> ToolText.neighbour(question.from(), entry)),
                        clear.stream().map(one -> ToolText.addresses(one.namespace(), one.link())))
                .limit(QUOTED)
                .forEach(quotes::add);
        return trail.failed(
                layer,
                about,
                Message.of(
                        key,
                        "address",
                        question.nextHop(),
                        "destination",
                        question.packet().destination(),
                        "device",
                        question.device(),
                        "devices",
                        clear.stream()
                                .map(one -> "`" + one.device() + "`")
                                .limit(QUOTED)
                                .collect(Collectors.joining(", "))),
                clear.stream()
                        .findFirst()
                        .map(one -> ToolText.source(one.namespace(), "ip -br address"))
                        .orElseGet(() -> see("ip -br address")),
                quotes.toArray(Quote[]::new));
    }

    private static boolean contains(String cidr, String address) {
        return Prefix.parse(cidr)
                .flatMap(prefix -> Prefix.parse(address).map(one -> prefix.contains(one.address())))
                .orElse(false);
    }

    private String see(String command) {
        return ToolText.source(question.from(), command);
    }
}
