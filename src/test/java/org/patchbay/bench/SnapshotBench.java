package org.patchbay.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.patchbay.probe.Probe;
import org.patchbay.sandbox.qemu.TestMachines;

/** How long a look takes, through the channel, at a machine that nothing else happens in. */
final class SnapshotBench {
    private static final int LOOKS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A bridge and a number of containers built by hand, with rules as Docker writes them and a socket in each. */
    private static final String NETWORK = """
            ip link add br0 type bridge; ip address add 10.0.0.1/24 dev br0; ip link set br0 up
            sysctl -q -w net.ipv4.ip_forward=1
            for i in $(seq 2 $((%d + 1))); do
              ip netns add c$i
              ip link add veth$i type veth peer name eth0 netns c$i
              ip link set veth$i master br0 up
              ip -n c$i link set lo up; ip -n c$i link set eth0 up
              ip -n c$i address add 10.0.0.$i/24 dev eth0; ip -n c$i route add default via 10.0.0.1
              ip netns exec c$i nc -l -k 80 </dev/null >/dev/null 2>&1 &
            done
            for i in $(seq %d); do ip netns add empty$i; done
            iptables -P FORWARD DROP
            iptables -A FORWARD -o br0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            iptables -A FORWARD -i br0 -j ACCEPT
            iptables -A FORWARD -d 10.0.0.2 -p tcp --dport 80 -j ACCEPT
            iptables -t nat -A POSTROUTING -s 10.0.0.0/24 ! -o br0 -j MASQUERADE
            iptables -t nat -A PREROUTING -p tcp --dport 8080 -m addrtype --dst-type LOCAL -j DNAT --to 10.0.0.2:80
            ping -c 1 10.0.0.2""";

    private SnapshotBench() {}

    static void run(Report report) throws Exception {
        measure(report, "snapshot", 2, 0);
        measure(report, "snapshot_12", 9, 2);
    }

    private static void measure(Report report, String metric, int containers, int empty) throws Exception {
        try (var machines = new TestMachines(Path.of("target", "bench"));
                var sandbox = machines.start();
                var probe = Probe.connect(sandbox.endpoint())) {
            probe.run(NETWORK.formatted(containers, empty), PATIENCE);
            var took = new ArrayList<Double>();
            for (int i = 0; i < LOOKS; i++) {
                long began = System.nanoTime();
                probe.look();
                took.add((System.nanoTime() - began) / 1e6);
            }
            report.metric(metric, "ms", took.subList(LOOKS / 3, LOOKS), Map.of("namespaces", 1 + containers + empty));
        }
    }
}
