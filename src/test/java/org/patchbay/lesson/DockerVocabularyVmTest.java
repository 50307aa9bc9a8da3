package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.patchbay.check.Assertion;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;
import org.patchbay.probe.ProbeListener;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.TestMachines;

/** Assertions about containers and Docker's networks, judged with a real daemon and kernel. */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerVocabularyVmTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** How long a verdict may take to turn, on a machine that has other work. */
    private static final long PATIENCE_SECONDS = 240;

    private final LinkedBlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
    private TestMachines machines;
    private Sandbox sandbox;
    private Probe probe;

    @BeforeAll
    void open() throws Exception {
        machines = new TestMachines();
        sandbox = machines.engine().start(Profile.DOCKER);
        probe = Probe.connect(sandbox.endpoint());
        probe.listen(new ProbeListener() {
            @Override
            public void changed(long count) {
                changes.add(true);
            }

            @Override
            public void execution(Execution execution) {}

            @Override
            public void terminalEnded(String id, OptionalInt status) {}
        });
    }

    @AfterAll
    void close() {
        probe.close();
        sandbox.close();
        machines.close();
    }

    @Test
    void containersAndTheirNetworks() throws Exception {
        becomes("{container: {name: web}}", "CONTAINER web container.missing");
        becomes("{not: {container: {name: web}}}", "passed");
        becomes("{docker-network: {name: back}}", "CONTAINER back network.missing");
        becomes("{namespace: {name: 'container:web'}}", "CONTAINER web container.missing");

        run("docker network create --subnet 172.30.0.0/24 back");
        becomes("{docker-network: {name: back, driver: bridge, subnet: 172.30.0.0/24}}", "passed");
        becomes("{docker-network: {name: back, subnet: 172.30.0.0/16}}", "CONTAINER back network.subnet");
        becomes("{docker-network: {name: back, driver: macvlan}}", "CONTAINER back network.driver");

        run("docker run -d --name web --network back -p 8080:80 busybox httpd -f -h /www");
        becomes("{container: {name: web, image: busybox, network: back, publishes: '8080:80'}}", "passed");
        becomes("{container: {name: web, network: bridge}}", "CONTAINER web container.network");
        becomes("{container: {name: web, image: alpine}}", "CONTAINER web container.image");
        becomes("{container: {name: web, publishes: '8081:80'}}", "CONTAINER web container.published-otherwise");
        becomes("{namespace: {name: 'container:web'}}", "passed");
        becomes("{address: {device: 'container:web/eth0', cidr: 172.30.0.2/24}}", "passed");
        becomes("{listening: {namespace: 'container:web', port: 80}}", "passed");
        // Docker excludes packets from the network's own bridge.
        becomes(
                "{rule: {table: nat, chain: DOCKER, match: {protocol: tcp, destination-port: 8080}, action: dnat, "
                        + "to: '172.30.0.2:80'}}",
                "NAT DOCKER rule.narrower");

        run("docker rename web shop");
        becomes("{container: {name: web}}", "CONTAINER web container.missing");
        becomes("{container: {name: shop}}", "passed");
        run("docker stop -t 0 shop");
        becomes("{container: {name: shop}}", "CONTAINER shop container.state");
        becomes("{not: {container: {name: shop}}}", "passed");
        run("docker rm shop; docker network rm back");
        becomes("{docker-network: {name: back}}", "CONTAINER back network.missing");
    }

    @Test
    void withoutADaemonNothingIsDecided() throws Exception {
        try (Sandbox other = machines.start();
                Probe there = Probe.connect(other.endpoint())) {
            for (String check : List.of("{container: {name: web}}", "{docker-network: {name: bridge}}")) {
                for (String either : List.of(check, "{not: " + check + "}")) {
                    assertThat(told(there, either)).as(either).isEqualTo("unseen.docker");
                }
            }
        }
    }

    /** Judges again at each event of the machine, until the verdict is the expected one. */
    private void becomes(String check, String expected) throws Exception {
        String told = told(probe, check);
        while (!told.equals(expected)) {
            assertThat(changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s is %s, not %s", check, told, expected)
                    .isNotNull();
            told = told(probe, check);
        }
    }

    private static String told(Probe probe, String check) throws ProbeException {
        Assertion assertion = AssertionReader.read(YamlReader.read(check, 0));
        Evidence evidence = new Evidence(Optional.of(probe.look().snapshot()), Optional.of(new CommandLog(List.of())));
        return switch (assertion.judge(evidence)) {
            case Verdict.Passed _ -> "passed";
            case Verdict.Failed failed ->
                failed.diagnosis().layer() + " " + failed.diagnosis().about() + " "
                        + failed.diagnosis().sentence().key();
            case Verdict.Inconclusive open -> open.reason().key();
        };
    }

    private void run(String script) throws ProbeException {
        probe.run(script, LIMIT);
    }
}
