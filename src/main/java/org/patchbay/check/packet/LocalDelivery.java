package org.patchbay.check.packet;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.SocketText;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Listener;
import org.patchbay.observe.kernel.Namespace;

/** Decides whether a packet at its destination is received: by a socket, or by the kernel for an echo request. */
final class LocalDelivery {
    private static final String ECHO_IGNORED = "ipv4.icmp_echo_ignore_all";

    private LocalDelivery() {}

    static WalkStep<Packet> at(Namespace here, Packet packet, DiagnosisBuilder builder) {
        return switch (packet.kind()) {
            case ARP -> WalkStep.on(packet);
            case ICMP -> WalkStep.unless(echo(here, builder), packet);
            case TCP -> socket(here, packet, "tcp", builder);
            case UDP -> socket(here, packet, "udp", builder);
        };
    }

    private static Optional<Verdict.Failed> echo(Namespace here, DiagnosisBuilder builder) {
        int ignored = here.sysctls().getOrDefault(ECHO_IGNORED, 0);
        return ignored == 0
                ? Optional.empty()
                : Optional.of(builder.failed(
                        Layer.SETTING,
                        ECHO_IGNORED,
                        Message.of("setting.echo-ignored", "namespace", InNamespace.name(here)),
                        ToolText.source(here, "sysctl net." + ECHO_IGNORED),
                        ToolText.setting(here, ECHO_IGNORED, ignored)));
    }

    private static WalkStep<Packet> socket(Namespace here, Packet packet, String protocol, DiagnosisBuilder builder) {
        int port = packet.destinationPort().orElse(0);
        if (here.listeners().isEmpty()) {
            return WalkStep.unknown(Message.of("unseen.listeners", "namespace", InNamespace.name(here)));
        }
        List<Listener> there = here.listeners().get().stream()
                .filter(one -> one.protocol().equals(protocol) && one.port() == port)
                .toList();
        if (there.stream().anyMatch(one -> takes(one, packet.destination()))) {
            builder.sound(Layer.TRANSPORT);
            return WalkStep.on(packet);
        }
        String see = ToolText.source(here, SocketText.list(protocol));
        Optional<Listener> other = there.stream().findFirst();
        return WalkStep.broken(builder.failed(
                Layer.TRANSPORT,
                InNamespace.name(here).equals(Namespace.INIT)
                        ? String.valueOf(port)
                        : InNamespace.name(here) + "/" + port,
                Message.of(
                        other.isPresent() ? "transport.elsewhere" : "transport.nobody",
                        "namespace",
                        InNamespace.name(here),
                        "address",
                        packet.destination(),
                        "port",
                        port,
                        "protocol",
                        protocol,
                        "seen",
                        other.map(one -> SocketText.local(one)).orElse("-")),
                see,
                there.stream()
                        .map(one -> SocketText.listener(here, one))
                        .limit(2)
                        .toArray(Quote[]::new)));
    }

    private static boolean takes(Listener listener, String address) {
        return listener.address().equals(address)
                || listener.address().equals("0.0.0.0")
                || listener.address().equals("*")
                || listener.family() == 6
                        && (listener.address().equals("::")
                                || listener.address().equals("::ffff:" + address));
    }
}
