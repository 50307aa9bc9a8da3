package org.patchbay.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.patchbay.running.RunningServer;

/**
 * How soon a learner knows that they were right: from the end of the command that earns it, as their page hears of it,
 * to the verdict on that page. The page is played over its own sockets, on the first steps of the founding lab.
 */
final class VerdictBench implements Benchmark {
    private static final int LEARNERS_ALONE = 8;
    private static final int LEARNERS_AT_ONCE = 20;
    /** Between the commands of one of many learners, on average. */
    private static final double PAUSE_SECONDS = 5;

    private static final String LESSON = "20-veth-pair";

    private record Deed(String command, String step, String task) {}

    private static final List<Deed> DEEDS = List.of(
            new Deed("ip link add veth0 type veth peer name veth1", "10-create", "pair"),
            new Deed("ip link set veth0 up", "20-up", "first-end"),
            new Deed("ip link set veth1 up", "20-up", "second-end"),
            new Deed("ip address add 10.70.2.10/24 dev veth0", "30-address", "address"),
            new Deed("ifconfig", "40-read", "devices"),
            new Deed("route -n", "40-read", "routes"),
            new Deed("arp -n", "40-read", "neighbours"));

    @Override
    public String name() {
        return "verdict";
    }

    @Override
    public void run(Report report) throws Exception {
        SnapshotBench.run(report);
        try (var server = RunningServer.start(Path.of("target", "bench-verdict"))) {
            var address = server.address();
            // What only the first learner of a server waits for is no part of this.
            alone(address);

            var alone = new ArrayList<Double>();
            for (int i = 0; i < LEARNERS_ALONE; i++) {
                alone.addAll(alone(address));
            }
            report.metric("command_to_verdict", "ms", alone);
            report.metric("command_to_verdict_20", "ms", together(address), Map.of("learners", LEARNERS_AT_ONCE));
        }
    }

    /** All have their prompts before the first begins, as in a class. */
    private static List<Double> together(URI server) throws Exception {
        var all = new ArrayList<Double>();
        var learners = new ArrayList<Learner>();
        try (var threads = Executors.newFixedThreadPool(LEARNERS_AT_ONCE)) {
            for (int i = 0; i < LEARNERS_AT_ONCE; i++) {
                learners.add(new Learner(server, LESSON));
            }
            var walks = new ArrayList<Callable<List<Double>>>();
            for (int i = 0; i < LEARNERS_AT_ONCE; i++) {
                var learner = learners.get(i);
                var random = new Random(i);
                walks.add(() -> walk(
                        learner,
                        () -> Thread.sleep((long) (-Math.log(1 - random.nextDouble()) * PAUSE_SECONDS * 1000))));
            }
            for (var walk : threads.invokeAll(walks)) {
                all.addAll(walk.get());
            }
        } finally {
            learners.forEach(Learner::close);
        }
        return all;
    }

    private static List<Double> alone(URI server) throws Exception {
        try (var learner = new Learner(server, LESSON)) {
            return walk(learner, () -> {});
        }
    }

    private interface Pause {
        void make() throws InterruptedException;
    }

    /** A learner's way through the deeds: how long each verdict took, in milliseconds. */
    private static List<Double> walk(Learner learner, Pause pause) throws Exception {
        var took = new ArrayList<Double>();
        for (var deed : DEEDS) {
            pause.make();
            learner.type(deed.command());
            long ended = learner.commandEnded();
            long passed = learner.passed(deed.step(), deed.task());
            // The verdict may be there before the prompt: the kernel's own notice came first.
            took.add(Math.max(0, millis(passed - ended)));
            if (deed.step().equals("30-address")) {
                learner.answer("30-address", "prefix", "neighbours");
                // Commands before a step has begun are no evidence for it.
                learner.opened("40-read");
            }
        }
        return took;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
