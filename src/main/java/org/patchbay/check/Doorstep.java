package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import org.patchbay.observe.Listener;
import org.patchbay.observe.Namespace;

/** Whether somebody is there to take what has arrived where it should: a socket, or the kernel that answers echoes. */
final class Doorstep {
    private static final String ECHO_IGNORED = "ipv4.icmp_echo_ignore_all";

    private Doorstep() {}

    static Step<Packet> at(Namespace here, Packet packet, Trail trail) {
        return switch (packet.kind()) {
            case ARP -> Step.on(packet);
            case ICMP -> Step.unless(echo(here, trail), packet);
            case TCP -> socket(here, packet, "tcp", trail);
            case UDP -> socket(here, packet, "udp", trail);
        };
    }

    private static Optional<Verdict.Failed> echo(Namespace here, Trail trail) {
        int ignored = here.sysctls().getOrDefault(ECHO_IGNORED, 0);
        return ignored == 0
                ? Optional.empty()
                : Optional.of(trail.failed(
                        Layer.SETTING,
                        ECHO_IGNORED,
                        Message.of("setting.echo-ignored", "namespace", InNamespace.name(here)),
                        ToolText.source(here, "sysctl net." + ECHO_IGNORED),
                        ToolText.setting(here, ECHO_IGNORED, ignored)));
    }

    private static Step<Packet> socket(Namespace here, Packet packet, String protocol, Trail trail) {
        int port = packet.destinationPort().orElse(0);
        if (here.listeners().isEmpty()) {
            return Step.unknown(Message.of("unseen.listeners", "namespace", InNamespace.name(here)));
        }
        List<Listener> there = here.listeners().get().stream()
                .filter(one -> one.protocol().equals(protocol) && one.port() == port)
                .toList();
        if (there.stream().anyMatch(one -> takes(one, packet.destination()))) {
            trail.sound(Layer.TRANSPORT);
            return Step.on(packet);
        }
        String see = ToolText.source(here, SocketText.list(protocol));
        Optional<Listener> other = there.stream().findFirst();
        return Step.broken(trail.failed(
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
