package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.inconclusive;
import static org.patchbay.check.Verdicts.passes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.FdbEntry;

class BridgeAssertionsTest {
    private static final OptionalInt NONE = OptionalInt.empty();
    private static final OptionalInt MASTER = OptionalInt.of(2);

    private static BridgePortIs port(NamedNetwork t) {
        return new BridgePortIs(t.device(t.port), t.bridge, Optional.empty(), NONE, NONE);
    }

    private static BridgePortIs port(NamedNetwork t, PortState state) {
        return new BridgePortIs(t.device(t.port), t.bridge, Optional.of(state), NONE, NONE);
    }

    private static BridgePortIs vlan(NamedNetwork t, OptionalInt vlan, OptionalInt pvid) {
        return new BridgePortIs(t.device(t.port), t.bridge, Optional.empty(), vlan, pvid);
    }

    private static FdbHas fdb(NamedNetwork t) {
        return new FdbHas(t.device(t.bridge), t.port, Optional.of(t.mac.toUpperCase()), Optional.empty(), NONE);
    }

    private static Bridge bridge(NamedNetwork t, boolean vlans, String state, FdbEntry... entries) {
        return new Bridge(
                t.bridge,
                vlans,
                false,
                OptionalInt.empty(),
                List.of(
                        new BridgePort(t.port, state, OptionalInt.of(10), List.of(10, 20), Optional.empty()),
                        new BridgePort(t.otherPort, state, OptionalInt.of(1), List.of(1), Optional.empty())),
                Arrays.asList(entries));
    }

    /** Two ports, up. */
    private static Scene ports(NamedNetwork t) {
        return t.scene()
                .link(NamedNetwork.link(3, t.port, "veth", true, MASTER))
                .link(NamedNetwork.link(4, t.otherPort, "veth", true, MASTER));
    }

    @ParameterizedTest
    @EnumSource
    void aDeviceIsAPortOfItsBridge(NamedNetwork t) {
        String about = t.device(t.port).toString();
        passes(port(t), ports(t));
        passes(new Not(port(t)), t.scene().link(NamedNetwork.link(3, t.port, "veth", true, NONE)));
        fails(new Not(port(t)), ports(t), Layer.BRIDGE, about, "bridge.still-so");
        fails(port(t), t.scene(), Layer.LINK, about, "link.missing");
        fails(
                port(t),
                new Scene().in(t.namespace).link(NamedNetwork.link(3, t.port, "veth", true, NONE)),
                Layer.LINK,
                t.device(t.bridge).toString(),
                "link.missing");
        Scene dummy = ports(t).link(NamedNetwork.link(2, t.bridge, "dummy", true, NONE));
        fails(port(t), dummy, Layer.LINK, t.device(t.bridge).toString(), "link.kind");
        Scene loose = t.scene().link(NamedNetwork.link(3, t.port, "veth", true, NONE));
        fails(port(t), loose, Layer.BRIDGE, about, "bridge.no-port");
        Scene other = t.scene()
                .link(NamedNetwork.link(7, "other", "bridge", true, NONE))
                .link(NamedNetwork.link(3, t.port, "veth", true, OptionalInt.of(7)));
        Diagnosis diagnosis = fails(port(t), other, Layer.BRIDGE, about, "bridge.other");
        assertThat(diagnosis.sentence().arguments()).containsEntry("seen", "other");
        assertThat(diagnosis.sound()).containsExactly(Layer.LINK);
        assertThat(diagnosis.see()).isEqualTo("ip netns exec " + t.namespace + " bridge link");
        Scene before = t.scene().in("init").link(NamedNetwork.link(9, t.port, "veth", true, NONE));
        Diagnosis unmoved = fails(port(t), before, Layer.LINK, about, "link.elsewhere");
        assertThat(unmoved.sentence().arguments()).containsEntry("device2", t.port);
    }

    @ParameterizedTest
    @EnumSource
    void aPortIsInAState(NamedNetwork t) {
        String about = t.device(t.port).toString();
        PortState wanted = PortState.FORWARDING;
        passes(port(t, wanted), ports(t).bridge(bridge(t, false, "forwarding")));
        inconclusive(port(t, wanted), ports(t).evidence(), "unseen.bridge");
        inconclusive(new Not(port(t, wanted)), ports(t).dark().evidence(), "unseen.bridge");
        Diagnosis blocked = fails(
                port(t, wanted), ports(t).bridge(bridge(t, false, "blocking")), Layer.BRIDGE, about, "bridge.state");
        assertThat(blocked.evidence().getFirst().text())
                .isEqualTo("3: " + t.port + ": <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 master " + t.bridge
                        + " state blocking");
        Scene down = ports(t).link(NamedNetwork.link(3, t.port, "veth", false, MASTER))
                .bridge(bridge(t, false, "disabled"));
        fails(port(t, wanted), down, Layer.LINK, about, "link.down");
        passes(port(t, PortState.DISABLED), down);
        Scene off = ports(t).link(NamedNetwork.link(2, t.bridge, "bridge", false, NONE))
                .bridge(bridge(t, false, "disabled"));
        fails(port(t, wanted), off, Layer.LINK, t.device(t.bridge).toString(), "bridge.down");
        fails(
                port(t, PortState.DISABLED),
                ports(t).bridge(bridge(t, false, "forwarding")),
                Layer.BRIDGE,
                about,
                "bridge.state");
    }

    @ParameterizedTest
    @EnumSource
    void aPortPassesItsVlans(NamedNetwork t) {
        String about = t.device(t.port).toString();
        Scene filtering = ports(t).bridge(bridge(t, true, "forwarding"));
        passes(vlan(t, OptionalInt.of(20), OptionalInt.of(10)), filtering);
        Diagnosis vlan = fails(vlan(t, OptionalInt.of(30), NONE), filtering, Layer.BRIDGE, about, "bridge.vlan");
        assertThat(vlan.evidence().getFirst().text())
                .startsWith("port              vlan-id\n" + t.port)
                .contains("10 PVID Egress Untagged\n                  20");
        fails(vlan(t, NONE, OptionalInt.of(20)), filtering, Layer.BRIDGE, about, "bridge.pvid");
        fails(
                vlan(t, OptionalInt.of(20), NONE),
                ports(t).bridge(bridge(t, false, "forwarding")),
                Layer.BRIDGE,
                about,
                "bridge.no-vlans");
    }

    @ParameterizedTest
    @EnumSource
    void aBridgeLearnsThePortOfAnAddress(NamedNetwork t) {
        String about = t.device(t.bridge).toString();
        FdbEntry learned = new FdbEntry(t.port, t.mac, NONE, "learned");
        passes(fdb(t), ports(t).bridge(bridge(t, false, "forwarding", learned)));
        fails(
                new Not(fdb(t)),
                ports(t).bridge(bridge(t, false, "forwarding", learned)),
                Layer.BRIDGE,
                about,
                "fdb.still-so");
        passes(new Not(fdb(t)), ports(t).bridge(bridge(t, false, "forwarding")));
        inconclusive(fdb(t), ports(t).dark().evidence(), "unseen.bridge");
        inconclusive(new Not(fdb(t)), ports(t).dark().evidence(), "unseen.bridge");
        fails(fdb(t), ports(t).bridge(bridge(t, false, "forwarding")), Layer.BRIDGE, about, "fdb.missing");
        Diagnosis elsewhere = fails(
                fdb(t),
                ports(t).bridge(bridge(t, false, "forwarding", new FdbEntry(t.otherPort, t.mac, NONE, "learned"))),
                Layer.BRIDGE,
                about,
                "fdb.elsewhere");
        assertThat(elsewhere.evidence().getFirst())
                .isEqualTo(new Quote(
                        "ip netns exec " + t.namespace + " bridge fdb show br " + t.bridge,
                        t.mac + " dev " + t.otherPort + " master " + t.bridge));
        fails(
                fdb(t),
                ports(t).bridge(bridge(t, false, "forwarding", new FdbEntry(t.port, t.mac, NONE, "static"))),
                Layer.BRIDGE,
                about,
                "fdb.static");
        fails(
                fdb(t),
                ports(t).bridge(bridge(t, false, "forwarding", new FdbEntry(t.port, t.mac, NONE, "permanent"))),
                Layer.BRIDGE,
                about,
                "fdb.own");
    }

    @ParameterizedTest
    @EnumSource
    void aFaultThatPreventsLearningIsReportedFirst(NamedNetwork t) {
        String port = t.device(t.port).toString();
        Scene blocked = ports(t).bridge(bridge(t, false, "blocking"));
        fails(fdb(t), blocked, Layer.BRIDGE, port, "bridge.deaf");
        Scene down = ports(t).link(NamedNetwork.link(3, t.port, "veth", false, MASTER))
                .bridge(bridge(t, false, "disabled"));
        fails(fdb(t), down, Layer.LINK, port, "link.down");
        Scene loose =
                ports(t).link(NamedNetwork.link(3, t.port, "veth", true, NONE)).bridge(bridge(t, false, "forwarding"));
        fails(fdb(t), loose, Layer.BRIDGE, port, "bridge.no-port");
        Scene none = ports(t).without(t.port).bridge(bridge(t, false, "forwarding"));
        fails(fdb(t), none, Layer.LINK, port, "link.missing");
        fails(
                fdb(t),
                new Scene().in(t.namespace),
                Layer.LINK,
                t.device(t.bridge).toString(),
                "link.missing");
    }

    @ParameterizedTest
    @EnumSource
    void theAddressMayBeThatOfADevice(NamedNetwork t) {
        FdbHas of = new FdbHas(
                t.device(t.bridge), t.port, Optional.empty(), Optional.of(DeviceName.parse("far/" + t.out)), NONE);
        FdbEntry entry = new FdbEntry(t.port, "02:00:00:00:00:15", OptionalInt.of(7), "learned");
        Scene scene = ports(t).bridge(bridge(t, false, "forwarding", entry));
        fails(of, scene, Layer.LINK, "far", "namespace.missing");
        fails(of, scene.in("far"), Layer.LINK, "far/" + t.out, "link.missing");
        passes(of, scene.link(NamedNetwork.link(5, t.out, "veth", true, NONE)));
        FdbHas inVlan = new FdbHas(of.bridge(), of.port(), of.mac(), of.of(), OptionalInt.of(8));
        fails(inVlan, scene, Layer.BRIDGE, t.device(t.bridge).toString(), "fdb.missing");
    }

    @ParameterizedTest
    @EnumSource
    void oneAddressIsMeant(NamedNetwork t) {
        assertThatThrownBy(() -> new FdbHas(t.device(t.bridge), t.port, Optional.empty(), Optional.empty(), NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
