package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.packet.Sent;
import org.patchbay.check.packet.Unreached;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.Attempt.Sighting;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ScriptEnd;
import org.patchbay.check.verdict.Untried;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code arrives-as}: a packet sent in one namespace arrives in another with these addresses and ports.
 * Judges address translation by its effect.
 *
 * @param from the sending namespace; the one the machine booted with if left out
 * @param to the IPv4 address that it is sent to
 * @param by the protocol; TCP if there is a port, else ICMP
 * @param port that it is sent to
 * @param at the namespace where it must arrive
 * @param source the source address on arrival; likewise what follows
 */
@Key("arrives-as")
public record ArrivesAs(
        Optional<String> from,
        String to,
        Optional<Reach.Kind> by,
        @Between(from = 1, to = 65_535) OptionalInt port,
        String at,
        Optional<String> source,
        @Between(from = 1, to = 65_535) OptionalInt sourcePort,
        Optional<String> destination,
        @Between(from = 1, to = 65_535) OptionalInt destinationPort)
        implements Assertion {
    public ArrivesAs {
        Sent.checkFamily(to);
        source.ifPresent(Sent::checkFamily);
        destination.ifPresent(Sent::checkFamily);
        Reach sent = sent(from, to, by, port);
        if (sent.kind() == Reach.Kind.ARP) {
            throw new IllegalArgumentException("nothing translates ARP: by is icmp, tcp or udp");
        }
        boolean ported = sent.kind() != Reach.Kind.ICMP;
        if (!ported && (sourcePort.isPresent() || destinationPort.isPresent())) {
            throw new IllegalArgumentException("ICMP has no ports");
        }
        if (at.isEmpty() || at.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + at + "' is not a namespace name");
        }
    }

    private Reach sent() {
        return sent(from, to, by, port);
    }

    private static Reach sent(Optional<String> from, String to, Optional<Reach.Kind> by, OptionalInt port) {
        return new Reach(
                from.orElse(Namespace.INIT),
                to,
                by.orElse(Sent.kind(port)),
                port,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    private EvidenceRequest request() {
        return new EvidenceRequest.OfArrival(sent(), at);
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return Set.of(new EvidenceRequest.OfSnapshot(), request());
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return between(evidence, this::judge);
    }

    /** Judges packets between two existing namespaces. */
    private interface Judge {
        Verdict judge(Snapshot snapshot, Namespace origin, Namespace there, Attempt attempt);
    }

    private Verdict between(Evidence evidence, Judge judge) {
        return DevicePrecondition.inNamespace(
                evidence,
                sent().from(),
                (snapshot, origin, _) -> DevicePrecondition.inNamespace(
                        evidence, at, (_, there, _) -> switch (evidence.finding(request())) {
                            case Attempt attempt -> judge.judge(snapshot, origin, there, attempt);
                            case Untried(Message why) -> new Verdict.Inconclusive(why);
                            case ScriptEnd _ -> new Verdict.Inconclusive(Untried.FAILED.why());
                        }));
    }

    private Verdict judge(Snapshot snapshot, Namespace origin, Namespace there, Attempt attempt) {
        List<Sighting> arrived = arrived(there, attempt);
        Optional<Sighting> wanted = arrived.stream().filter(this::asWanted).findFirst();
        if (wanted.isPresent()) {
            return new Verdict.Passed(List.of(quote(there, wanted.get())));
        }
        return arrived.isEmpty()
                ? new Unreached(snapshot, origin, sent(), attempt).explain()
                : otherwise(there, arrived.getLast());
    }

    private List<Sighting> arrived(Namespace there, Attempt attempt) {
        return attempt.sightings().stream()
                .filter(one -> one.namespace() == there.inode()
                        && one.incoming()
                        && one.kind() == Sighting.Kind.REQUEST
                        && one.protocol() == sent().kind())
                .toList();
    }

    private boolean asWanted(Sighting one) {
        return (source.isEmpty() || source.get().equals(one.source()))
                && (destination.isEmpty() || destination.get().equals(one.destination()))
                && (sourcePort.isEmpty() || sourcePort.getAsInt() == one.sourcePort())
                && (destinationPort.isEmpty() || destinationPort.getAsInt() == one.destinationPort());
    }

    private Verdict.Failed otherwise(Namespace there, Sighting one) {
        DeviceName device = InNamespace.device(there, one.device());
        boolean sources = source.isPresent() && !source.get().equals(one.source())
                || sourcePort.isPresent() && sourcePort.getAsInt() != one.sourcePort();
        String key = sources ? "arrival.source" : "arrival.destination";
        String wanted = sources ? end(source, sourcePort) : end(destination, destinationPort);
        String seen = sources
                ? end(Optional.of(one.source()), shown(sourcePort, one.sourcePort()))
                : end(Optional.of(one.destination()), shown(destinationPort, one.destinationPort()));
        return new DiagnosisBuilder()
                .failed(
                        Layer.NAT,
                        to,
                        Message.of(key, "address", to, "device", device, "wanted", wanted, "seen", seen),
                        see(device),
                        quote(there, one));
    }

    private static OptionalInt shown(OptionalInt wanted, int seen) {
        return wanted.isPresent() ? OptionalInt.of(seen) : OptionalInt.empty();
    }

    private static String end(Optional<String> address, OptionalInt port) {
        return address.orElse("") + (port.isPresent() ? ":" + port.getAsInt() : "");
    }

    private static String see(DeviceName device) {
        return InNamespace.command(device.namespace(), "tcpdump -n -i " + device.name());
    }

    private static Quote quote(Namespace there, Sighting one) {
        return new Quote(see(InNamespace.device(there, one.device())), one.text());
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return between(evidence, this::judgeNegated);
    }

    private Verdict judgeNegated(Snapshot snapshot, Namespace origin, Namespace there, Attempt attempt) {
        Optional<Sighting> wanted =
                arrived(there, attempt).stream().filter(this::asWanted).findFirst();
        return wanted.<Verdict>map(one -> new DiagnosisBuilder()
                        .failed(
                                Layer.NAT,
                                to,
                                Message.of(
                                        "arrival.still-so",
                                        "address",
                                        to,
                                        "device",
                                        InNamespace.device(there, one.device())),
                                see(InNamespace.device(there, one.device())),
                                quote(there, one)))
                .orElseGet(() -> new Verdict.Passed(List.of(Sent.quote(sent(), attempt))));
    }
}
