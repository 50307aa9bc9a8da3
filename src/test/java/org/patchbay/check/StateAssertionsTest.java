package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.inconclusive;
import static org.patchbay.check.Verdicts.passes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;

class StateAssertionsTest {
    private static final DeviceName VETH0 = DeviceName.parse("veth0");
    private static final DeviceName VETH1 = DeviceName.parse("veth1");

    private static LinkIs link(DeviceName device, Optional<Boolean> up, Optional<Boolean> carrier) {
        return new LinkIs(
                device, Optional.empty(), up, carrier, OptionalInt.empty(), Optional.empty(), Optional.empty(), false);
    }

    private static LinkIs absent(DeviceName device) {
        return new LinkIs(
                device,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private static Link dummy(int index, String name) {
        return new Link(
                index,
                name,
                "dummy",
                true,
                true,
                "UNKNOWN",
                1500,
                "02:00:00:00:00:99",
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of());
    }

    @Test
    void aPairIsTwoDevicesThatAreEachOthersPeer() {
        VethPair pair = new VethPair(List.of(VETH0, VETH1));
        passes(pair, Scene.pair(false, false));
        fails(pair, new Scene(), Layer.LINK, "veth0", "link.missing");
        fails(pair, new Scene().link(dummy(2, "veth0")), Layer.LINK, "veth0", "link.kind");
        fails(pair, Scene.pair(true, true).without("veth1"), Layer.LINK, "veth1", "link.hidden");
        Scene misnamed =
                new Scene().link(Scene.veth(2, "veth0", 3, true, true)).link(Scene.veth(3, "vetch1", 2, true, true));
        Diagnosis other = fails(pair, misnamed, Layer.LINK, "veth1", "veth.other-name");
        assertThat(other.sentence().arguments())
                .containsEntry("device", "veth0")
                .containsEntry("seen", "vetch1")
                .containsEntry("wanted", "veth1");
        fails(new VethPair(List.of(VETH1, VETH0)), misnamed, Layer.LINK, "veth1", "veth.other-name");
        Scene crossed = new Scene()
                .link(Scene.veth(2, "veth0", 4, true, true))
                .link(Scene.veth(4, "veth2", 2, true, true))
                .link(Scene.veth(3, "veth1", 5, true, true))
                .link(Scene.veth(5, "veth3", 3, true, true));
        fails(pair, crossed, Layer.LINK, "veth0", "veth.other-peer");
    }

    @Test
    void theEndOfAPairThatWentIntoTheNamespaceOfProcessOneIsNamed() {
        Scene gone = Scene.pair(false, false).without("veth0");
        Diagnosis diagnosis =
                fails(link(VETH0, Optional.empty(), Optional.empty()), gone, Layer.LINK, "veth0", "link.hidden");
        assertThat(diagnosis.sentence().arguments())
                .containsEntry("device2", "veth1")
                .containsEntry("seen", "veth0");
        fails(
                link(VETH0, Optional.empty(), Optional.empty()),
                gone.link(dummy(2, "dummy0")),
                Layer.LINK,
                "veth0",
                "link.hidden");
        fails(new VethPair(List.of(VETH0, DeviceName.parse("ns1/veth1"))), gone, Layer.LINK, "veth0", "link.hidden");
        fails(
                link(DeviceName.parse("veth7"), Optional.empty(), Optional.empty()),
                Scene.pair(true, true),
                Layer.LINK,
                "veth7",
                "link.missing");
    }

    @Test
    void aLinkIsDownOrItsPeerIs() {
        passes(link(VETH0, Optional.of(true), Optional.of(true)), Scene.pair(true, true));
        fails(
                link(VETH0, Optional.of(true), Optional.empty()),
                Scene.pair(false, true),
                Layer.LINK,
                "veth0",
                "link.down");
        passes(link(VETH0, Optional.of(true), Optional.empty()), Scene.pair(true, false));
        Diagnosis peer = fails(
                link(VETH0, Optional.empty(), Optional.of(true)),
                Scene.pair(true, false),
                Layer.LINK,
                "veth1",
                "link.peer-down");
        assertThat(peer.evidence())
                .extracting(Quote::text)
                .containsExactly(
                        "veth0@veth1      LOWERLAYERDOWN 02:00:00:00:00:02 <NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN>\n"
                                + "veth1@veth0      DOWN           02:00:00:00:00:03 <BROADCAST,MULTICAST>");
        assertThat(peer.see()).isEqualTo("ip -br link");
    }

    @Test
    void aDeletedDeviceIsAbsent() {
        All gone = new All(List.of(absent(VETH0), absent(VETH1)));
        passes(gone, new Scene());
        fails(gone, Scene.pair(true, true), Layer.LINK, "veth0", "link.still-there");
    }

    @Test
    void anAddressIsOnItsDeviceWithItsPrefix() {
        AddressIs address = new AddressIs(VETH0, "10.70.2.10/24", false);
        passes(address, Scene.ready());
        fails(address, new Scene(), Layer.LINK, "veth0", "link.missing");
        fails(address, Scene.pair(true, true), Layer.ADDRESS, "veth0", "address.missing");
        Scene narrow = Scene.pair(true, true).address("veth0", "10.70.2.10", 32);
        fails(address, narrow, Layer.ADDRESS, "veth0", "address.prefix");
        Scene pointToPoint = Scene.pair(true, true)
                .address(new Address(
                        "veth0", 4, "10.70.2.10", 24, "global", Optional.of("10.70.2.11"), Optional.of(false)));
        Diagnosis peer = fails(address, pointToPoint, Layer.ADDRESS, "veth0", "address.peer");
        assertThat(peer.evidence().getFirst().text())
                .isEqualTo("veth0@veth1      UP             10.70.2.10 peer 10.70.2.11/24");
        passes(address, pointToPoint.address("veth0", "10.70.2.10", 24));
        passes(address, narrow.address("veth0", "10.70.2.10", 24));
        Scene elsewhere = Scene.pair(true, true).address("veth1", "10.70.2.10", 24);
        Diagnosis diagnosis = fails(address, elsewhere, Layer.ADDRESS, "veth0", "address.elsewhere");
        assertThat(diagnosis.sound()).containsExactly(Layer.LINK);
        assertThat(diagnosis.evidence().getFirst().text()).isEqualTo("veth1@veth0      UP             10.70.2.10/24");
        fails(
                new AddressIs(VETH0, "10.70.2.10/24", true),
                Scene.ready(),
                Layer.ADDRESS,
                "veth0",
                "address.still-there");
    }

    @Test
    void aDeviceIsLeftWithoutAnyAddress() {
        AddressIs none = new AddressIs(VETH1, Optional.empty(), true);
        passes(none, Scene.ready());
        passes(none, Scene.ready().address(new Address("veth1", 6, "fe80::1", 64, "link")));
        Scene second = Scene.ready().address("veth1", "10.70.2.11", 24);
        Diagnosis diagnosis = fails(none, second, Layer.ADDRESS, "veth1", "address.any");
        assertThat(diagnosis.sentence().arguments()).containsEntry("seen", "10.70.2.11/24");
        fails(none, new Scene(), Layer.LINK, "veth1", "link.missing");
        passes(new Not(none), second);
        fails(new Not(none), Scene.ready(), Layer.ADDRESS, "veth1", "address.none");
    }

    @Test
    void aNeighbourEntryIsInOneOfTheWantedStates() {
        NeighbourIs unresolved = new NeighbourIs(
                VETH0, "10.70.2.11", Set.of(NeighbourState.INCOMPLETE, NeighbourState.FAILED), Optional.empty(), false);
        passes(unresolved, Scene.ready().neighbour("veth0", "10.70.2.11", "", "FAILED"));
        fails(unresolved, Scene.ready(), Layer.ARP, "veth0", "neighbour.missing");
        Scene own = Scene.ready().address("veth1", "10.70.2.11", 24).ran("ping -c 3 10.70.2.11", "");
        fails(unresolved, own, Layer.ARP, "veth0", "ping.no-device");
        fails(unresolved, Scene.pair(true, false), Layer.LINK, "veth1", "link.peer-down");
        fails(unresolved, Scene.pair(true, true), Layer.ADDRESS, "veth0", "address.none");
        Scene resolved = Scene.ready().neighbour("veth0", "10.70.2.11", "02:00:00:00:00:03", "REACHABLE");
        fails(unresolved, resolved, Layer.ARP, "veth0", "neighbour.state");
        NeighbourIs forgotten = new NeighbourIs(VETH0, "10.70.2.11", Set.of(), Optional.empty(), true);
        passes(forgotten, Scene.ready());
        fails(forgotten, resolved, Layer.ARP, "veth0", "neighbour.still-there");
    }

    private static RouteIs route(String destination, Optional<String> out, String device) {
        return new RouteIs(
                destination,
                Optional.empty(),
                Optional.empty(),
                out,
                Optional.of(device),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aRouteIsJudgedByTheLookup() {
        passes(route("10.70.2.11", Optional.empty(), "veth0"), Scene.ready());
        Scene both = Scene.ready().address("veth1", "10.70.2.11", 24);
        passes(route("10.70.2.11", Optional.empty(), "lo"), both);
        passes(route("10.70.2.11", Optional.of("veth0"), "veth0"), both);
        Diagnosis local =
                fails(route("10.70.2.11", Optional.empty(), "veth0"), both, Layer.ROUTE, "10.70.2.11", "route.local");
        assertThat(local.evidence().getFirst().text()).isEqualTo("local 10.70.2.11 dev lo src 10.70.2.11");
        both.ran("ip route del 10.70.2.11 dev veth1", "RTNETLINK answers: No such process");
        Diagnosis kept = fails(
                route("10.70.2.11", Optional.empty(), "veth0"), both, Layer.ROUTE, "10.70.2.11", "route.local-kept");
        assertThat(kept.sentence().arguments()).containsEntry("wanted", "ip route del 10.70.2.11 dev veth1");
        fails(route("10.70.3.1", Optional.empty(), "veth0"), Scene.ready(), Layer.ROUTE, "10.70.3.1", "route.none");
        fails(
                route("10.70.2.11", Optional.empty(), "veth0"),
                Scene.pair(true, true),
                Layer.ADDRESS,
                "veth0",
                "address.none");
        fails(
                route("10.70.2.11", Optional.empty(), "veth0"),
                Scene.pair(false, true),
                Layer.LINK,
                "veth0",
                "link.down");
        Scene longer = Scene.ready().route("10.70.2.11/32", "", "veth1", 0);
        fails(route("10.70.2.11", Optional.empty(), "veth0"), longer, Layer.ROUTE, "10.70.2.11", "route.device");
        Scene gateways = Scene.ready()
                .route("0.0.0.0/0", "10.70.2.1", "veth0", 100)
                .route("0.0.0.0/0", "10.70.2.2", "veth0", 50);
        RouteIs second = new RouteIs(
                "1.1.1.1",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("10.70.2.2"),
                Optional.of("10.70.2.10"));
        passes(second, gateways);
    }

    @Test
    void aSettingIsJudgedByItsEffectiveValue() {
        SysctlIs loose = new SysctlIs("rp_filter", Optional.of(VETH1), Optional.empty(), List.of(0, 2));
        passes(loose, Scene.ready());
        Diagnosis diagnosis = fails(
                loose, Scene.ready().setting("ipv4.conf.all.rp_filter", 1), Layer.SETTING, "veth1", "setting.device");
        assertThat(diagnosis.evidence())
                .extracting(Quote::text)
                .containsExactly("net.ipv4.conf.all.rp_filter = 1", "net.ipv4.conf.veth1.rp_filter = 0");
        assertThat(diagnosis.sentence().arguments())
                .containsEntry("setting", "net.ipv4.conf.veth1.rp_filter")
                .containsEntry("all", "net.ipv4.conf.all.rp_filter");
        SysctlIs accepting = new SysctlIs("accept_local", Optional.of(VETH1), Optional.empty(), List.of(1));
        passes(accepting, Scene.ready().setting("ipv4.conf.all.accept_local", 1));
        SysctlIs forwarding = new SysctlIs("ipv4.ip_forward", Optional.empty(), Optional.empty(), List.of(1));
        passes(forwarding, Scene.ready().setting("ipv4.ip_forward", 1));
        Diagnosis off = fails(
                forwarding,
                Scene.ready().setting("ipv4.ip_forward", 0),
                Layer.SETTING,
                "ipv4.ip_forward",
                "setting.namespace");
        assertThat(off.sentence().arguments()).containsEntry("setting", "net.ipv4.ip_forward");
        inconclusive(forwarding, Scene.ready().evidence(), "unseen.setting");
    }

    /** {@code ip link property add dev uplink altname veth0}: commands accept the name, and no list begins with it. */
    @Test
    void aDeviceThatHasTheNameOnlyAsAnAlternativeOneIsNamed() {
        Link renamed = new Link(
                2,
                "uplink",
                "veth",
                true,
                true,
                "UP",
                1500,
                "02:00:00:00:00:02",
                OptionalInt.of(3),
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of("wan", "veth0"));
        Diagnosis diagnosis = fails(
                link(VETH0, Optional.of(true), Optional.empty()),
                Scene.ready().without("veth0").link(renamed),
                Layer.LINK,
                "veth0",
                "link.altname");
        assertThat(diagnosis.sentence().arguments()).containsEntry("device2", "uplink");
        assertThat(diagnosis.see()).isEqualTo("ip link show uplink");
        assertThat(diagnosis.evidence())
                .singleElement()
                .satisfies(quote -> assertThat(quote.text()).contains("\n    altname veth0"));
    }

    @Test
    void anUnknownNamespaceIsNamed() {
        LinkIs inside = link(DeviceName.parse("ns7/veth1"), Optional.of(true), Optional.empty());
        fails(inside, Scene.ready(), Layer.LINK, "ns7", "namespace.missing");
        Diagnosis missing = fails(
                link(DeviceName.parse("ns1/veth1"), Optional.of(true), Optional.empty()),
                Scene.ready(),
                Layer.LINK,
                "ns1/veth1",
                "link.elsewhere");
        assertThat(missing.see()).isEqualTo("ip netns exec ns1 ip -br link");
    }

    @Test
    void withoutAnyViewOfTheKernelNothingIsJudged() {
        Evidence nothing = new Evidence(Optional.empty(), Optional.empty());
        List<Assertion> all = List.of(
                new VethPair(List.of(VETH0, VETH1)),
                link(VETH0, Optional.of(true), Optional.empty()),
                absent(VETH0),
                new AddressIs(VETH0, "10.70.2.10/24", false),
                new NeighbourIs(VETH0, "10.70.2.11", Set.of(), Optional.empty(), true),
                route("10.70.2.11", Optional.empty(), "veth0"),
                new SysctlIs("rp_filter", Optional.of(VETH1), Optional.empty(), List.of(0)));
        for (Assertion assertion : all) {
            inconclusive(assertion, nothing, "unseen.kernel");
            inconclusive(new Not(assertion), nothing, "unseen.kernel");
        }
    }

    @Test
    void aNegationIsJudgedByTheState() {
        passes(new Not(link(VETH0, Optional.of(true), Optional.empty())), Scene.pair(false, true));
        fails(
                new Not(link(VETH0, Optional.of(true), Optional.empty())),
                Scene.pair(true, true),
                Layer.LINK,
                "veth0",
                "link.still-so");
        passes(new Not(absent(VETH0)), Scene.ready());
    }

    @Test
    void unknownStaysUnknownUnlessItCannotMatter() {
        Assertion unknown = new SysctlIs("ipv4.ip_forward", Optional.empty(), Optional.empty(), List.of(1));
        Assertion yes = link(VETH0, Optional.of(true), Optional.empty());
        Assertion no = absent(VETH0);
        Scene scene = Scene.ready();
        inconclusive(new All(List.of(unknown, yes)), scene.evidence(), "unseen.setting");
        fails(new All(List.of(unknown, no)), scene, Layer.LINK, "veth0", "link.still-there");
        passes(new Any(List.of(unknown, yes)), scene);
        inconclusive(new Any(List.of(unknown, no)), scene.evidence(), "unseen.setting");
        inconclusive(new Not(new Any(List.of(unknown, no))), scene.evidence(), "unseen.setting");
        passes(new Not(new All(List.of(unknown, no))), scene);
    }

    @Test
    void invalidValuesAreRefused() {
        assertThatThrownBy(() -> new VethPair(List.of(VETH0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressIs(VETH0, "10.70.2.10", false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressIs(VETH0, Optional.empty(), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeviceName.parse("a name that is too long"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SysctlIs("rp_filtr", Optional.of(VETH0), Optional.empty(), List.of(1)))
                .hasMessageContaining("rp_filter");
    }
}
