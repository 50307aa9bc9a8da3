package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.inconclusive;
import static org.patchbay.check.Verdicts.passes;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Transport;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Connection.Flow;
import org.patchbay.observe.kernel.Listener;

class SocketAssertionsTest {
    private static ListenerIs listening(NamedNetwork t, Optional<Transport> protocol, Optional<String> address) {
        return new ListenerIs(t.number, protocol, address, Optional.of(t.namespace));
    }

    private static ListenerIs listening(NamedNetwork t, String... address) {
        return listening(t, Optional.empty(), address.length == 0 ? Optional.empty() : Optional.of(address[0]));
    }

    private static Scene scene(NamedNetwork t, String... addresses) {
        Scene scene = t.scene().address(t.bridge, t.address(1), 24);
        for (String address : addresses) {
            scene.listener(new Listener("tcp", address.contains(":") ? 6 : 4, address, t.number));
        }
        return scene;
    }

    @ParameterizedTest
    @EnumSource
    void aSocketListens(NamedNetwork t) {
        String about = t.number + "/tcp";
        passes(listening(t), scene(t, "0.0.0.0"));
        passes(listening(t), scene(t, "127.0.0.1"));
        passes(listening(t, t.address(1)), scene(t, "0.0.0.0"));
        passes(listening(t, t.address(1)), scene(t, "::"));
        passes(listening(t, t.address(1)), scene(t, "127.0.0.1", t.address(1)));
        passes(new Not(listening(t)), scene(t));
        fails(new Not(listening(t)), scene(t, "::"), Layer.TRANSPORT, about, "listening.still-so");
        Diagnosis nobody = fails(listening(t), scene(t), Layer.TRANSPORT, about, "listening.nobody");
        assertThat(nobody.see()).isEqualTo("ip netns exec " + t.namespace + " ss -ltn");
        inconclusive(listening(t), scene(t).dark().evidence(), "unseen.listeners");
        inconclusive(new Not(listening(t)), scene(t).dark().evidence(), "unseen.listeners");
        fails(
                listening(t),
                new Scene(),
                t == NamedNetwork.RED ? Layer.TRANSPORT : Layer.LINK,
                t == NamedNetwork.RED ? about : t.namespace,
                t == NamedNetwork.RED ? "listening.nobody" : "namespace.missing");
    }

    @ParameterizedTest
    @EnumSource
    void aListenerOnTheLoopbackAloneIsNamed(NamedNetwork t) {
        String about = t.number + "/tcp";
        Diagnosis loopback =
                fails(listening(t, t.address(1)), scene(t, "127.0.0.1"), Layer.TRANSPORT, about, "listening.loopback");
        assertThat(loopback.evidence().getFirst().text()).contains("LISTEN", "127.0.0.1:" + t.number, "0.0.0.0:*");
        fails(listening(t, "0.0.0.0"), scene(t, "::1"), Layer.TRANSPORT, about, "listening.loopback");
        fails(listening(t, "0.0.0.0"), scene(t, t.address(1)), Layer.TRANSPORT, about, "listening.address");
        fails(listening(t, "::"), scene(t, "0.0.0.0"), Layer.TRANSPORT, about, "listening.address");
    }

    @ParameterizedTest
    @EnumSource
    void oneElsewhereIsFound(NamedNetwork t) {
        String about = t.number + "/tcp";
        Scene udp = scene(t).listener(new Listener("udp", 4, "0.0.0.0", t.number));
        fails(listening(t), udp, Layer.TRANSPORT, about, "listening.protocol");
        passes(listening(t, Optional.of(Transport.UDP), Optional.empty()), udp);
        Scene outside = scene(t).in("init").listener(new Listener("tcp", 4, "0.0.0.0", t.number));
        Diagnosis namespace = fails(listening(t), outside, Layer.TRANSPORT, about, "listening.namespace");
        assertThat(namespace.sentence().arguments()).containsEntry("seen", "init");
        fails(listening(t, t.address(9)), scene(t, "0.0.0.0"), Layer.ADDRESS, t.address(9), "address.not-in-namespace");
    }

    private static ConnectionIs connection(NamedNetwork t, Optional<String> state, Optional<Boolean> replied) {
        FlowPattern original = new FlowPattern(
                Optional.of(t.address(0) + "/24"),
                OptionalInt.empty(),
                Optional.of("198.51.100.1"),
                OptionalInt.of(t.number));
        FlowPattern reply =
                new FlowPattern(Optional.empty(), OptionalInt.empty(), Optional.of("203.0.113.9"), OptionalInt.empty());
        return new ConnectionIs(
                Optional.of(t.namespace), Optional.of("tcp"), original, Optional.of(reply), state, replied);
    }

    private static Connection tracked(NamedNetwork t, String answered, boolean replied) {
        return new Connection(
                "tcp",
                new Flow(t.address(2), 40000, "198.51.100.1", t.number),
                new Flow("198.51.100.1", t.number, answered, 40000),
                replied ? "ESTABLISHED" : "SYN_SENT",
                replied,
                replied);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionIsTrackedWithItsTranslation(NamedNetwork t) {
        ConnectionIs wanted = connection(t, Optional.of("ESTABLISHED"), Optional.of(true));
        String about = "src=" + t.address(0) + "/24 dst=198.51.100.1 dport=" + t.number;
        Scene good = t.scene().connection(tracked(t, "203.0.113.9", true));
        passes(wanted, good);
        Diagnosis still = fails(new Not(wanted), good, Layer.NAT, about, "conntrack.still-so");
        assertThat(still.evidence().getFirst().text())
                .isEqualTo("tcp      … ESTABLISHED src=" + t.address(2) + " dst=198.51.100.1 sport=40000 dport="
                        + t.number + " src=198.51.100.1 dst=203.0.113.9 sport=" + t.number + " dport=40000 [ASSURED]");
        passes(new Not(wanted), t.scene());
        fails(wanted, t.scene(), Layer.NAT, about, "conntrack.none");
        fails(wanted, t.scene().connection(tracked(t, t.address(2), true)), Layer.NAT, about, "conntrack.untranslated");
        fails(
                wanted,
                t.scene().connection(tracked(t, "203.0.113.8", true)),
                Layer.NAT,
                about,
                "conntrack.other-translation");
        Scene silent = t.scene().connection(tracked(t, "203.0.113.9", false));
        Diagnosis unreplied = fails(wanted, silent, Layer.NAT, about, "conntrack.unreplied");
        assertThat(unreplied.evidence().getFirst().text()).contains("[UNREPLIED] src=198.51.100.1");
        fails(connection(t, Optional.empty(), Optional.of(false)), good, Layer.NAT, about, "conntrack.replied");
        fails(connection(t, Optional.of("TIME_WAIT"), Optional.empty()), good, Layer.NAT, about, "conntrack.state");
        Scene outside = t.scene().in("init").connection(tracked(t, "203.0.113.9", true));
        fails(wanted, outside, Layer.NAT, about, "conntrack.elsewhere");
        inconclusive(wanted, t.scene().dark().evidence(), "unseen.connections");
        inconclusive(new Not(wanted), t.scene().dark().evidence(), "unseen.connections");
    }
}
