package org.patchbay.check;

import java.net.InetAddress;
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
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.SocketText;
import org.patchbay.check.verdict.Transport;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Listener;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code listening}: a socket of a namespace accepts connections or datagrams for a port.
 *
 * @param port 1 to 65535
 * @param protocol TCP if left out
 * @param address one of the namespace's own addresses on which it must accept, as a socket on {@code 0.0.0.0} does;
 *     {@code 0.0.0.0} or {@code ::} if it must accept on all; any if left out
 * @param namespace the one the machine booted with if left out
 */
@Key("listening")
public record ListenerIs(
        @Between(from = 1, to = 65_535) int port,
        Optional<Transport> protocol,
        Optional<String> address,
        Optional<String> namespace)
        implements Assertion {
    private static final int SHOWN = 5;

    public ListenerIs {
        address.ifPresent(text -> {
            if (text.indexOf('/') >= 0 || Prefix.parse(text).isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' is not an address");
            }
        });
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DevicePrecondition.inNamespace(evidence, place(), this::judge);
    }

    private Verdict judge(Snapshot snapshot, Namespace here, DiagnosisBuilder builder) {
        if (here.listeners().isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.listeners", "namespace", place()));
        }
        Optional<Verdict.Failed> nobody = address.flatMap(wanted -> notOwn(here, wanted, builder));
        if (nobody.isPresent()) {
            return nobody.get();
        }
        List<Listener> mine = here.listeners().get().stream()
                .filter(one -> one.protocol().equals(word()))
                .toList();
        List<Listener> onPort = mine.stream().filter(one -> one.port() == port).toList();
        return onPort.stream()
                .filter(one -> address.map(wanted -> takes(one, wanted)).orElse(true))
                .findFirst()
                .<Verdict>map(one -> builder.saw(SocketText.listener(here, one)).passed())
                .orElseGet(() -> onPort.isEmpty()
                        ? nothing(snapshot, here, mine, builder)
                        : otherAddress(here, onPort.getFirst(), builder));
    }

    /** The failure if no device has the address, so no socket can be bound to it. */
    private Optional<Verdict.Failed> notOwn(Namespace here, String wanted, DiagnosisBuilder builder) {
        InetAddress literal = Prefix.parse(wanted).orElseThrow().address();
        boolean own = literal.isAnyLocalAddress()
                || literal.isLoopbackAddress()
                || here.addresses().stream().anyMatch(one -> RuleNormalizer.samePrefix(one.address(), wanted));
        return own
                ? Optional.empty()
                : Optional.of(builder.failed(
                        Layer.ADDRESS,
                        wanted,
                        Message.of("address.not-in-namespace", "address", wanted, "namespace", place()),
                        InNamespace.command(place(), "ip -br address")));
    }

    private static boolean takes(Listener one, String wanted) {
        boolean all = one.address().equals("0.0.0.0") || one.address().equals("::");
        boolean v4 = wanted.indexOf(':') < 0;
        if (wanted.equals("0.0.0.0")) {
            return all;
        }
        if (wanted.equals("::")) {
            return one.address().equals("::");
        }
        return RuleNormalizer.samePrefix(one.address(), wanted) || all && (v4 || one.family() == 6);
    }

    private Verdict.Failed otherAddress(Namespace here, Listener seen, DiagnosisBuilder builder) {
        boolean loopback = seen.address().startsWith("127.") || seen.address().equals("::1");
        return failed(
                builder,
                loopback ? "listening.loopback" : "listening.address",
                seen.address(),
                SocketText.listener(here, seen));
    }

    private Verdict.Failed nothing(Snapshot snapshot, Namespace here, List<Listener> mine, DiagnosisBuilder builder) {
        Optional<Listener> otherProtocol = here.listeners().orElse(List.of()).stream()
                .filter(one -> one.port() == port)
                .findFirst();
        if (otherProtocol.isPresent()) {
            return failed(
                    builder,
                    "listening.protocol",
                    otherProtocol.get().protocol(),
                    SocketText.listener(here, otherProtocol.get()));
        }
        for (Namespace other : snapshot.namespaces()) {
            Optional<Listener> there = other.listeners().orElse(List.of()).stream()
                    .filter(one -> one.protocol().equals(word()) && one.port() == port)
                    .findFirst();
            if (there.isPresent()) {
                return failed(
                        builder,
                        "listening.namespace",
                        InNamespace.name(other),
                        SocketText.listener(other, there.get()));
            }
        }
        Quote[] rows = mine.stream()
                .limit(SHOWN)
                .map(one -> SocketText.listener(here, one))
                .toArray(Quote[]::new);
        return failed(builder, "listening.nobody", "", rows);
    }

    private Verdict.Failed failed(DiagnosisBuilder builder, String key, String seen, Quote... quotes) {
        return builder.failed(
                Layer.TRANSPORT,
                port + "/" + word(),
                Message.of(
                        key,
                        "port",
                        port,
                        "protocol",
                        word(),
                        "namespace",
                        place(),
                        "wanted",
                        address.orElse(""),
                        "seen",
                        seen),
                see(),
                quotes);
    }

    private String place() {
        return namespace.orElse(Namespace.INIT);
    }

    private String word() {
        return protocol.orElse(Transport.TCP).word();
    }

    private String see() {
        return InNamespace.command(place(), SocketText.list(word()));
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.TRANSPORT,
                port + "/" + word(),
                Message.of("listening.still-so", "port", port, "protocol", word(), "namespace", place()),
                see());
    }
}
