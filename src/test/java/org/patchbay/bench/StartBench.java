package org.patchbay.bench;

import java.io.IOException;
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

/** The time to a prompt, and the cost of an idle machine. */
final class StartBench implements Benchmark {
    private static final int CLONES = 20;
    private static final int COLD_BOOTS = 3;
    private static final Duration IDLE = Duration.ofSeconds(30);
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
        try (var machines = PreparedMachines.of(profile)) {
            switch (profile) {
                case NET -> {
                    var cold = coldBoots();
                    report.metric("cold_boot", "s", cold);
                    var starts = clones(report, machines);
                    report.metric(
                            "clone_to_prompt", "s", starts, Map.of("of_cold_boot", median(starts) / median(cold)));
                }
                case DOCKER -> report.metric("docker_clone_to_prompt", "s", clones(report, machines));
            }
        }
    }

    private static List<Double> coldBoots() throws Exception {
        var cold = new ArrayList<Double>();
        for (int i = 0; i < COLD_BOOTS; i++) {
            long began = System.nanoTime();
            try (var machine = ColdMachine.boot(Path.of("target", "bench-cold"))) {
                FirstShell.attach(machine).close();
                cold.add(secondsSince(began));
            }
        }
        return cold;
    }

    /** Makes the clones one after the other, all of which stay, measures them at rest, and returns what each took. */
    private List<Double> clones(Report report, TestMachines machines) throws Exception {
        boolean docker = profile == Profile.DOCKER;
        var firstShells = new ArrayList<FirstShell>();
        var sandboxes = new ArrayList<Sandbox>();
        var starts = new ArrayList<Double>();
        var answers = new ArrayList<Double>();
        for (int i = 0; i < CLONES; i++) {
            long began = System.nanoTime();
            var sandbox = machines.engine().start(profile);
            sandboxes.add(sandbox);
            firstShells.add(FirstShell.attach(sandbox));
            starts.add(secondsSince(began));
            if (docker) {
                firstShells.getLast().askDocker();
                answers.add(secondsSince(began));
            }
        }
        var prefix = docker ? "docker_" : "";
        if (docker) {
            report.metric("docker_ready", "s", answers);
        }
        idle(report, prefix, sandboxes);
        firstShells.forEach(FirstShell::close);
        sandboxes.forEach(Sandbox::close);
        return starts;
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

    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static double median(List<Double> samples) {
        return samples.stream().sorted().toList().get((samples.size() - 1) / 2);
    }

    private static double mean(List<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
