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
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Snapshot;

/** Finds the next hop's hardware address: in the neighbour table, else by an ARP request (RFC 826). */
final class Resolution {
    private final Snapshot snapshot;
    private final Netfilter netfilter;
    private final Tracking tracking;
    private final DiagnosisBuilder builder;

    Resolution(Snapshot snapshot, Netfilter netfilter, Tracking tracking, DiagnosisBuilder builder) {
        this.snapshot = snapshot;
        this.netfilter = netfilter;
        this.tracking = tracking;
        this.builder = builder;
    }

    /** An ARP request, and the segment that it reaches. */
    record Question(Namespace from, Link out, String asking, String nextHop, Packet packet, Segment segment) {
        DeviceName device() {
            return InNamespace.device(from, out.name());
        }
    }

    /** The hardware address, possibly a wrong one; or why there is none. */
    WalkStep<String> of(Namespace from, Link out, String nextHop, Packet packet) {
        String asking = asking(from, out, nextHop, packet.source());
        Packet request =
                new Packet(Reach.Kind.ARP, asking, OptionalInt.empty(), nextHop, OptionalInt.empty(), false, 0, false);
        Segment segment = send(from, out, new EthernetFrame(EthernetFrame.EVERYBODY, request));
        Question question = new Question(from, out, asking, nextHop, packet, segment);
        Optional<Neighbour> entry = from.neighbours().stream()
                .filter(one -> one.device().equals(out.name()) && one.address().equals(nextHop))
                .filter(one -> !one.mac().isEmpty() && !one.state().equals("FAILED"))
                .findFirst();
        return entry.map(known -> known(question, known)).orElseGet(() -> asked(question, request));
    }

    private Segment send(Namespace from, Link out, EthernetFrame frame) {
        return Segment.from(snapshot, netfilter, from, out, frame, builder);
    }

    /**
     * The request's sender address: the packet's source if the namespace has it (arp_announce 0); else the device's.
     */
    private static String asking(Namespace from, Link out, String nextHop, String source) {
        Optional<Address> near = from.addresses(out.name()).stream()
                .filter(own -> own.family() == 4 && holds(own.cidr(), nextHop))
                .findFirst()
                .or(() -> from.addresses(out.name()).stream()
                        .filter(own -> own.family() == 4)
                        .findFirst());
        int announce = EffectiveSetting.of(from, "arp_announce", out.name()).orElse(0);
        return announce == 0 && AddressOwner.in(from, source).isPresent()
                ? source
                : near.map(Address::address).orElse("");
    }

    private static boolean holds(String cidr, String address) {
        return Prefix.parse(cidr)
                .flatMap(prefix -> Prefix.parse(address).map(one -> prefix.contains(one.address())))
                .orElse(false);
    }

    private WalkStep<String> known(Question question, Neighbour entry) {
        List<Segment.Arrival> holders = holders(question);
        Optional<Segment.Arrival> meant = question.segment().arrivals().stream()
                .filter(one -> one.link().mac().equals(entry.mac()))
                .findFirst();
        Optional<Segment.Arrival> holder = holders.stream().findFirst();
        if (holder.isEmpty()) {
            return meant.isPresent() ? WalkStep.on(entry.mac()) : unanswered(question);
        }
        boolean right = holders.stream().anyMatch(one -> one.link().mac().equals(entry.mac()))
                || meant.filter(one -> answer(one, question).forAnother()).isPresent();
        if (!right && holder.get().clear()) {
            return WalkStep.broken(wrongMac(question, entry, holder.get()));
        }
        return right
                ? twice(question, holders).then(done -> found(entry.mac()))
                : WalkStep.unless(holder.get().obstacle(), "");
    }

    private WalkStep<String> found(String mac) {
        builder.sound(Layer.ADDRESS).sound(Layer.ARP);
        return WalkStep.on(mac);
    }

    private WalkStep<String> asked(Question question, Packet request) {
        Optional<Verdict.Failed> filtered = netfilter.arp(
                question.from(), Hook.OUTPUT, request, "", question.out().name());
        if (filtered.isPresent()) {
            return WalkStep.broken(filtered.get());
        }
        List<Segment.Arrival> arrivals = question.segment().arrivals();
        Optional<Segment.Arrival> answering = arrivals.stream()
                .filter(Segment.Arrival::clear)
                .filter(one -> answers(one, question))
                .findFirst();
        return answering
                .map(one -> heard(question, request, one))
                .orElseGet(() -> twice(question, holders(question)).then(done -> unanswered(question)));
    }

    private boolean answers(Segment.Arrival arrival, Question question) {
        ArpAnswer answer = answer(arrival, question);
        return AddressOwner.in(arrival.namespace(), question.nextHop()).isPresent()
                ? answer.silence().isEmpty()
                : answer.forAnother();
    }

    private WalkStep<String> heard(Question question, Packet request, Segment.Arrival answering) {
        Optional<Verdict.Failed> filtered = netfilter
                .arp(
                        answering.namespace(),
                        Hook.INPUT,
                        request,
                        answering.link().name(),
                        "")
                .or(() -> netfilter.arp(
                        answering.namespace(),
                        Hook.OUTPUT,
                        request.answered(),
                        "",
                        answering.link().name()))
                .or(() -> netfilter.arp(
                        question.from(),
                        Hook.INPUT,
                        request.answered(),
                        question.out().name(),
                        ""));
        if (filtered.isPresent()) {
            return WalkStep.broken(filtered.get());
        }
        Segment back = send(
                answering.namespace(),
                answering.link(),
                new EthernetFrame(question.out().mac(), request.answered()));
        Optional<Segment.Arrival> here = back.arrivals().stream()
                .filter(one -> one.is(question.from(), question.out()))
                .findFirst();
        answering.doubt().ifPresent(builder::doubt);
        here.flatMap(Segment.Arrival::doubt).ifPresent(builder::doubt);
        return twice(question, holders(question))
                .then(done -> here.map(one ->
                                WalkStep.unless(one.obstacle(), answering.link().mac()))
                        .orElseGet(() -> WalkStep.unknown(Message.of("unseen.beyond", "device", question.device()))))
                .then(this::found);
    }

    private ArpAnswer answer(Segment.Arrival arrival, Question question) {
        return new ArpAnswer(arrival.namespace(), arrival.link(), question.nextHop(), question.asking(), builder);
    }

    private static List<Segment.Arrival> holders(Question question) {
        return question.segment().arrivals().stream()
                .filter(one ->
                        AddressOwner.in(one.namespace(), question.nextHop()).isPresent())
                .toList();
    }

    /** The failure if two machines have the address, so that either may answer. */
    private WalkStep<String> twice(Question question, List<Segment.Arrival> holders) {
        List<Segment.Arrival> clear =
                holders.stream().filter(Segment.Arrival::clear).toList();
        Optional<Segment.Arrival> other = clear.stream()
                .filter(one ->
                        one.namespace().inode() != clear.getFirst().namespace().inode())
                .findFirst();
        return other.<WalkStep<String>>map(second -> WalkStep.broken(builder.failed(
                        Layer.ADDRESS,
                        question.nextHop(),
                        Message.of(
                                "address.twice",
                                "address",
                                question.nextHop(),
                                "device",
                                owner(clear.getFirst(), question).device(),
                                "device2",
                                owner(second, question).device()),
                        ToolText.source(
                                question.from(),
                                "arping -D -I " + question.out().name() + " " + question.nextHop()),
                        addresses(owner(clear.getFirst(), question)),
                        addresses(owner(second, question)))))
                .orElseGet(() -> WalkStep.on(question.nextHop()));
    }

    /** The request may arrive at another device of the namespace than the one with the address. */
    private static AddressOwner owner(Segment.Arrival holder, Question question) {
        return AddressOwner.in(holder.namespace(), question.nextHop()).orElseThrow();
    }

    private static Quote addresses(AddressOwner owner) {
        Namespace here = owner.namespace();
        return ToolText.addresses(here, here.link(owner.address().device()).orElseThrow());
    }

    private Verdict.Failed wrongMac(Question question, Neighbour entry, Segment.Arrival holder) {
        return builder.failed(
                Layer.ARP,
                question.device(),
                Message.of(
                        "neighbour.wrong-mac",
                        "address",
                        question.nextHop(),
                        "device",
                        question.device(),
                        "mac",
                        entry.mac(),
                        "device2",
                        holder.device(),
                        "mac2",
                        holder.link().mac()),
                ToolText.source(
                        question.from(), "ip neigh show dev " + question.out().name()),
                ToolText.neighbour(question.from(), entry),
                ToolText.link(holder.namespace(), holder.link()));
    }

    private WalkStep<String> unanswered(Question question) {
        return new WalkStep.End<>(new Unanswered(snapshot, tracking, question, builder).outcome());
    }
}
