package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.check.output.OwnTraffic;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.packet.PacketOutcome;
import org.patchbay.check.packet.PacketWalk;
import org.patchbay.check.packet.Sent;
import org.patchbay.check.packet.Unreached;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ScriptEnd;
import org.patchbay.check.verdict.Untried;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code reachable}: an address answers, seen from a namespace. An answered ping of the learner's is proof
 * while the kernel's state still agrees; otherwise an active probe decides.
 *
 * @param address of IPv4
 * @param from the sending namespace; the one the machine booted with if left out
 * @param by the protocol; TCP if there is a port, else ICMP
 * @param device that the sender selects ({@code ping -I DEVICE})
 * @param source address that the sender selects ({@code ping -I ADDRESS})
 * @param size bytes of ICMP's payload ({@code ping -s})
 * @param dontFragment whether fragmentation is prohibited ({@code ping -M do})
 */
@Key("reachable")
public record Reachable(
        String address,
        Optional<String> from,
        Optional<Reach.Kind> by,
        @Between(from = 1, to = 65_535) OptionalInt port,
        Optional<String> device,
        Optional<String> source,
        @Between(from = 0, to = 65_507) OptionalInt size,
        boolean dontFragment)
        implements Assertion {
    public Reachable {
        Sent.checkFamily(address);
        source.ifPresent(Sent::checkFamily);
        Reach reach = reach(address, from, by, port, device, source, size, dontFragment);
        if (reach.kind() == Reach.Kind.UDP) {
            throw new IllegalArgumentException("a datagram requires no reply: by must be arp, icmp or tcp");
        }
    }

    /** The probe that decides it. */
    public Reach reach() {
        return reach(address, from, by, port, device, source, size, dontFragment);
    }

    private static Reach reach(
            String address,
            Optional<String> from,
            Optional<Reach.Kind> by,
            OptionalInt port,
            Optional<String> device,
            Optional<String> source,
            OptionalInt size,
            boolean dontFragment) {
        return new Reach(
                from.orElse(Namespace.INIT),
                address,
                by.orElse(Sent.kind(port)),
                port,
                device,
                source,
                size,
                dontFragment);
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return Set.of(new EvidenceRequest.OfSnapshot(), new EvidenceRequest.OfReach(reach()));
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DevicePrecondition.inNamespace(
                evidence, from.orElse(Namespace.INIT), (snapshot, here, _) -> judge(evidence, snapshot, here));
    }

    private Verdict judge(Evidence evidence, Snapshot snapshot, Namespace here) {
        Optional<Quote> shown = shown(evidence, snapshot, here);
        if (shown.isPresent()) {
            return new Verdict.Passed(List.of(shown.get()));
        }
        return switch (evidence.finding(new EvidenceRequest.OfReach(reach()))) {
            case Attempt attempt
            when attempt.ending() == Attempt.Ending.ANSWERED ->
                new Verdict.Passed(List.of(Sent.quote(reach(), attempt)));
            case Attempt attempt -> new Unreached(snapshot, here, reach(), attempt).explain();
            // A fault visible in the state needs no probe, and can be reported while none is allowed.
            case Untried(Message why) ->
                PacketWalk.of(snapshot, reach()) instanceof PacketOutcome.Broken(Verdict.Failed failed)
                                && !why.equals(Untried.NOT_YET.why())
                        ? failed
                        : new Verdict.Inconclusive(why);
            case ScriptEnd _ -> new Verdict.Inconclusive(Untried.FAILED.why());
        };
    }

    private Optional<Quote> shown(Evidence evidence, Snapshot snapshot, Namespace here) {
        return PacketWalk.of(snapshot, reach()) instanceof PacketOutcome.Arrives
                ? evidence.commands().flatMap(log -> OwnTraffic.answered(log, here, reach()))
                : Optional.empty();
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return DevicePrecondition.inNamespace(
                evidence, from.orElse(Namespace.INIT), (snapshot, here, _) -> judgeNegated(evidence, snapshot, here));
    }

    /** Only a probe proves that an address does not answer; the state is no proof. */
    private Verdict judgeNegated(Evidence evidence, Snapshot snapshot, Namespace here) {
        Optional<Quote> shown = shown(evidence, snapshot, here);
        if (shown.isPresent()) {
            return answers(shown.get());
        }
        return switch (evidence.finding(new EvidenceRequest.OfReach(reach()))) {
            case Attempt attempt
            when attempt.ending() == Attempt.Ending.ANSWERED -> answers(Sent.quote(reach(), attempt));
            case Attempt attempt -> new Verdict.Passed(List.of(Sent.quote(reach(), attempt)));
            case Untried(Message why) -> new Verdict.Inconclusive(why);
            case ScriptEnd _ -> new Verdict.Inconclusive(Untried.FAILED.why());
        };
    }

    private Verdict answers(Quote quote) {
        return new DiagnosisBuilder()
                .failed(
                        Sent.layer(reach().kind()),
                        address,
                        Message.of("reach.answers", "address", address),
                        Sent.command(reach()),
                        quote);
    }
}
