package org.patchbay.check.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.check.rules.RuleText;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.Snapshot;

/** Explains why an ARP request has no answer: where it arrived, and where the device with the address is. */
final class Unanswered {
    private static final int QUOTED = 4;

    private final Snapshot snapshot;
    private final Tracking tracking;
    private final Resolution.Question question;
    private final DiagnosisBuilder builder;

    Unanswered(Snapshot snapshot, Tracking tracking, Resolution.Question question, DiagnosisBuilder builder) {
        this.snapshot = snapshot;
        this.tracking = tracking;
        this.question = question;
        this.builder = builder;
    }

    PacketOutcome outcome() {
        List<Segment.Arrival> arrivals = question.segment().arrivals();
        Optional<Verdict.Failed> there = arrivals.stream()
                .filter(one ->
                        AddressOwner.in(one.namespace(), question.nextHop()).isPresent())
                .flatMap(one -> one
                        .obstacle()
                        .or(() -> new ArpAnswer(
                                        one.namespace(), one.link(), question.nextHop(), question.asking(), builder)
                                .silence())
                        .stream())
                .findFirst();
        if (there.isPresent()) {
            return new PacketOutcome.Broken(there.get());
        }
        if (question.segment().beyond().isPresent()) {
            return new PacketOutcome.Unknown(Message.of(
                    "unseen.beyond", "device", question.segment().beyond().get()));
        }
        return new PacketOutcome.Broken(unlisted()
                .or(this::holderElsewhere)
                .or(this::everyWayBarred)
                .or(this::translatedToNobody)
                .or(this::otherGateway)
                .orElseGet(this::nobody));
    }

    private Optional<Verdict.Failed> unlisted() {
        return question.segment().arrivals().stream()
                .filter(Segment.Arrival::clear)
                .flatMap(one -> AddressOwner.unlisted(one.namespace(), question.nextHop(), builder).stream())
                .findFirst();
    }

    /** The failure if a device has the address, but on another segment. */
    private Optional<Verdict.Failed> holderElsewhere() {
        return snapshot.namespaces().stream()
                .flatMap(namespace -> AddressOwner.in(namespace, question.nextHop()).stream())
                .findFirst()
                .or(() -> AddressOwner.of(snapshot, question.nextHop()))
                .map(this::apart);
    }

    private Verdict.Failed apart(AddressOwner owner) {
        Optional<Link> device = owner.namespace().link(owner.address().device());
        if (device.isPresent() && !device.get().up()) {
            return Carrier.broken(snapshot, owner.namespace(), device.get(), builder)
                    .orElseGet(() -> otherWire(owner));
        }
        Optional<Address> wide = tooWide(owner);
        if (wide.isPresent()) {
            return wide(wide.get(), owner);
        }
        return unplugged(owner, device).orElseGet(() -> otherWire(owner));
    }

    /** The requester's address, if its prefix includes the other one but the owner's does not include it. */
    private Optional<Address> tooWide(AddressOwner owner) {
        return question.from().addresses(question.out().name()).stream()
                .filter(own -> contains(own.cidr(), question.nextHop()))
                .filter(own -> !contains(owner.address().cidr(), own.address()))
                .filter(own -> own.prefix() < owner.address().prefix())
                .findFirst();
    }

    private Verdict.Failed wide(Address own, AddressOwner owner) {
        return builder.failed(
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
                        owner.device()),
                see("ip -br address"),
                ToolText.addresses(question.from(), question.out()),
                ToolText.addresses(
                        owner.namespace(),
                        owner.namespace().link(owner.address().device()).orElse(question.out())));
    }

    /** The failure if an end of a pair between requester and owner is in no bridge, or in another one. */
    private Optional<Verdict.Failed> unplugged(AddressOwner owner, Optional<Link> device) {
        Optional<Loose> far = device.flatMap(link -> Peer.of(snapshot, owner.namespace(), link))
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
                .flatMap(one -> bridgeOf(far, owner, one.namespace())
                        .map(bridge -> loose(new Loose(one.namespace(), one.link()), bridge))
                        .stream())
                .findFirst();
    }

    private record Loose(Namespace namespace, Link link) {}

    /** The bridge in this namespace through which the owner can be reached. */
    private static Optional<Link> bridgeOf(Optional<Loose> far, AddressOwner owner, Namespace namespace) {
        Optional<Link> port = far.filter(end -> end.namespace().inode() == namespace.inode())
                .filter(end -> end.link().master().isPresent())
                .flatMap(end -> namespace.link(end.link().master().getAsInt()));
        return port.or(() -> Optional.of(owner)
                        .filter(one -> one.namespace().inode() == namespace.inode())
                        .flatMap(one -> namespace.link(one.address().device())))
                .filter(link -> link.kind().equals("bridge"));
    }

    private Verdict.Failed loose(Loose end, Link wanted) {
        DeviceName device = InNamespace.device(end.namespace(), end.link().name());
        Optional<Link> master = end.link().master().isPresent()
                ? end.namespace().link(end.link().master().getAsInt())
                : Optional.empty();
        return builder.failed(
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

    private Verdict.Failed otherWire(AddressOwner owner) {
        return builder.failed(
                Layer.ROUTE,
                question.nextHop(),
                Message.of(
                        "route.wrong-wire",
                        "destination",
                        question.nextHop(),
                        "device",
                        question.device(),
                        "device2",
                        owner.device()),
                see("ip route get " + question.nextHop()),
                new Quote(
                        see("ip route get " + question.nextHop()),
                        RouteLookup.of(question.from(), question.nextHop(), Optional.empty())
                                .map(found -> found.text(question.nextHop()))
                                .orElse("")));
    }

    /** The failure if the request arrived nowhere: the obstacle comes before a missing owner. */
    private Optional<Verdict.Failed> everyWayBarred() {
        List<Segment.Arrival> arrivals = question.segment().arrivals();
        return arrivals.stream().anyMatch(Segment.Arrival::clear)
                ? Optional.empty()
                : arrivals.stream().flatMap(one -> one.obstacle().stream()).findFirst();
    }

    /** The failure if a rule translated to an address that no device has. */
    private Optional<Verdict.Failed> translatedToNobody() {
        return tracking.giving(question.nextHop()).map(fate -> {
            Namespace namespace = snapshot.namespaces().stream()
                    .filter(one -> one.rules().orElse(List.of()).contains(fate.table()))
                    .findFirst()
                    .orElse(question.from());
            String see = ToolText.source(namespace, RuleText.list(fate.table(), fate.chain()));
            Rule rule = fate.rule();
            return builder.failed(
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

    /** The failure if no device has the gateway's address, but another host there would forward. */
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
        return builder.failed(
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
