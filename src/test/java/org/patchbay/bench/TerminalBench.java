package org.patchbay.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxId;
import org.patchbay.sandbox.qemu.LoopbackForwarding;
import org.patchbay.sandbox.qemu.QemuEngine;
import org.patchbay.sandbox.qemu.TestMachines;
import org.patchbay.ssh.UserKeys;

/**
 * A terminal as a learner has it, through web socket, server and agent, beside what is usual: the plain OpenSSH client on
 * dropbear in the very same machine, with a plain shell and with one under dtach. The three take turns, so that what else
 * the machine does strikes all alike.
 */
final class TerminalBench implements Benchmark {
    private static final String LESSON = "20-veth-pair";
    private static final int ROUNDS = 10;
    private static final int KEYS = 40;
    /** Lines typed in haste before: a server that has just started compiles the way of a key while it is typed. */
    private static final int HASTY_LINES = 40;

    private static final int BULK_ROUNDS = 3;
    private static final int BULK_BYTES = 20_000_000;
    private static final int SSH_PORT = 2222;
    private static final int PATIENCE = 120;

    /** The network interface is in the namespace of process 1. */
    private static final String SERVE_SSH = """
            set -e
            mkdir -p -m 700 /root/.ssh
            echo '%s' > /root/.ssh/authorized_keys
            chmod 600 /root/.ssh/authorized_keys
            chmod go-w /root
            dropbearkey -t ed25519 -f /root/hostkey > /dev/null 2>&1
            yes 0123456789012345678901234567890123456789012345678901234567890123 | head -c %d > /root/bulk
            cat /root/bulk > /dev/null
            nsenter --net=/proc/1/ns/net dropbear -r /root/hostkey -p %d < /dev/null > /dev/null 2>&1
            """;

    private final Random random = new Random(1);

    @Override
    public String name() {
        return "terminal";
    }

    @Override
    public void run(Report report) throws Exception {
        Path data = Path.of("target", "bench-terminal").toAbsolutePath();
        CookieManager cookies = new CookieManager();
        List<String> settings = List.of("-Dpatchbay.limits.spare-machines=0");
        BenchServer.prepare(data);
        String lab;
        try (BenchServer server = BenchServer.start(data, cookies, settings)) {
            lab = server.begin(LESSON);
            server.terminal(lab, "t1", true).close();
        }
        try {
            int port = servePlainSsh(data);
            Path key = data.resolve("sandbox-key");
            try (BenchServer server = BenchServer.start(data, cookies, settings);
                    TypingClient page = server.terminal(lab, "t1", true);
                    TypingClient ssh = new OpenSsh(port, key, "exec bash -i");
                    TypingClient dtach = new OpenSsh(port, key, "exec dtach -A /tmp/d -z bash -i")) {
                echo(report, page, ssh, dtach);
                bulk(report, page, ssh);
                heap(report, server, lab, page);
            }
        } finally {
            try (TestMachines machines = new TestMachines(data)) {
                machines.engine().endAll();
            }
        }
    }

    /** Takes the machine over from the server that made it, and has it serve SSH as any machine does. */
    private static int servePlainSsh(Path data) throws Exception {
        String publicKey = "ssh-ed25519 " + UserKeys.in(data).publicBlob();
        SandboxId id;
        try (QemuEngine engine = new QemuEngine(TestMachines.settings(data))) {
            Sandbox sandbox = engine.running().getFirst();
            id = sandbox.id();
            TestMachines.run(sandbox, SERVE_SSH.formatted(publicKey, BULK_BYTES, SSH_PORT));
        }
        return LoopbackForwarding.to(data, id, SSH_PORT);
    }

    private void echo(Report report, TypingClient page, TypingClient ssh, TypingClient dtach) throws Exception {
        Map<String, TypingClient> ways = Map.of("echo", page, "echo_ssh", ssh, "echo_ssh_dtach", dtach);
        Map<String, List<Double>> times =
                Map.of("echo", new ArrayList<>(), "echo_ssh", new ArrayList<>(), "echo_ssh_dtach", new ArrayList<>());
        Map<String, List<Double>> first = new HashMap<>();
        for (var way : ways.entrySet()) {
            prompt(way.getValue());
            first.put(way.getKey(), keys(way.getValue(), KEYS));
            for (int line = 0; line < HASTY_LINES; line++) {
                keys(way.getValue(), KEYS, () -> {});
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (var way : ways.entrySet()) {
                times.get(way.getKey()).addAll(keys(way.getValue(), KEYS));
            }
        }
        for (String metric : List.of("echo", "echo_ssh", "echo_ssh_dtach")) {
            report.metric(metric, "ms", times.get(metric), Map.of("first_p50", median(first.get(metric))));
        }
    }

    /** Types letters at the prompt as a person does, with pauses, and takes the line back. */
    private List<Double> keys(TypingClient typingClient, int count) throws Exception {
        return keys(typingClient, count, () -> Thread.sleep(20 + random.nextInt(40)));
    }

    private static List<Double> keys(TypingClient typingClient, int count, Pause pause) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pause.make();
            String key = Character.toString('a' + i % 26);
            typingClient.screen().expect(key);
            long typed = System.nanoTime();
            type(typingClient, key);
            times.add((typingClient.screen().await(PATIENCE) - typed) / 1e6);
        }
        prompt(typingClient);
        return times;
    }

    private static double median(List<Double> samples) {
        return samples.stream().sorted().toList().get((samples.size() - 1) / 2);
    }

    private interface Pause {
        void make() throws InterruptedException;
    }

    private void bulk(Report report, TypingClient page, TypingClient ssh) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int round = 0; round < BULK_ROUNDS; round++) {
            ours.add(rate(page));
            plain.add(rate(ssh));
        }
        report.metric("bulk", "MB/s", ours);
        report.metric("bulk_ssh", "MB/s", plain);
    }

    private double rate(TypingClient typingClient) throws Exception {
        typingClient.screen().expect("@over");
        long began = System.nanoTime();
        type(typingClient, "cat bulk; echo @ov''er\r");
        double seconds = (typingClient.screen().await(PATIENCE) - began) / 1e9;
        prompt(typingClient);
        return BULK_BYTES / 1e6 / seconds;
    }

    /** The additional heap of the server while a second page of the terminal has stalled and 20 MB were printed. */
    private void heap(Report report, BenchServer server, String lab, TypingClient page) throws Exception {
        HeapOf heap = new HeapOf(server.pid());
        double before = heap.liveMiB();
        PageSocket stalled = server.terminal(lab, "t1", false);
        rate(page);
        double after = heap.liveMiB();
        stalled.close();
        report.metric("heap_growth", "MiB", List.of(after - before), Map.of("before", before));
    }

    /** Has an empty prompt when it returns: the line is taken back, and a command's output seen. */
    private static void prompt(TypingClient typingClient) throws IOException, InterruptedException, TimeoutException {
        typingClient.screen().expect("@here");
        type(typingClient, "\025echo @he''re\r");
        typingClient.screen().await(PATIENCE);
        typingClient.screen().expect("# ");
        type(typingClient, "\025");
        Thread.sleep(200);
    }

    private static void type(TypingClient typingClient, String text) throws IOException {
        typingClient.type(text.getBytes(StandardCharsets.UTF_8));
    }
}
