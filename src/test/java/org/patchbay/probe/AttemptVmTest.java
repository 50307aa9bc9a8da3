package org.patchbay.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.Attempt.Ending;
import org.patchbay.check.verdict.Attempt.Sighting;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.Reach.Kind;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.WithMachines;

/** Attempts in a real machine, a new one for each test. */
class AttemptVmTest extends WithMachines {
    private static final String PAIR = """
            ip netns add red; ip netns add blue
            ip link add east netns red type veth peer name west netns blue
            ip -n red addr add 10.1.1.1/24 dev east; ip -n red link set east up; ip -n red link set lo up
            ip -n blue addr add 10.1.1.2/24 dev west; ip -n blue link set west up; ip -n blue link set lo up
            """;

    /** red – (10.1.1.0/24) – init – (10.2.2.0/24) – blue; init forwards and hides red behind its own address. */
    private static final String ROUTER = """
            ip netns add red; ip netns add blue
            ip link add r0 type veth peer name east netns red
            ip link add b0 type veth peer name west netns blue
            ip addr add 10.1.1.254/24 dev r0; ip link set r0 up
            ip addr add 10.2.2.254/24 dev b0; ip link set b0 up
            ip -n red addr add 10.1.1.1/24 dev east; ip -n red link set east up
            ip -n red route add default via 10.1.1.254
            ip -n blue addr add 10.2.2.2/24 dev west; ip -n blue link set west up
            echo 1 >/proc/sys/net/ipv4/ip_forward
            iptables -t nat -A POSTROUTING -o b0 -j MASQUERADE
            iptables -t nat -A PREROUTING -i r0 -p tcp --dport 8080 -j DNAT --to-destination 10.2.2.2:80
            """;

    private Sandbox sandbox;
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        sandbox = machines.start();
        probe = Probe.connect(sandbox.endpoint());
    }

    @AfterEach
    void end() {
        probe.close();
        sandbox.close();
    }

    @Test
    void theOwnerOfTheAddressAnswersAndNoTraceRemains() throws Exception {
        run(PAIR);
        Map<String, List<?>> before = tables();
        for (Kind kind : List.of(Kind.ARP, Kind.ICMP)) {
            assertThat(attempt(reach(kind, 0, "10.1.1.2")).ending())
                    .as("%s", kind)
                    .isEqualTo(Ending.ANSWERED);
            assertThat(tables()).as("%s", kind).isEqualTo(before);
        }
        Attempt icmp = attempt(reach(Kind.ICMP, 0, "10.1.1.2"));
        assertThat(icmp.sightings())
                .filteredOn(seen -> seen.protocol() == Kind.ICMP)
                .extracting(seen -> seen.device() + (seen.incoming() ? " in " : " out ") + seen.text())
                .containsExactly(
                        "east out IP 10.1.1.1 > 10.1.1.2: ICMP echo request",
                        "west in IP 10.1.1.1 > 10.1.1.2: ICMP echo request",
                        "west out IP 10.1.1.2 > 10.1.1.1: ICMP echo reply",
                        "east in IP 10.1.1.2 > 10.1.1.1: ICMP echo reply");
    }

    @Test
    void aMissingAddressIsReported() throws Exception {
        run(PAIR);
        Map<String, List<?>> before = tables();
        Attempt arp = attempt(reach(Kind.ARP, 0, "10.1.1.9"));
        assertThat(arp.ending()).isEqualTo(Ending.SILENT);
        assertThat(arp.sightings())
                .extracting(Sighting::text)
                .containsExactly(
                        "ARP, Request who-has 10.1.1.9 tell 10.1.1.1", "ARP, Request who-has 10.1.1.9 tell 10.1.1.1");
        Attempt icmp = attempt(reach(Kind.ICMP, 0, "10.1.1.9"));
        assertThat(icmp.ending()).isEqualTo(Ending.UNRESOLVED);
        assertThat(icmp.detail()).isEqualTo("10.1.1.9");
        assertThat(attempt(reach(Kind.ICMP, 0, "10.9.9.9")).ending()).isEqualTo(Ending.UNSENT);
        assertThat(attempt(reach(Kind.ICMP, 0, "10.9.9.9")).detail()).isEqualTo("Network is unreachable");
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void aPortIsOpenOrClosedAndItsListenerStays() throws Exception {
        run(PAIR + "ip netns exec blue sh -c 'nc -l -p 80 >/dev/null 2>&1 &'\n"
                + "until ip netns exec blue ss -ltn | grep -q :80; do sleep 0.05; done");
        Map<String, List<?>> before = tables();
        for (int round = 0; round < 3; round++) {
            assertThat(attempt(reach(Kind.TCP, 80, "10.1.1.2")).ending()).isEqualTo(Ending.ANSWERED);
        }
        Attempt closed = attempt(reach(Kind.TCP, 81, "10.1.1.2"));
        assertThat(closed.ending()).isEqualTo(Ending.REFUSED);
        assertThat(closed.detail()).isEqualTo("Connection refused");
        assertThat(run("ip netns exec blue ss -ltn")).contains(":80");
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void theSendersChoiceOfDeviceAndSourceIsKept() throws Exception {
        run(PAIR + "ip -n red addr add 10.1.1.3/24 dev east");
        assertThat(attempt(reach(Kind.ICMP, Optional.of("east"), Optional.of("10.1.1.3")))
                        .sightings())
                .filteredOn(seen -> seen.kind() == Sighting.Kind.REQUEST && seen.protocol() == Kind.ICMP)
                .extracting(Sighting::source)
                .containsOnly("10.1.1.3");
        assertThat(attempt(reach(Kind.ICMP, Optional.of("lo"), Optional.empty()))
                        .ending())
                .isNotEqualTo(Ending.ANSWERED);
        assertThat(attempt(reach(Kind.ICMP, Optional.of("nope"), Optional.empty()))
                        .detail())
                .isEqualTo("No such device");
        assertThat(attempt(reach(Kind.ICMP, Optional.empty(), Optional.of("10.7.7.7")))
                        .ending())
                .isEqualTo(Ending.UNSENT);
    }

    @Test
    void aProbeIsSubjectToPacketFilters() throws Exception {
        run(PAIR + "ip netns exec blue iptables -A INPUT -p icmp -j DROP");
        Attempt dropped = attempt(reach(Kind.ICMP, 0, "10.1.1.2"));
        assertThat(dropped.ending()).isEqualTo(Ending.SILENT);
        assertThat(dropped.sightings().getLast().device()).isEqualTo("west");
        run("ip netns exec blue iptables -R INPUT 1 -p icmp -j REJECT --reject-with icmp-host-prohibited");
        Attempt rejected = attempt(reach(Kind.ICMP, 0, "10.1.1.2"));
        assertThat(rejected.ending()).isEqualTo(Ending.REFUSED);
        assertThat(rejected.detail()).isEqualTo("Destination Host Prohibited from 10.1.1.2");
        run("ip netns exec red iptables -A OUTPUT -p icmp -j DROP");
        assertThat(attempt(reach(Kind.ICMP, 0, "10.1.1.2")).detail()).isEqualTo("Operation not permitted");
        run("ip netns exec red iptables -R OUTPUT 1 -p icmp --icmp-type echo-reply -j ACCEPT;"
                + "ip netns exec red iptables -A INPUT -p icmp -j DROP; ip netns exec blue iptables -F");
        Attempt deaf = attempt(reach(Kind.ICMP, 0, "10.1.1.2"));
        assertThat(deaf.ending()).isEqualTo(Ending.SILENT);
        assertThat(deaf.sightings().getLast().text()).endsWith("echo reply");
    }

    @Test
    void aBridgeIsFollowedPortByPortAndItsTablesAreRestored() throws Exception {
        run("""
                ip link add br0 type bridge; ip link set br0 up
                for n in 1 2 3; do ip netns add n$n
                  ip link add p$n type veth peer name eth0 netns n$n
                  ip link set p$n master br0 up
                  ip -n n$n addr add 10.5.5.$n/24 dev eth0; ip -n n$n link set eth0 up; done""");
        String fdb = run("bridge fdb show br br0 | sort");
        Attempt across = attempt(Reach.ping("n1", "10.5.5.3"));
        assertThat(across.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(across.sightings())
                .filteredOn(seen -> seen.protocol() == Kind.ICMP && seen.kind() == Sighting.Kind.REQUEST)
                .extracting(seen -> seen.device() + (seen.incoming() ? " in" : " out"))
                .containsExactly("eth0 out", "p1 in", "p3 out", "eth0 in");
        assertThat(run("bridge fdb show br br0 | sort")).isEqualTo(fdb);
    }

    @Test
    void translationIsSeenByItsEffect() throws Exception {
        run(ROUTER);
        Map<String, List<?>> before = tables();
        Attempt hidden = arrival(Reach.ping("red", "10.2.2.2"), "blue");
        assertThat(hidden.ending()).isEqualTo(Ending.ARRIVED);
        assertThat(in("blue", hidden)).extracting(Sighting::source).containsOnly("10.2.2.254");
        Attempt published = arrival(reach(Kind.TCP, 8080, "10.1.1.254"), "blue");
        assertThat(in("blue", published))
                .extracting(seen -> seen.source() + " " + seen.destination() + " " + seen.destinationPort())
                .containsOnly("10.2.2.254 10.2.2.2 80");
        Attempt datagram = arrival(reach(Kind.UDP, 53, "10.2.2.2"), "blue");
        assertThat(in("blue", datagram)).extracting(Sighting::destinationPort).containsOnly(53);
        assertThat(arrival(reach(Kind.TCP, 9090, "10.1.1.254"), "blue").ending())
                .isNotEqualTo(Ending.ARRIVED);
        assertThat(tables()).isEqualTo(before);
        assertThat(run("conntrack -L 2>/dev/null")).isEmpty();
    }

    @Test
    void aPacketTooLongToSendUnfragmentedIsReported() throws Exception {
        run(ROUTER + "ip link set b0 mtu 1400; ip -n blue link set west mtu 1400");
        Attempt cut = attempt(sized(1472, false));
        assertThat(cut.ending()).isEqualTo(Ending.ANSWERED);
        Attempt whole = attempt(sized(1472, true));
        assertThat(whole.ending()).isEqualTo(Ending.REFUSED);
        assertThat(whole.detail()).isEqualTo("Frag needed and DF set (mtu = 1400) from 10.1.1.254");
        assertThat(attempt(sized(1372, true)).ending()).isEqualTo(Ending.ANSWERED);
        assertThat(attempt(sized(1473, true)).detail()).isEqualTo("Message too long");
        assertThat(run("ip -n red route show cache")).doesNotContain("mtu");
    }

    @Test
    void aLearnersEntriesAreLeftAsTheyWere() throws Exception {
        run(PAIR + "ip netns exec red ping -c 1 10.1.1.2; ip -n red neigh change 10.1.1.2 dev east nud stale; "
                + "ip -n blue neigh change 10.1.1.1 dev west nud stale");
        Map<String, List<?>> before = tables();
        assertThat(attempt(reach(Kind.ICMP, 0, "10.1.1.2")).ending()).isEqualTo(Ending.ANSWERED);
        assertThat(tables()).isEqualTo(before);
        run("ip -n red neigh replace 10.1.1.2 dev east lladdr 02:00:00:00:00:99 nud permanent");
        assertThat(attempt(reach(Kind.ICMP, 0, "10.1.1.2")).ending()).isEqualTo(Ending.SILENT);
    }

    @Test
    void aFailedNeighbourEntryIsRestored() throws Exception {
        run(PAIR + "ip -n blue link set west down; ip -n red neigh replace 10.1.1.2 dev east nud failed; "
                + "ip -n blue link set west up");
        Map<String, List<?>> before = tables();
        assertThat(attempt(reach(Kind.ICMP, 0, "10.1.1.2")).ending()).isEqualTo(Ending.ANSWERED);
        assertThat(tables()).isEqualTo(before);
    }

    /** The entry is set repeatedly while probes run, so that each probe meets it at another moment. */
    @Test
    void anEntryThatIsSetDuringAnAttemptStays() throws Exception {
        run(PAIR);
        String set = "ip -n red neigh replace 10.1.1.2 dev east lladdr 02:00:00:00:00:99 nud permanent";
        for (int round = 0; round < 40; round++) {
            run(
                    "ip -n red neigh flush dev east nud all 2>/dev/null; ip -n red neigh del 10.1.1.2 dev east 2>/dev/null; true");
            long red = inode("red");
            var trying = new java.util.concurrent.FutureTask<>(
                    () -> probe.attempt(reach(Kind.ICMP, 0, "10.1.1.2"), red, OptionalLong.empty()));
            Thread.ofVirtual().start(trying);
            run("for i in $(seq " + round % 8 + "); do :; done; " + set);
            trying.get();
            assertThat(run("ip -n red neigh show 10.1.1.2"))
                    .as("round %d", round)
                    .contains("02:00:00:00:00:99 PERMANENT");
        }
    }

    @Test
    void oneAtATimeAndLooksMeanwhile() throws Exception {
        run(PAIR);
        long red = inode("red");
        var slow = new java.util.concurrent.FutureTask<>(
                () -> probe.attempt(reach(Kind.ARP, 0, "10.1.1.9"), red, OptionalLong.empty()));
        Thread.ofVirtual().start(slow);
        boolean refused = false;
        try (Probe other = Probe.connect(sandbox.endpoint())) {
            while (!slow.isDone() && !refused) {
                other.look();
                try {
                    other.attempt(reach(Kind.ARP, 0, "10.1.1.2"), red, OptionalLong.empty());
                } catch (ProbeException e) {
                    refused = e.getMessage().contains("another attempt is under way");
                }
            }
        }
        assertThat(refused).isTrue();
        // Other threads with the same probe wait their turn.
        assertThat(probe.attempt(reach(Kind.ARP, 0, "10.1.1.2"), red, OptionalLong.empty())
                        .ending())
                .isEqualTo(Ending.ANSWERED);
        assertThat(slow).isDone();
        assertThatThrownBy(() -> probe.attempt(reach(Kind.ARP, 0, "10.1.1.2"), 7, OptionalLong.empty()))
                .isInstanceOf(ProbeException.class);
        slow.get();
    }

    private static Reach reach(Kind kind, int port, String address) {
        return new Reach(
                "red",
                address,
                kind,
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    private static Reach reach(Kind kind, Optional<String> via, Optional<String> source) {
        return new Reach("red", "10.1.1.2", kind, OptionalInt.empty(), via, source, OptionalInt.empty(), false);
    }

    private static Reach sized(int size, boolean dontFragment) {
        return new Reach(
                "red",
                "10.2.2.2",
                Kind.ICMP,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(size),
                dontFragment);
    }

    private Attempt attempt(Reach reach) throws ProbeException {
        return probe.attempt(reach, inode(reach.from()), OptionalLong.empty());
    }

    private Attempt arrival(Reach sent, String at) throws ProbeException {
        return probe.attempt(sent, inode(sent.from()), OptionalLong.of(inode(at)));
    }

    private List<Sighting> in(String namespace, Attempt attempt) throws ProbeException {
        long inode = inode(namespace);
        return attempt.sightings().stream()
                .filter(seen -> seen.namespace() == inode && seen.incoming() && seen.protocol() != Kind.ARP)
                .toList();
    }

    private long inode(String namespace) throws ProbeException {
        return probe.look().snapshot().namespace(namespace).orElseThrow().inode();
    }

    /** The neighbour tables of all namespaces. */
    private Map<String, List<?>> tables() throws ProbeException {
        Snapshot snapshot = probe.look().snapshot();
        Map<String, List<?>> tables = new TreeMap<>();
        for (Namespace namespace : snapshot.namespaces()) {
            tables.put(namespace.names() + " neighbours", namespace.neighbours());
        }
        return tables;
    }

    private String run(String script) throws ProbeException {
        return probe.run(script, java.time.Duration.ofMinutes(4));
    }
}
