package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.inconclusive;
import static org.patchbay.check.Verdicts.passes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Transport;
import org.patchbay.observe.kernel.Container;
import org.patchbay.observe.kernel.Container.Attachment;
import org.patchbay.observe.kernel.Container.PublishedPort;
import org.patchbay.observe.kernel.ContainerNetwork;
import org.patchbay.observe.kernel.Docker;

class ContainerAssertionsTest {
    private static Container container(
            NamedNetwork t, String name, String state, long namespace, PublishedPort... ports) {
        return new Container(
                "f".repeat(64),
                name,
                "busybox",
                state,
                namespace == 0 ? 0 : 77,
                namespace,
                List.of(new Attachment(t.bridge, t.address(2), t.mac)),
                Arrays.asList(ports));
    }

    private static Scene scene(NamedNetwork t, Container... containers) {
        ContainerNetwork network =
                new ContainerNetwork("1", t.bridge, "bridge", t.address(0) + "/24", t.address(1), "br-1");
        return t.scene().docker(new Docker(Arrays.asList(containers), List.of(network)));
    }

    private static ContainerIs is(NamedNetwork t, Optional<String> image, Optional<String> network, String... port) {
        return new ContainerIs(
                t.out, image, network, port.length == 0 ? Optional.empty() : Optional.of(Publication.parse(port[0])));
    }

    private static ContainerIs is(NamedNetwork t) {
        return is(t, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void aContainerRuns(NamedNetwork t) {
        Scene runs = scene(t, container(t, t.out, "running", 77));
        passes(is(t), runs);
        passes(is(t, Optional.of("docker.io/library/busybox:latest"), Optional.of(t.bridge)), runs);
        fails(new Not(is(t)), runs, Layer.CONTAINER, t.out, "container.still-so");
        fails(is(t), scene(t), Layer.CONTAINER, t.out, "container.missing");
        passes(new Not(is(t)), scene(t));
        Diagnosis exited =
                fails(is(t), scene(t, container(t, t.out, "exited", 0)), Layer.CONTAINER, t.out, "container.state");
        assertThat(exited.evidence().getFirst().text()).isEqualTo(t.out + " busybox exited " + t.bridge);
        inconclusive(is(t), t.scene().evidence(), "unseen.docker");
        inconclusive(new Not(is(t)), t.scene().evidence(), "unseen.docker");
        fails(is(t, Optional.of("nginx"), Optional.empty()), runs, Layer.CONTAINER, t.out, "container.image");
        fails(is(t, Optional.empty(), Optional.of("web")), runs, Layer.CONTAINER, t.out, "container.network");
    }

    @ParameterizedTest
    @EnumSource
    void itsPortsArePublished(NamedNetwork t) {
        PublishedPort port = new PublishedPort("tcp", "0.0.0.0", t.number, 80);
        Scene publishes = scene(t, container(t, t.out, "running", 77, port));
        passes(is(t, Optional.empty(), Optional.empty(), t.number + ":80"), publishes);
        passes(is(t, Optional.empty(), Optional.empty(), "0.0.0.0:" + t.number + ":80/tcp"), publishes);
        for (String other : List.of("1:80", t.number + ":81", "127.0.0.1:" + t.number + ":80", t.number + ":80/udp")) {
            Diagnosis otherwise = fails(
                    is(t, Optional.empty(), Optional.empty(), other),
                    publishes,
                    Layer.CONTAINER,
                    t.out,
                    "container.published-otherwise");
            assertThat(otherwise.sentence().arguments()).containsEntry("seen", "0.0.0.0:" + t.number + "->80/tcp");
        }
        ContainerIs wanted = is(t, Optional.empty(), Optional.empty(), t.number + ":80");
        Scene none = scene(t, container(t, t.out, "running", 77));
        fails(wanted, none, Layer.CONTAINER, t.out, "container.unpublished");
        Scene taken = scene(t, container(t, t.out, "running", 77), container(t, "rival", "running", 78, port));
        fails(wanted, taken, Layer.CONTAINER, t.out, "container.port-taken");
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkIsThere(NamedNetwork t) {
        DockerNetworkIs bridge =
                new DockerNetworkIs(t.bridge, Optional.of("bridge"), Optional.of(t.address(0) + "/24"));
        passes(bridge, scene(t));
        fails(new Not(bridge), scene(t), Layer.CONTAINER, t.bridge, "network.still-so");
        inconclusive(bridge, t.scene().evidence(), "unseen.docker");
        inconclusive(new Not(bridge), t.scene().evidence(), "unseen.docker");
        fails(
                new DockerNetworkIs(t.bridge, Optional.of("macvlan"), Optional.empty()),
                scene(t),
                Layer.CONTAINER,
                t.bridge,
                "network.driver");
        Diagnosis subnet = fails(
                new DockerNetworkIs(t.bridge, Optional.empty(), Optional.of(t.address(0) + "/25")),
                scene(t),
                Layer.CONTAINER,
                t.bridge,
                "network.subnet");
        assertThat(subnet.evidence().getFirst().text()).isEqualTo(t.address(0) + "/24");
        fails(
                new DockerNetworkIs("web", Optional.empty(), Optional.empty()),
                scene(t),
                Layer.CONTAINER,
                "web",
                "network.missing");
        fails(
                new DockerNetworkIs("web", Optional.empty(), Optional.of(t.address(0) + "/24")),
                scene(t),
                Layer.CONTAINER,
                "web",
                "network.other-name");
    }

    @ParameterizedTest
    @EnumSource
    void aContainersNamespaceIsNamedAfterIt(NamedNetwork t) {
        Scene scene = scene(t).in("")
                .link(NamedNetwork.link(5, t.port, "veth", true, OptionalInt.empty()))
                .address(t.port, t.address(2), 24);
        long inode = scene.snapshot().namespaces().getLast().inode();
        AddressIs address =
                new AddressIs(DeviceName.parse("container:" + t.out + "/" + t.port), t.address(2) + "/24", false);
        inconclusive(address, t.scene().evidence(), "unseen.docker");
        fails(address, scene, Layer.CONTAINER, t.out, "container.missing");
        Docker stopped = new Docker(List.of(container(t, t.out, "exited", 0)), List.of());
        fails(address, scene.docker(stopped), Layer.CONTAINER, t.out, "container.state");
        Docker unseen = new Docker(List.of(container(t, t.out, "running", 9)), List.of());
        inconclusive(address, scene.docker(unseen).evidence(), "unseen.namespace");
        inconclusive(new Not(address), scene.docker(unseen).evidence(), "unseen.namespace");
        scene.docker(new Docker(List.of(container(t, t.out, "running", inode)), List.of()));
        passes(address, scene);
        AddressIs other =
                new AddressIs(DeviceName.parse("container:" + t.out + "/" + t.port), t.address(3) + "/24", false);
        Diagnosis diagnosis =
                fails(other, scene, Layer.ADDRESS, "container:" + t.out + "/" + t.port, "address.missing");
        assertThat(diagnosis.see())
                .isEqualTo("nsenter -n -t $(docker inspect -f '{{.State.Pid}}' " + t.out + ") ip -br address");
        passes(new NamespaceIs("container:" + t.out, Optional.empty()), scene);
    }

    @Test
    void aContainerOfTheHostsNetworkLivesInTheFirstNamespace() {
        Scene scene = new Scene();
        long init = scene.snapshot().namespaces().getFirst().inode();
        Attachment network = new Attachment("host", "", "");
        Container host =
                new Container("e".repeat(64), "tool", "busybox", "running", 9, init, List.of(network), List.of());
        scene.docker(new Docker(List.of(host), List.of()));
        assertThat(scene.snapshot().namespace("container:tool").orElseThrow().init())
                .isTrue();
        assertThat(scene.snapshot().namespace("init").orElseThrow().init()).isTrue();
    }

    @Test
    void aPublishedPortIsWrittenAsDockerTakesIt() {
        assertThat(Publication.parse("5353:53/udp"))
                .isEqualTo(new Publication(Optional.empty(), 5353, 53, Transport.UDP));
        for (String text : List.of("80", "0:80", "80:70000", "a:1", "80:80/sctp")) {
            assertThatThrownBy(() -> Publication.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
