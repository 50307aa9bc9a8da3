package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The network picture, compared with the machine's own {@code ip}. */
@Tag("vm")
@ExtendWith({SharedServer.class, Consoles.class})
class NetworkPictureIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** IPv6 gives these by itself, whenever it is ready. */
    private static final String LINK_LOCAL = "fe80:";

    private LearnerClient learner;
    private String lab;
    private EventsClient events;
    private TerminalClient terminal;

    @BeforeEach
    void enter(RunningServer server) throws Exception {
        learner = new LearnerClient(server.address());
        lab = learner.begin("20-veth-pair");
        events = learner.events(lab);
        events.awaitPhase("ready");
        terminal = learner.terminal(lab, "t1").prompted();
        events.send("{\"type\":\"network\",\"shown\":true}");
    }

    @AfterEach
    void leave() throws Exception {
        learner.end(lab);
        learner.close();
    }

    @Test
    void thePictureIsWhatTheKernelSays() throws Exception {
        terminal.ask("""
                ip netns add right; ip link add br0 type bridge; ip link set br0 up; \
                ip link add left0 type veth peer name eth0 netns right; ip link set left0 master br0 up; \
                ip -n right link set eth0 mtu 1400 up; ip link add alone type veth peer name other; \
                ip -n right addr add 10.1.0.2/24 dev eth0; ip addr add 10.1.0.1/24 dev br0; \
                until ip link show br0 | grep -q 'state UP'; do :; done""");
        Map<String, String> here = told("ip -j -d address");
        Map<String, String> there = told("ip -n right -j -d address");
        JsonNode picture = events.await(
                        "picture of %s and %s".formatted(here, there),
                        frame -> described(frame.path("topology"), "").equals(here)
                                && described(frame.path("topology"), "right").equals(there))
                .path("topology");
        assertThat(here).containsKeys("lo", "br0", "left0", "alone", "other");
        assertThat(port(picture, "left0"))
                .isEqualTo(device(picture, "", "br0").path("id").asText());
        assertThat(wired(picture, device(picture, "", "left0"), device(picture, "right", "eth0")))
                .isTrue();
        assertThat(wired(picture, device(picture, "", "alone"), device(picture, "", "other")))
                .isTrue();
        assertThat(picture.path("wires")).hasSize(2);
    }

    @Test
    void aNetworkThatGoesLeavesThePicture() throws Exception {
        terminal.ask("ip link add veth0 type veth peer name veth1");
        events.await("pair", frame -> frame.at("/topology/wires").size() == 1);
        terminal.ask("ip link del veth1");
        events.await(
                "end of the pair",
                frame -> frame.path("topology").has("wires")
                        && frame.at("/topology/wires").isEmpty()
                        && !described(frame.path("topology"), "").containsKey("veth0"));
    }

    @Test
    void allDevicesAreWatchedOnceAtATime() throws Exception {
        terminal.ask("""
                ip netns add right; ip link add left0 type veth peer name right0 netns right; \
                ip addr add 10.2.0.1/24 dev left0; ip link set left0 up; \
                ip -n right addr add 10.2.0.2/24 dev right0; ip -n right link set right0 up""");
        events.send("{\"type\":\"watch\"}");
        events.send("{\"type\":\"watch\"}");
        assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.WATCHING"));
        assertThat(terminal.ask("ping -c 1 -W 5 10.2.0.2")).contains("1 received");
        JsonNode done = events.await(
                        "end of the watch",
                        frame -> frame.at("/watching/state").asText().equals("done"))
                .path("watching");
        assertThat(done.path("complete").asBoolean()).isTrue();
        // Both ends of the wire, the request and the reply.
        assertThat(done.path("frames").asInt()).isGreaterThanOrEqualTo(4);
        JsonNode way = events.await(
                "way of the echo request", frame -> echoRequest(frame).isPresent());
        assertThat(echoRequest(way).orElseThrow().path("hops").findValuesAsText("name"))
                .containsExactly("left0", "right0");
        assertThat(echoRequest(way).orElseThrow().path("hops").findValues("shown"))
                .isEmpty();
    }

    @Test
    void aWatchIsEndedWhenEnoughWasSeen() throws Exception {
        terminal.ask("ip link set lo up");
        events.send("{\"type\":\"watch\"}");
        events.await("a watch", frame -> frame.at("/watching/state").asText().equals("now"));
        assertThat(terminal.ask("ping -c 1 -W 5 127.0.0.1")).contains("1 received");
        events.send("{\"type\":\"end-watch\"}");
        events.send("{\"type\":\"end-watch\"}");
        // It would still be going on, and is no longer watched: each would be seen twice at least.
        assertThat(terminal.ask("ping -c 200 -i 0.05 127.0.0.1")).contains("200 received");
        JsonNode done = events.await(
                        "its end", frame -> frame.at("/watching/state").asText().equals("done"))
                .path("watching");
        assertThat(done.path("complete").asBoolean()).isTrue();
        assertThat(done.path("frames").asInt()).isBetween(2, 399);
    }

    private static Optional<JsonNode> echoRequest(JsonNode frame) {
        return frame.path("told")
                .valueStream()
                .filter(journey -> journey.path("caption").asText().contains("echo request"))
                .findFirst();
    }

    /** The picture's data of each device of a namespace, by the device's name. */
    private static Map<String, String> described(JsonNode topology, String room) {
        Map<String, String> devices = new TreeMap<>();
        room(topology, room)
                .ifPresent(found -> found.path("devices").forEach(device -> {
                    StringBuilder addresses = new StringBuilder();
                    device.path("addresses")
                            .valueStream()
                            .map(JsonNode::asText)
                            .filter(address -> !address.startsWith(LINK_LOCAL))
                            .forEach(address -> addresses.append(' ').append(address));
                    devices.put(
                            device.path("name").asText(),
                            "%s %d %s%s"
                                    .formatted(
                                            device.path("mac").asText(),
                                            device.path("mtu").asInt(),
                                            device.path("operstate").asText(),
                                            addresses));
                }));
        return devices;
    }

    /** The same from ip-address(8). */
    private Map<String, String> told(String command) throws Exception {
        Map<String, String> devices = new TreeMap<>();
        for (JsonNode device : JSON.readTree(terminal.ask("stty cols 1000; " + command))) {
            StringBuilder addresses = new StringBuilder();
            device.path("addr_info")
                    .valueStream()
                    .filter(address -> !address.path("local").asText().startsWith(LINK_LOCAL))
                    .forEach(address -> addresses
                            .append(' ')
                            .append(address.path("local").asText())
                            .append('/')
                            .append(address.path("prefixlen").asInt()));
            devices.put(
                    device.path("ifname").asText(),
                    "%s %d %s%s"
                            .formatted(
                                    device.path("address").asText(),
                                    device.path("mtu").asInt(),
                                    device.path("operstate").asText(),
                                    addresses));
        }
        return devices;
    }

    private static Optional<JsonNode> room(JsonNode topology, String name) {
        return topology.path("namespaces")
                .valueStream()
                .filter(room -> room.path("name").asText().equals(name))
                .findFirst();
    }

    private static JsonNode device(JsonNode topology, String room, String name) {
        return room(topology, room)
                .orElseThrow()
                .path("devices")
                .valueStream()
                .filter(device -> device.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String port(JsonNode topology, String name) {
        return device(topology, "", name).path("bridge").asText();
    }

    private static boolean wired(JsonNode topology, JsonNode one, JsonNode other) {
        String a = one.path("id").asText();
        String b = other.path("id").asText();
        return topology.path("wires").valueStream().anyMatch(wire -> {
            String from = wire.path("from").asText();
            String to = wire.path("to").asText();
            return from.equals(a) && to.equals(b) || from.equals(b) && to.equals(a);
        });
    }
}
