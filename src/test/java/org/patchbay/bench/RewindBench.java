package org.patchbay.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.qemu.TestMachines;

/**
 * Saves a machine in which somebody has worked, and goes back to it: from the end of the machine that is given up to the
 * prompt of the one that takes its place. To wake one is the same without an end.
 */
final class RewindBench implements Benchmark {
    private static final int REWINDS = 10;
    private static final String NET_WORK = "ip link add veth0 type veth peer name veth1; ip netns add far;"
            + " ip link set veth1 netns far; ip addr add 10.70.2.10/24 dev veth0; ip link set veth0 up;"
            + " ip netns exec far ip addr add 10.70.2.11/24 dev veth1; ip netns exec far ip link set veth1 up;"
            + " ping -c 1 10.70.2.11";
    private static final String DOCKER_WORK = "docker run -d --name web busybox httpd -f -h /www";

    private final Profile profile;

    /** @param profile of the machines */
    RewindBench(Profile profile) {
        this.profile = profile;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String part() {
        return "start.rewind." + profile.key();
    }

    @Override
    public void run(Report report) throws Exception {
        try (var machines = PreparedMachines.of(profile)) {
            switch (profile) {
                case NET -> measure(report, machines, "", NET_WORK);
                case DOCKER -> measure(report, machines, "docker_", DOCKER_WORK);
            }
        }
    }

    private void measure(Report report, TestMachines machines, String prefix, String work) throws Exception {
        var engine = machines.engine();
        var folder = Files.createTempDirectory(Path.of("target"), "bench-checkpoints");
        var saves = new ArrayList<Double>();
        var sizes = new ArrayList<Double>();
        var rewinds = new ArrayList<Double>();
        var wakes = new ArrayList<Double>();
        var sandbox = engine.start(profile);
        FirstShell.attach(sandbox).close();
        TestMachines.run(sandbox, work);
        for (int i = 0; i < REWINDS; i++) {
            long began = System.nanoTime();
            var saved = engine.save(sandbox, folder.resolve(Integer.toString(i)));
            saves.add(StartBench.secondsSince(began));
            sizes.add(saved.bytes() / 1024.0 / 1024);
            began = System.nanoTime();
            sandbox.close();
            sandbox = engine.restore(saved);
            var firstShell = FirstShell.attach(sandbox);
            rewinds.add(StartBench.secondsSince(began));
            firstShell.close();
            began = System.nanoTime();
            try (var awake = engine.restore(saved)) {
                FirstShell.attach(awake).close();
                wakes.add(StartBench.secondsSince(began));
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
}
