package org.patchbay.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.kernel.Container;
import org.patchbay.observe.kernel.Container.PublishedPort;
import org.patchbay.observe.kernel.ContainerNetwork;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.sandbox.Profile;

/** Docker's state in snapshots, with a real daemon. */
@Tag("vm")
class DockerVmTest {
    private Watched machine;

    @BeforeEach
    void start() throws Exception {
        machine = new Watched(Profile.DOCKER);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void freshMachineRunsNothingAndHasDockersOwnNetworks() throws Exception {
        Docker docker = machine.look().docker().orElseThrow();
        assertThat(docker.containers()).isEmpty();
        assertThat(docker.networks())
                .extracting(ContainerNetwork::name)
                .containsExactlyInAnyOrder("bridge", "host", "none");
        assertThat(network(docker, "bridge"))
                .returns("bridge", ContainerNetwork::driver)
                .returns("172.17.0.0/16", ContainerNetwork::subnet)
                .returns("172.17.0.1", ContainerNetwork::gateway)
                .returns("docker0", ContainerNetwork::device);
    }

    @Test
    void aContainerHasItsNamespaceAndName() throws Exception {
        machine.run("docker run -d --name web -p 8080:80 busybox httpd -f -h /www");
        Snapshot snapshot = await(docker -> running(docker, "web"));
        Container web = container(snapshot, "web");
        assertThat(web.image()).isEqualTo("busybox");
        assertThat(web.ports()).contains(new PublishedPort("tcp", "0.0.0.0", 8080, 80));
        Namespace inside = snapshot.namespace("container:web").orElseThrow();
        assertThat(inside.pids()).contains(web.pid());
        assertThat(web.namespace()).isEqualTo(inside.inode());
        Link eth0 = inside.link("eth0").orElseThrow();
        assertThat(web.attachments()).containsExactly(new Container.Attachment("bridge", "172.17.0.2", eth0.mac()));
        assertThat(inside.addresses()).anyMatch(address -> address.address().equals("172.17.0.2"));
        assertThat(snapshot.namespaces().getFirst().links())
                .filteredOn(link -> link.kind().equals("veth"))
                .singleElement()
                .returns(eth0.peerIndex(), link -> OptionalInt.of(link.index()));

        machine.run("docker stop -t 0 web; docker network create --subnet 172.30.0.0/24 back");
        Docker later = await(
                        docker -> !running(docker, "web") && docker.networks().size() == 4)
                .docker()
                .orElseThrow();
        assertThat(later.containers())
                .singleElement()
                .returns("exited", Container::state)
                .returns(0, Container::pid)
                .returns(0L, Container::namespace);
        assertThat(network(later, "back"))
                .returns("172.30.0.0/24", ContainerNetwork::subnet)
                .returns("172.30.0.1", ContainerNetwork::gateway)
                .satisfies(back ->
                        assertThat(back.device()).isEqualTo("br-" + back.id().substring(0, 12)));
    }

    @Test
    void daemonThatEndsTakesOnlyItsOwnWord() throws Exception {
        machine.run("docker run -d --name web busybox sleep 600");
        await(docker -> running(docker, "web"));
        machine.run("kill -9 $(pidof dockerd)");
        Snapshot without = awaitSnapshot(snapshot -> snapshot.docker().isEmpty());
        assertThat(without.namespaces())
                .anyMatch(
                        namespace -> !namespace.init() && namespace.link("eth0").isPresent());
        machine.run(
                "rm -f /var/run/docker.pid; dockerd >/dev/null 2>&1 </dev/null & until docker ps; do sleep 1; done");
        assertThat(awaitSnapshot(snapshot -> snapshot.docker().isPresent())
                        .docker()
                        .orElseThrow()
                        .containers())
                .extracting(Container::name)
                .containsExactly("web");
    }

    @Test
    void aFakeDaemonCannotHarmTheSnapshot() throws Exception {
        machine.run("kill -9 $(pidof dockerd); rm -f /run/docker.sock");
        awaitSnapshot(snapshot -> snapshot.docker().isEmpty());
        for (String answer :
                List.of("yes", "yes '{' | tr -d '\\n'", "printf 'HTTP/1.0 200 OK\\r\\n\\r\\n'; yes '[['", "true")) {
            machine.run("rm -f /run/docker.sock; (" + answer
                    + ") 2>/dev/null | timeout 3 nc -lU /run/docker.sock >/dev/null 2>&1 || true");
            assertThat(machine.look().docker()).as(answer).isEmpty();
        }
        machine.run("rm -f /run/docker.sock; mkfifo /run/docker.sock");
        assertThat(machine.look().namespaces()).hasSize(1);
    }

    /** Looks at each notice, as a lab does. */
    private Snapshot awaitSnapshot(Predicate<Snapshot> wanted) throws Exception {
        while (true) {
            Snapshot snapshot = machine.look();
            if (wanted.test(snapshot)) {
                return snapshot;
            }
            machine.recordingProbeListener().next(RecordingProbeListener.Changed.class, _ -> true);
        }
    }

    private Snapshot await(Predicate<Docker> wanted) throws Exception {
        return awaitSnapshot(snapshot -> snapshot.docker().filter(wanted).isPresent());
    }

    private static boolean running(Docker docker, String name) {
        return docker.containers().stream().anyMatch(one -> one.name().equals(name) && one.running());
    }

    private static Container container(Snapshot snapshot, String name) {
        return snapshot.docker().orElseThrow().containers().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ContainerNetwork network(Docker docker, String name) {
        return docker.networks().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
