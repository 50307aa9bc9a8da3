package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.rules.RuleNormalizer;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.SocketText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Connection.Flow;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code conntrack}: the kernel tracks a connection, with its translation. An entry outlives its connection
 * for a while; an ICMP exchange's remains half a minute.
 *
 * @param namespace whose kernel table; the one the machine booted with if left out
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}
 * @param original the direction of the first packet
 * @param reply the expected direction of replies; it shows the translated addresses
 * @param state of TCP, such as {@code ESTABLISHED}
 * @param replied whether a reply has been seen
 */
@Key("conntrack")
public record ConnectionIs(
        Optional<String> namespace,
        Optional<String> protocol,
        FlowPattern original,
        Optional<FlowPattern> reply,
        Optional<String> state,
        Optional<Boolean> replied)
        implements Assertion {
    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DevicePrecondition.inNamespace(evidence, place(), this::judge);
    }

    private Verdict judge(Snapshot snapshot, Namespace here, DiagnosisBuilder builder) {
        if (here.connections().isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.connections", "namespace", place()));
        }
        List<Connection> begun = begun(here);
        if (begun.isEmpty()) {
            return snapshot.namespaces().stream()
                    .filter(other ->
                            other.inode() != here.inode() && !begun(other).isEmpty())
                    .findFirst()
                    .map(other -> failed(
                            builder,
                            "conntrack.elsewhere",
                            InNamespace.name(other),
                            SocketText.connection(other, begun(other).getFirst())))
                    .orElseGet(() -> failed(builder, "conntrack.none", ""));
        }
        List<Connection> answered = begun.stream()
                .filter(one -> reply.map(wanted -> wanted.matches(one.reply())).orElse(true))
                .toList();
        if (answered.isEmpty()) {
            Connection seen = begun.getFirst();
            return failed(
                    builder,
                    turnedRound(seen) ? "conntrack.untranslated" : "conntrack.other-translation",
                    text(seen.reply()),
                    SocketText.connection(here, seen));
        }
        return answered.stream()
                .filter(one -> hasState(one) && isReplied(one))
                .findFirst()
                .<Verdict>map(
                        one -> builder.saw(SocketText.connection(here, one)).passed())
                .orElseGet(() -> otherState(here, answered.getFirst(), builder));
    }

    private List<Connection> begun(Namespace where) {
        return where.connections().orElse(List.of()).stream()
                .filter(one -> protocol.map(wanted -> RuleNormalizer.sameProtocol(wanted, one.protocol()))
                                .orElse(true)
                        && original.matches(one.original()))
                .toList();
    }

    private boolean hasState(Connection one) {
        return state.map(wanted -> wanted.equalsIgnoreCase(one.state())).orElse(true);
    }

    private boolean isReplied(Connection one) {
        return replied.map(wanted -> wanted == one.replied()).orElse(true);
    }

    private Verdict.Failed otherState(Namespace here, Connection seen, DiagnosisBuilder builder) {
        Quote quote = SocketText.connection(here, seen);
        if (!isReplied(seen)) {
            return failed(builder, seen.replied() ? "conntrack.replied" : "conntrack.unreplied", "", quote);
        }
        return failed(builder, "conntrack.state", seen.state().isEmpty() ? "-" : seen.state(), quote);
    }

    private static boolean turnedRound(Connection one) {
        Flow sent = one.original();
        Flow back = one.reply();
        boolean icmp = one.protocol().startsWith("icmp");
        return sent.source().equals(back.destination())
                && sent.destination().equals(back.source())
                && (icmp || sent.sourcePort() == back.destinationPort() && sent.destinationPort() == back.sourcePort());
    }

    private static String text(Flow flow) {
        return "src=" + flow.source() + " dst=" + flow.destination();
    }

    private Verdict.Failed failed(DiagnosisBuilder builder, String key, String seen, Quote... quotes) {
        String wanted = key.equals("conntrack.state")
                ? state.orElse("")
                : reply.map(FlowPattern::text).orElse("");
        return builder.failed(
                Layer.NAT,
                original.text(),
                Message.of(key, "connection", original.text(), "namespace", place(), "wanted", wanted, "seen", seen),
                see(),
                quotes);
    }

    private String place() {
        return namespace.orElse(Namespace.INIT);
    }

    private String see() {
        return InNamespace.command(place(), "conntrack -L");
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.NAT,
                original.text(),
                Message.of("conntrack.still-so", "connection", original.text(), "namespace", place()),
                see());
    }
}
