package org.patchbay.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.WithMachines;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshChannel;
import org.patchbay.ssh.SshConnection;

/** The probe against a real machine, a new one for each test. */
class ProbeVmTest extends WithMachines {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final RecordingProbeListener recordingProbeListener = new RecordingProbeListener();
    private Sandbox sandbox;
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        sandbox = machines.start();
        probe = Probe.connect(sandbox.endpoint());
        probe.listen(recordingProbeListener);
    }

    @AfterEach
    void end() {
        probe.close();
        sandbox.close();
        recordingProbeListener.forget();
    }

    @Test
    void aFreshMachineHasOneNamespaceWithALoopbackAlone() throws Exception {
        Snapshot snapshot = probe.look().snapshot();
        assertThat(snapshot.namespaces()).hasSize(1);
        Namespace init = snapshot.namespace(Namespace.INIT).orElseThrow();
        assertThat(init.links()).extracting(Link::name).containsExactly("lo");
        assertThat(init.names()).isEmpty();
        assertThat(init.inode())
                .isEqualTo(Long.parseLong(run("readlink /proc/self/ns/net").replaceAll("\\D", "")));
    }

    @Test
    void aPairIsSeenWithItsAddressesRoutesNeighboursAndSettings() throws Exception {
        run("""
                ip link add veth0 type veth peer name veth1
                ip link property add dev veth1 altname wan altname far-end
                ip link set veth0 up; ip link set veth1 up
                ip addr add 10.70.2.10/24 dev veth0
                echo 1 >/proc/sys/net/ipv4/conf/veth1/accept_local
                echo 2 >/proc/sys/net/ipv4/conf/all/rp_filter
                ping -c 1 -W 1 10.70.2.11 || true""");
        Namespace init = probe.look().snapshot().namespace(Namespace.INIT).orElseThrow();
        Link veth0 = init.link("veth0").orElseThrow();
        Link veth1 = init.link("veth1").orElseThrow();
        assertThat(veth0.kind()).isEqualTo("veth");
        assertThat(veth0.up()).isTrue();
        assertThat(veth0.carrier()).isTrue();
        assertThat(veth0.operstate()).isEqualTo("UP");
        assertThat(veth0.mtu()).isEqualTo(1500);
        assertThat(veth0.mac()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
        assertThat(veth0.peerIndex()).hasValue(veth1.index());
        assertThat(veth0.peerNamespace()).isEmpty();
        assertThat(veth0.altNames()).isEmpty();
        assertThat(veth1.altNames()).containsExactlyInAnyOrder("wan", "far-end");
        assertThat(init.addresses("veth0").getFirst().cidr()).isEqualTo("10.70.2.10/24");
        assertThat(init.routes()).anySatisfy(route -> {
            assertThat(route.destination()).isEqualTo("10.70.2.0/24");
            assertThat(route.device()).isEqualTo("veth0");
            assertThat(route.table()).isEqualTo(254);
        });
        assertThat(init.neighbours())
                .filteredOn(neighbour -> neighbour.address().equals("10.70.2.11"))
                .extracting(Neighbour::state)
                .singleElement()
                .isIn("INCOMPLETE", "FAILED");
        assertThat(init.sysctls())
                .containsEntry("ipv4.conf.veth1.accept_local", 1)
                .containsEntry("ipv4.conf.veth0.accept_local", 0)
                .containsEntry("ipv4.conf.all.rp_filter", 2)
                .containsEntry("ipv4.ip_forward", 0);
    }

    @Test
    void endsInOtherNamespacesAreJoined() throws Exception {
        run("""
                ip netns add red; ip netns add blue
                ip link add veth0 type veth peer name eth0 netns red
                ip link add br0 type bridge; ip link set veth0 master br0
                ip -n red link add east type veth peer name west netns blue""");
        Snapshot snapshot = probe.look().snapshot();
        Namespace init = snapshot.namespace(Namespace.INIT).orElseThrow();
        Namespace red = snapshot.namespace("red").orElseThrow();
        Namespace blue = snapshot.namespace("blue").orElseThrow();
        assertThat(snapshot.namespaces()).hasSize(3);
        Link veth0 = init.link("veth0").orElseThrow();
        assertThat(veth0.master()).hasValue(init.link("br0").orElseThrow().index());
        assertThat(veth0.peerNamespace()).hasValue(red.inode());
        assertThat(veth0.peerIndex()).hasValue(red.link("eth0").orElseThrow().index());
        assertThat(red.link("eth0").orElseThrow().peerNamespace()).hasValue(init.inode());
        assertThat(red.link("east").orElseThrow().peerNamespace()).hasValue(blue.inode());
        assertThat(blue.link("west").orElseThrow().peerNamespace()).isEqualTo(OptionalLong.of(red.inode()));
    }

    @Test
    void everyKindOfChangeIsNoticedWhereverItHappens() throws Exception {
        run("""
                ip netns add red; ip -n red link add east type veth peer name west
                ip link add br0 type bridge""");
        recordingProbeListener.next(RecordingProbeListener.Changed.class, changed -> true);
        probe.look();
        for (String change : List.of(
                "modprobe br_netfilter",
                "ip link add veth0 type veth peer name veth1",
                "ip addr add 10.70.2.10/24 dev veth0",
                "ip link set veth0 up",
                "ip -n red link set east up",
                "ip -n red addr add 10.1.1.1/24 dev east",
                "ip neigh add 10.70.2.5 lladdr 02:00:00:00:00:05 dev veth0",
                "echo 1 >/proc/sys/net/ipv4/conf/veth1/accept_local",
                "echo 1 >/proc/sys/net/ipv4/conf/all/arp_ignore",
                "ip netns exec red sh -c 'echo 1 >/proc/sys/net/ipv4/conf/west/accept_local'",
                "ip netns exec red sh -c 'echo 0 >/proc/sys/net/bridge/bridge-nf-call-iptables'",
                "nft add table ip filter",
                "iptables -A FORWARD -j ACCEPT",
                "ip netns exec red iptables -P INPUT DROP",
                "sh -c 'ip netns exec red nft add table inet mine; sleep 60 >/dev/null 2>&1 &'",
                "ip link set veth0 master br0",
                "bridge fdb add 02:00:00:00:00:99 dev veth0 master static",
                "ip netns add green",
                "ip -n green link set lo up",
                "ip netns del red",
                "ip link del veth1",
                "unshare --net sh -c 'sleep 60 >/dev/null 2>&1 &'")) {
            String before = shape();
            recordingProbeListener.forget();
            run(change);
            recordingProbeListener.next(RecordingProbeListener.Changed.class, changed -> true);
            assertThat(shape()).as(change).isNotEqualTo(before);
        }
    }

    private String shape() throws ProbeException {
        return probe.look().snapshot().namespaces().toString();
    }

    @Test
    void programsAreIdentifiedByTheirFileNotTheirName() throws Exception {
        run("""
                ip netns add red
                mkdir -p /root/bin; printf '#!/bin/sh\\necho fake\\n' >/root/bin/route; chmod +x /root/bin/route
                cp /usr/sbin/arp /root/bin/arp""");
        try (Shell shell = new Shell("t1")) {
            shell.type("route -n");
            Execution route = ended("route", "route");
            assertThat(route.argv()).containsExactly("route", "-n");
            assertThat(route.terminal()).isEqualTo("t1");
            assertThat(route.stdout()).isEqualTo(Execution.Sink.TERMINAL);
            assertThat(route.exitStatus()).hasValue(0);
            assertThat(route.namespace())
                    .isEqualTo(probe.look().snapshot().namespaces().getFirst().inode());
            assertThat(route.endedAt().orElseThrow()).isGreaterThanOrEqualTo(route.startedAt());

            shell.type("arp -n | cat");
            assertThat(ended("arp", "arp").stdout()).isEqualTo(Execution.Sink.PIPE);

            shell.type("ip netns exec red route -n");
            long red = probe.look().snapshot().namespace("red").orElseThrow().inode();
            assertThat(ended("route", "route").namespace()).isEqualTo(red);

            shell.type("PATH=/root/bin:$PATH route -n; /root/bin/arp -n");
            recordingProbeListener.next(
                    Execution.class,
                    e -> e.path().endsWith("dash") && e.program().equals("dash"));
            recordingProbeListener.next(
                    Execution.class,
                    e -> e.path().equals("/root/bin/arp") && e.program().isEmpty());

            shell.type("(exec -a tcpdump ping -c 1 127.0.0.1) & wait");
            assertThat(ended("ping", "tcpdump").argv().getFirst()).isEqualTo("tcpdump");

            // Overwritten in place it is the same inode, and no longer the genuine one.
            run("cat /usr/bin/true >/usr/sbin/ifconfig");
            shell.type("ifconfig");
            assertThat(recordingProbeListener
                            .next(Execution.class, e -> e.path().equals("/usr/sbin/ifconfig"))
                            .program())
                    .isEmpty();

            shell.type("sh -c 'kill -9 $$'");
            assertThat(ended("dash", "sh").exitStatus()).hasValue(137);
        }
    }

    private Execution ended(String program, String called) throws InterruptedException {
        return recordingProbeListener.next(
                Execution.class,
                e -> e.program().equals(program)
                        && e.argv().getFirst().equals(called)
                        && e.endedAt().isPresent());
    }

    @Test
    void eachExecutionIsReportedOnceEvenWithManyLooks() throws Exception {
        probe.look();
        FutureTask<String> running =
                new FutureTask<>(() -> run("i=0; while [ $i -lt 200 ]; do arp -n >/dev/null; i=$((i+1)); done"));
        Thread.ofVirtual().start(running);
        List<Execution> told = new ArrayList<>();
        while (!running.isDone()) {
            told.addAll(probe.look().executions());
        }
        running.get();
        Look last = probe.look();
        told.addAll(last.executions());
        assertThat(last.lost()).isFalse();
        assertThat(told).noneMatch(e -> e.path().isEmpty());
        assertThat(told)
                .filteredOn(e -> e.program().equals("arp") && e.endedAt().isPresent())
                .hasSize(200)
                .allSatisfy(e -> assertThat(e.exitStatus()).hasValue(0));
        assertThat(probe.look().executions()).noneMatch(e -> e.program().equals("arp"));
    }

    @Test
    void anExecWatcherThatIsKilledIsReplacedAndTheLossIsReported() throws Exception {
        probe.look();
        run("""
                pkill -9 -f '^patchbay-agent execwatch'
                while ! pgrep -f '^patchbay-agent execwatch'; do sleep 0.1; done""");
        assertThat(probe.look().lost()).isTrue();
        await(() -> {
            run("arp -n");
            Look look = probe.look();
            return !look.lost()
                    && look.executions().stream().anyMatch(e -> e.program().equals("arp"));
        });
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void terminalsAreListedAndEnded() throws Exception {
        try (Shell shell = new Shell("t2")) {
            shell.type("sleep 1000");
            recordingProbeListener.next(Execution.class, e -> e.argv().equals(List.of("sleep", "1000")));
            assertThat(probe.terminals()).extracting(HeldTerminal::id).containsExactly("t1", "t2");
            assertThat(probe.terminals()).noneMatch(HeldTerminal::ended);
            probe.closeTerminal("t2");
            assertThat(recordingProbeListener
                            .next(RecordingProbeListener.Ended.class, ended -> true)
                            .terminal())
                    .isEqualTo("t2");
            assertThat(probe.terminals()).filteredOn(HeldTerminal::ended).hasSize(1);
        }
        assertThatThrownBy(() -> probe.closeTerminal("t9"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("no such terminal");
    }

    @Test
    void aBrokenConnectionIsReportedAndReestablished() throws Exception {
        RecordingProbeListener through = new RecordingProbeListener();
        try (CuttableProxy cuttableProxy = new CuttableProxy(sandbox.endpoint());
                Probe cut = Probe.connect(cuttableProxy.endpoint())) {
            cut.look();
            cut.listen(through);
            through.forget();
            cuttableProxy.cut();
            through.next(RecordingProbeListener.Changed.class, changed -> changed.count() == 0);
            assertThat(cut.look().snapshot().namespaces()).hasSize(1);
            run("ip link add veth0 type veth peer name veth1");
            through.next(RecordingProbeListener.Changed.class, changed -> true);
        }
    }

    @Test
    void aScriptsFailureHasItsOutput() throws Exception {
        assertThat(probe.run("echo it is $((6*7))", LIMIT)).isEqualTo("it is 42\n");
        assertThatThrownBy(() -> probe.run("echo no good; exit 3", LIMIT))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("status 3: no good");
        assertThatThrownBy(() -> probe.run("sleep 1000", Duration.ofMillis(200)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("had not ended");
    }

    @Test
    void tooMuchToLookAtIsAnErrorAndNotHalfATable() throws Exception {
        run("ip link add d0 type dummy; ip link set d0 up; i=0; while [ $i -lt 5000 ]; do"
                + " echo route add 10.$((i/256)).$((i%256)).1/32 dev d0; i=$((i+1)); done | ip -batch -");
        assertThatThrownBy(() -> probe.look())
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("too many entries");
    }

    private String run(String script) throws ProbeException {
        return probe.run(script, LIMIT);
    }

    /** A learner at a terminal. */
    private final class Shell implements AutoCloseable {
        private final SshConnection connection;
        private final SshChannel channel;

        Shell(String terminal) throws Exception {
            connection = SshConnection.open(sandbox.endpoint(), LIMIT);
            channel = connection.exec("terminal " + terminal + " 0", new PtySize(80, 24));
            Thread.ofVirtual()
                    .start(new FutureTask<>(() -> channel.output().transferTo(OutputStream.nullOutputStream())));
        }

        void type(String line) throws Exception {
            channel.input().write((line + "\r").getBytes(UTF_8));
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
