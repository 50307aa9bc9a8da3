package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.packet.Peer;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code veth-pair}: two devices, in the same or different namespaces, are the ends of one veth pair.
 *
 * @param ends two devices
 */
@Key("veth-pair")
public record VethPair(List<DeviceName> ends) implements Assertion {
    public VethPair {
        ends = List.copyOf(ends);
        if (ends.size() != 2 || ends.getFirst().equals(ends.getLast())) {
            throw new IllegalArgumentException("a veth pair has two different ends");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        // Check both ends' kinds first: a wrong kind explains more than a missing peer.
        for (DeviceName end : ends) {
            Verdict kind = DevicePrecondition.at(
                    evidence, end, (_, namespace, link, builder) -> isVeth(end, namespace, link, builder));
            if (kind instanceof Verdict.Failed(Diagnosis d)
                    && d.sentence().key().equals("link.kind")) {
                return kind;
            }
        }
        Verdict verdict = DevicePrecondition.at(
                evidence,
                ends.getFirst(),
                (snapshot, namespace, link, _) -> DevicePrecondition.at(
                        evidence,
                        ends.getLast(),
                        (_, otherNamespace, otherLink, builder) ->
                                joined(snapshot, namespace, link, otherNamespace, otherLink, builder)));
        return verdict instanceof Verdict.Failed(Diagnosis d)
                        && d.sentence().key().equals("link.missing")
                ? evidence.snapshot().flatMap(this::otherName).orElse(verdict)
                : verdict;
    }

    /** The failure if one end exists with a peer of another name: no second end of its own name can be created. */
    private Optional<Verdict> otherName(Snapshot snapshot) {
        return ends.stream()
                .flatMap(end -> snapshot.namespace(end.namespace()).stream()
                        .flatMap(namespace -> namespace.link(end.name()).stream()
                                .flatMap(link -> Peer.of(snapshot, namespace, link).stream()
                                        .map(peer -> otherName(end, namespace, link, peer)))))
                .findFirst();
    }

    private Verdict otherName(DeviceName there, Namespace namespace, Link link, Peer peer) {
        DeviceName missing = there.equals(ends.getFirst()) ? ends.getLast() : ends.getFirst();
        return new DiagnosisBuilder()
                .failed(
                        Layer.LINK,
                        missing,
                        Message.of("veth.other-name", "device", there, "seen", peer.device(), "wanted", missing),
                        InNamespace.command(there.namespace(), "ip -br link"),
                        ToolText.link(namespace, link));
    }

    private Verdict joined(
            Snapshot snapshot,
            Namespace namespace,
            Link link,
            Namespace otherNamespace,
            Link otherLink,
            DiagnosisBuilder builder) {
        Quote first = ToolText.link(namespace, link);
        Quote second = ToolText.link(otherNamespace, otherLink);
        Optional<Peer> peer = Peer.of(snapshot, namespace, link);
        if (peer.isPresent()
                && peer.get().namespace().inode() == otherNamespace.inode()
                && peer.get().link().index() == otherLink.index()) {
            return builder.saw(first).saw(second).passed();
        }
        return builder.failed(
                Layer.LINK,
                ends.getFirst(),
                Message.of("veth.other-peer", "device", ends.getFirst(), "device2", ends.getLast()),
                InNamespace.command(ends.getFirst().namespace(), "ip -br link"),
                first,
                second);
    }

    private static Verdict isVeth(DeviceName end, Namespace namespace, Link link, DiagnosisBuilder builder) {
        return link.kind().equals("veth") ? builder.passed() : LinkIs.otherKind(end, namespace, link, "veth", builder);
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.LINK,
                ends.getFirst(),
                Message.of("veth.still-pair", "device", ends.getFirst(), "device2", ends.getLast()),
                InNamespace.command(ends.getFirst().namespace(), "ip -br link"));
    }
}
