package org.patchbay.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.ColdMachine;
import org.patchbay.sandbox.qemu.TestMachines;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshConnection;

/** How soon there is a prompt, and what a machine costs that only waits. */
final class StartBench implements Benchmark {
    private static final int CLONES = 20;
    private static final int COLD_BOOTS = 3;
    private static final int REWINDS = 10;
    private static final String WIRING = "ip link add veth0 type veth peer name veth1; ip netns add far;"
            + " ip link set veth1 netns far; ip addr add 10.70.2.10/24 dev veth0; ip link set veth0 up;"
            + " ip netns exec far ip addr add 10.70.2.11/24 dev veth1; ip netns exec far ip link set veth1 up;"
            + " ping -c 1 10.70.2.11";
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** OSC 133;B, by which the shell says that the prompt is complete. */
    private static final String PROMPT = "\033]133;B";
    /** USER_HZ: on every Linux that user space sees, proc(5). */
    private static final double TICKS_PER_SECOND = 100;

    private final Profile profile;

    /** @param profile of the machines */
    StartBench(Profile profile) {
        this.profile = profile;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String part() {
        return "start." + profile.key();
    }

    @Override
    public void run(Report report) throws Exception {
        try (var machines = new TestMachines(Path.of("target", "bench"))) {
            machines.engine().prepare(profile, (phase, percent, elapsed) -> {});
            warmUp(machines);
            switch (profile) {
                case NET -> {
                    var cold = coldBoots();
                    report.metric("cold_boot", "s", cold);
                    var starts = clones(report, machines);
                    report.metric(
                            "clone_to_prompt", "s", starts, Map.of("of_cold_boot", median(starts) / median(cold)));
                    rewinds(report, machines, "", WIRING);
                }
                case DOCKER -> {
                    report.metric("docker_clone_to_prompt", "s", clones(report, machines));
                    rewinds(report, machines, "docker_", "docker run -d --name web busybox httpd -f -h /www");
                }
            }
        }
    }

    /**
     * Saves a machine in which somebody has worked, and goes back to it: from the end of the machine that is given up to
     * the prompt of the one that takes its place. To wake one is the same without an end.
     */
    private void rewinds(Report report, TestMachines machines, String prefix, String work) throws Exception {
        var engine = machines.engine();
        var folder = Files.createTempDirectory(Path.of("target"), "bench-checkpoints");
        var saves = new ArrayList<Double>();
        var sizes = new ArrayList<Double>();
        var rewinds = new ArrayList<Double>();
        var wakes = new ArrayList<Double>();
        var sandbox = engine.start(profile);
        Shell.attach(sandbox).close();
        TestMachines.run(sandbox, work);
        for (int i = 0; i < REWINDS; i++) {
            long began = System.nanoTime();
            var saved = engine.save(sandbox, folder.resolve(Integer.toString(i)));
            saves.add(secondsSince(began));
            sizes.add(saved.bytes() / 1024.0 / 1024);
            began = System.nanoTime();
            sandbox.close();
            sandbox = engine.restore(saved);
            var shell = Shell.attach(sandbox);
            rewinds.add(secondsSince(began));
            shell.close();
            began = System.nanoTime();
            try (var awake = engine.restore(saved)) {
                Shell.attach(awake).close();
                wakes.add(secondsSince(began));
            }
            saved.delete();
        }
        sandbox.close();
        Files.delete(folder);
        report.metric(prefix + "rewind", "s", rewinds);
        report.metric(prefix + "wake", "s", wakes);
        report.metric(prefix + "checkpoint", "s", saves);
        report.metric(prefix + "checkpoint_size", "MiB", sizes);
    }

    private static List<Double> coldBoots() throws Exception {
        var cold = new ArrayList<Double>();
        for (int i = 0; i < COLD_BOOTS; i++) {
            long began = System.nanoTime();
            try (var machine = ColdMachine.boot(Path.of("target", "bench-cold"))) {
                Shell.attach(machine).close();
                cold.add(secondsSince(began));
            }
        }
        return cold;
    }

    /** Makes the clones one after the other, all of which stay, measures them at rest, and returns what each took. */
    private List<Double> clones(Report report, TestMachines machines) throws Exception {
        boolean docker = profile == Profile.DOCKER;
        var shells = new ArrayList<Shell>();
        var sandboxes = new ArrayList<Sandbox>();
        var starts = new ArrayList<Double>();
        var answers = new ArrayList<Double>();
        for (int i = 0; i < CLONES; i++) {
            long began = System.nanoTime();
            var sandbox = machines.engine().start(profile);
            sandboxes.add(sandbox);
            shells.add(Shell.attach(sandbox));
            starts.add(secondsSince(began));
            if (docker) {
                shells.getLast().askDocker();
                answers.add(secondsSince(began));
            }
        }
        var prefix = docker ? "docker_" : "";
        if (docker) {
            report.metric("docker_ready", "s", answers);
        }
        idle(report, prefix, sandboxes);
        shells.forEach(Shell::close);
        sandboxes.forEach(Sandbox::close);
        return starts;
    }

    /** The first connection of a JVM costs what no later one does; a server has made it long before a learner comes. */
    private static void warmUp(TestMachines machines) throws Exception {
        for (int i = 0; i < 2; i++) {
            try (var sandbox = machines.start()) {
                Shell.attach(sandbox).close();
            }
        }
    }

    private static void idle(Report report, String prefix, List<Sandbox> sandboxes) throws Exception {
        Thread.sleep(IDLE.dividedBy(3));
        var before = new ArrayList<Double>();
        for (var sandbox : sandboxes) {
            before.add(cpuSeconds(sandbox));
        }
        long began = System.nanoTime();
        Thread.sleep(IDLE);
        double elapsed = secondsSince(began);
        var cpu = new ArrayList<Double>();
        var memory = new ArrayList<Double>();
        for (int i = 0; i < sandboxes.size(); i++) {
            cpu.add((cpuSeconds(sandboxes.get(i)) - before.get(i)) / elapsed * 100);
            memory.add(pssMiB(sandboxes.get(i)));
        }
        report.metric(prefix + "idle_pss", "MiB", memory, Map.of("mean", mean(memory)));
        report.metric(prefix + "idle_cpu", "percent of a core", cpu, Map.of("mean", mean(cpu)));
    }

    private static double pssMiB(Sandbox sandbox) throws IOException {
        return Files.readAllLines(Path.of("/proc", TestMachines.pid(sandbox) + "", "smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[1]) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static double cpuSeconds(Sandbox sandbox) throws IOException {
        var stat = Files.readString(Path.of("/proc", TestMachines.pid(sandbox) + "", "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static double median(List<Double> samples) {
        return samples.stream().sorted().toList().get((samples.size() - 1) / 2);
    }

    private static double mean(List<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The first shell of a machine, with its prompt seen. */
    private record Shell(SshConnection connection) implements AutoCloseable {
        private static final String ASK = "run printf 'GET /_ping HTTP/1.0\\r\\n\\r\\n' | nc -NU /run/docker.sock";

        static Shell attach(Sandbox sandbox) throws Exception {
            var connection = SshConnection.open(sandbox.endpoint(), PATIENCE);
            var channel = connection.exec("terminal t1 0", new PtySize(80, 24));
            var seen = new StringBuilder();
            var buffer = new byte[4096];
            while (seen.indexOf(PROMPT) < 0) {
                int read = channel.output().read(buffer);
                if (read < 0) {
                    throw new IOException("the shell ended before its prompt: " + seen);
                }
                seen.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
            return new Shell(connection);
        }

        /** Returns when Docker's daemon has answered, by the smallest question of its API. */
        void askDocker() throws Exception {
            try (var channel = connection.exec(ASK)) {
                var answer = new String(channel.output().readAllBytes(), StandardCharsets.ISO_8859_1);
                if (!answer.contains(" 200 ")) {
                    throw new IOException("Docker's daemon does not answer: " + answer);
                }
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
