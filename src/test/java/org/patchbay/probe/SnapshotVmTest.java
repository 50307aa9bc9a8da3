package org.patchbay.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Assertion;
import org.patchbay.check.LinkIs;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.BridgePortFlags;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Listener;
import org.patchbay.observe.kernel.Namespace;

/** The parts of a snapshot beyond devices and routes, with a real machine. */
@Tag("vm")
class SnapshotVmTest {
    /** As every port is at first. */
    private static final Optional<BridgePortFlags> USUAL = Optional.of(new BridgePortFlags(true, true, false, false));

    private static final String BRIDGE = """
            ip link add br0 type bridge; ip link set br0 up
            for name in red blue; do
              ip netns add $name
              ip link add $name type veth peer name eth0 netns $name
              ip link set $name master br0 up
              ip -n $name link set eth0 up; ip -n $name link set lo up
            done
            ip -n red addr add 10.0.0.2/24 dev eth0; ip -n blue addr add 10.0.0.3/24 dev eth0
            """;

    private Watched machine;

    @BeforeEach
    void start() throws Exception {
        machine = new Watched();
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void aBridgeHasItsPortsAndLearnedAddresses() throws Exception {
        machine.run(BRIDGE + """
                bridge fdb add 02:00:00:00:00:99 dev blue master static
                ip netns exec red ping -c 1 10.0.0.3""");
        Bridge br0 = machine.look(Namespace.INIT).bridge("br0").orElseThrow();
        assertThat(br0.vlanFiltering()).isFalse();
        assertThat(br0.stp()).isFalse();
        assertThat(br0.ports())
                .containsExactly(
                        new BridgePort("red", "forwarding", OptionalInt.empty(), List.of(), USUAL),
                        new BridgePort("blue", "forwarding", OptionalInt.empty(), List.of(), USUAL));
        assertThat(br0.ageing()).hasValue(30_000);
        assertThat(br0.fdb())
                .contains(
                        new FdbEntry("red", mac("-n red", "eth0"), OptionalInt.empty(), "learned"),
                        new FdbEntry("blue", mac("-n blue", "eth0"), OptionalInt.empty(), "learned"),
                        new FdbEntry("blue", "02:00:00:00:00:99", OptionalInt.empty(), "static"),
                        new FdbEntry("red", mac("", "red"), OptionalInt.empty(), "permanent"));
        assertThat(machine.look("red").bridges()).hasValue(List.of());
    }

    @Test
    void aDeviceMovedIntoTheNamespaceOfProcessOneIsMissedByItsPeerAndCanBeBroughtBack() throws Exception {
        machine.run("ip link add veth0 type veth peer name veth1; ip link set veth0 netns 1");
        Assertion exists = new LinkIs(
                DeviceName.parse("veth0"),
                Optional.of("veth"),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        assertThat(exists.judge(new Evidence(Optional.of(machine.look()), Optional.empty())))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed ->
                                assertThat(failed.diagnosis().sentence().key()).isEqualTo("link.hidden"));
        machine.run("nsenter -t 1 -n ip link set veth0 netns $$");
        assertThat(machine.look(Namespace.INIT).link("veth0")).isPresent();
    }

    private String mac(String where, String device) throws ProbeException {
        return machine.run("ip " + where + " -o link show " + device + " | sed 's/.*ether //; s/ .*//'")
                .strip();
    }

    @Test
    void vlansAreReportedWhereABridgeFiltersThem() throws Exception {
        machine.run("""
                ip link add br0 type bridge vlan_filtering 1 stp_state 1
                ip link add veth0 type veth peer name veth1; ip link set veth0 master br0
                bridge vlan add vid 10-11 dev veth0
                bridge vlan add vid 20 pvid untagged dev veth0""");
        Bridge br0 = machine.look(Namespace.INIT).bridge("br0").orElseThrow();
        assertThat(br0.vlanFiltering()).isTrue();
        assertThat(br0.stp()).isTrue();
        assertThat(br0.ports())
                .containsExactly(
                        new BridgePort("veth0", "disabled", OptionalInt.of(20), List.of(1, 10, 11, 20), USUAL));
    }

    @Test
    void ageingAndPortFlagsOfABridgeAreReported() throws Exception {
        machine.run("""
                ip link add br0 type bridge ageing_time 700; ip link add veth0 type veth peer name veth1
                ip link set veth0 master br0; ip link set veth1 master br0
                ip link set veth0 type bridge_slave learning off flood off
                ip link set veth1 type bridge_slave hairpin on isolated on""");
        Bridge br0 = machine.look(Namespace.INIT).bridge("br0").orElseThrow();
        assertThat(br0.ageing()).hasValue(700);
        assertThat(br0.ports().stream().collect(Collectors.toMap(BridgePort::device, BridgePort::flags)))
                .containsEntry("veth0", Optional.of(new BridgePortFlags(false, false, false, false)))
                .containsEntry("veth1", Optional.of(new BridgePortFlags(true, true, true, true)));
    }

    @Test
    void waitingEntriesAreNotified() throws Exception {
        machine.run("""
                ip netns add red; ip -n red link set lo up
                cd /tmp; mkfifo never; sleep 600 >never &
                (nc -l 0.0.0.0 8080 & nc -6 -l ::1 90 & nc -u -l 127.0.0.1 53 & nc -u 127.0.0.1 53 &
                ip netns exec red nc -l 7 &) <never >/dev/null 2>&1
                until ss -tuln | grep -q :8080 && ss -tuln | grep -q :90 && ss -tuan | grep -q :53 \
                    && ss -tuan | grep -q ESTAB && ip netns exec red ss -tln | grep -q :7; do sleep 0.1; done""");
        assertThat(machine.look(Namespace.INIT).listeners().orElseThrow())
                .containsExactlyInAnyOrder(
                        new Listener("tcp", 4, "0.0.0.0", 8080),
                        new Listener("tcp", 6, "::1", 90),
                        new Listener("udp", 4, "127.0.0.1", 53));
        assertThat(machine.look("red").listeners().orElseThrow()).containsExactly(new Listener("tcp", 4, "0.0.0.0", 7));
    }

    @Test
    void trackedConnectionsAreReportedWithTheirTranslation() throws Exception {
        machine.run(BRIDGE + "ip netns exec red ping -c 1 10.0.0.3");
        assertThat(machine.look("red").connections()).hasValue(List.of());
        machine.run("""
                ip netns exec red iptables -t nat -A OUTPUT -d 10.9.9.9 -j DNAT --to-destination 10.0.0.3
                ip -n red route add 10.9.9.9 dev eth0
                ip netns exec red ping -c 1 10.9.9.9""");
        assertThat(machine.look("red").connections().orElseThrow()).anySatisfy(connection -> {
            assertThat(connection.protocol()).isEqualTo("icmp");
            assertThat(connection.original().destination()).isEqualTo("10.9.9.9");
            assertThat(connection.reply().source()).isEqualTo("10.0.0.3");
            assertThat(connection.replied()).isTrue();
        });
        assertThat(machine.look("blue").connections().map(List::size)).hasValue(0);
        assertThat(machine.run("ip netns exec blue conntrack -C").strip()).isEqualTo("0");
        machine.run("""
                (ip netns exec blue nc -l 80 >/dev/null 2>&1 &)
                until ip netns exec blue ss -tln | grep -q :80; do sleep 0.1; done
                ip netns exec red nc -N 10.9.9.9 80 </dev/null""");
        assertThat(machine.look("red").connections().orElseThrow())
                .filteredOn(connection -> connection.protocol().equals("tcp"))
                .singleElement()
                .satisfies(tcp -> {
                    assertThat(tcp.original().destinationPort()).isEqualTo(80);
                    assertThat(tcp.state()).isNotEmpty();
                })
                .extracting(Connection::assured)
                .isEqualTo(true);
    }

    @Test
    void namespacesWithoutANameAndThoseOfProcessesAreSeen() throws Exception {
        machine.run("""
                unshare --net sh -c 'ip link add hidden0 type dummy; exec sleep 601 >/dev/null 2>&1' &
                until pgrep -f '^sleep 601'; do sleep 0.1; done >/dev/null
                nsenter -n --target "$(pgrep -f '^sleep 601')" sleep 602 >/dev/null 2>&1 &
                mkdir -p /run/docker/netns; touch /run/docker/netns/c0ffee
                unshare --net=/run/docker/netns/c0ffee ip link add eth9 type dummy
                until pgrep -f '^sleep 602'; do sleep 0.1; done >/dev/null""");
        var snapshot = machine.look();
        assertThat(snapshot.namespaces()).hasSize(3);
        assertThat(snapshot.namespace(Namespace.INIT).orElseThrow().link("dummy0"))
                .as("the device that the module creates by default when it is loaded")
                .isEmpty();
        assertThat(snapshot.namespaces())
                .filteredOn(namespace -> namespace.link("hidden0").isPresent())
                .singleElement()
                .satisfies(namespace -> assertThat(namespace.names()).isEmpty())
                .satisfies(namespace -> assertThat(namespace.pids()).hasSize(2));
        assertThat(snapshot.namespaces())
                .filteredOn(namespace -> namespace.link("eth9").isPresent())
                .singleElement()
                .satisfies(namespace -> assertThat(namespace.pids()).isEmpty());
    }

    @Test
    void theBridgeNetfilterSettingsAreReadPerNamespace() throws Exception {
        machine.run("ip netns add red");
        assertThat(machine.look("red").sysctls()).doesNotContainKey("bridge.bridge-nf-call-iptables");
        machine.run("""
                modprobe br_netfilter
                ip netns exec red sysctl net.bridge.bridge-nf-call-iptables=0""");
        assertThat(machine.look("red").sysctls()).containsEntry("bridge.bridge-nf-call-iptables", 0);
        assertThat(machine.look(Namespace.INIT).sysctls())
                .containsEntry("bridge.bridge-nf-call-iptables", 1)
                .containsEntry("bridge.bridge-nf-call-ip6tables", 1)
                .containsEntry("bridge.bridge-nf-call-arptables", 1);
    }

    @Test
    void aLookLeavesNoTrace() throws Exception {
        machine.run(BRIDGE + "iptables -A FORWARD -j ACCEPT");
        String before = traces();
        for (int i = 0; i < 3; i++) {
            machine.look();
        }
        assertThat(traces()).isEqualTo(before);
    }

    /**
     * In a network without automatic traffic: without IPv6 there are no solicitations, and a bridge that does not snoop
     * doesn't join the snoopers' group (br_multicast_join_snoopers in net/bridge/br_multicast.c).
     */
    @Test
    void aLookSendsNoFrame() throws Exception {
        String silent = "sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1";
        machine.run(silent + "\n"
                + BRIDGE.replace("type bridge;", "type bridge mcast_snooping 0;")
                        .replace("ip netns add $name", "ip netns add $name; ip netns exec $name " + silent));
        String before = counters();
        for (int i = 0; i < 10; i++) {
            machine.look();
        }
        assertThat(counters()).isEqualTo(before);
        machine.run("ip netns exec red ping -c 1 10.0.0.3");
        assertThat(counters()).isNotEqualTo(before);
    }

    /** Of every device that frames can cross, its frames and bytes in and out. */
    private String counters() throws ProbeException {
        return machine.run("grep -E 'br0|red|blue' /proc/net/dev; ip netns exec red grep eth0 /proc/net/dev;"
                + " ip netns exec blue grep eth0 /proc/net/dev");
    }

    private String traces() throws ProbeException {
        return machine.run("""
                ip neigh; ip -n red neigh; iptables-save -c | grep -v '^#'
                conntrack -C; lsmod | cut -d' ' -f1 | sort; ip netns list-id; cat /proc/net/ip_tables_names 2>&1 || true""");
    }
}
