package org.patchbay.web.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What somebody says of a network, each fact by itself, so that what two say can be compared. Immutable.
 *
 * @param said by what it is said of: {@code c1/v1 mtu}
 */
public record Facts(SortedMap<String, String> said) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Facts {
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    /** What a picture says that a page would be sent. */
    public static Facts of(Topology picture) {
        return ofJson(JSON.valueToTree(picture));
    }

    /** The same as it is sent. */
    public static Facts ofJson(JsonNode picture) {
        Map<String, String> names = new TreeMap<>();
        picture.path("rooms")
                .forEach(room -> room.path("devices")
                        .forEach(device -> names.put(
                                device.path("id").asText(),
                                label(room) + "/" + device.path("name").asText())));
        SortedMap<String, String> said = new TreeMap<>();
        for (JsonNode room : picture.path("rooms")) {
            String label = label(room);
            said.put(label + " namespace", room.path("id").asText());
            room.path("settings")
                    .properties()
                    .forEach(one ->
                            said.put(label + " " + one.getKey(), one.getValue().asText()));
            room.path("devices").forEach(device -> ofDevice(said, label, device, names));
        }
        for (JsonNode wire : picture.path("wires")) {
            String from = wire.path("from").asText();
            String to = wire.path("to").asText();
            said.put(named(names, from) + " peer", named(names, to));
            said.put(named(names, to) + " peer", named(names, from));
        }
        return new Facts(said);
    }

    private static void ofDevice(
            SortedMap<String, String> said, String label, JsonNode device, Map<String, String> names) {
        String name = device.path("name").asText();
        String about = label + "/" + name + " ";
        String id = device.path("id").asText();
        said.put(about + "number", id.substring(id.indexOf('/') + 1));
        for (String key : List.of("kind", "up", "carrier", "operstate", "mtu", "mac")) {
            said.put(about + key, device.path(key).asText());
        }
        said.put(about + "addresses", String.join(" ", texts(device.path("addresses"))));
        optional(device, "bridge").ifPresent(bridge -> said.put(about + "bridge", named(names, bridge)));
        optional(device, "portState").ifPresent(state -> said.put(about + "port state", state));
        optional(device, "network").ifPresent(network -> said.put(about + "Docker network", network));
        for (String key : List.of("routes", "neighbours", "fdb")) {
            said.put(about + key, lines(texts(device.path(key))));
        }
        device.path("settings")
                .properties()
                .forEach(one -> said.put(about + one.getKey(), one.getValue().asText()));
    }

    /** Sentences that say where these are not what the kernel's own tools say; none if they are. */
    public List<String> differencesFrom(Facts kernel) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(said.keySet());
        all.addAll(kernel.said.keySet());
        for (String one : all) {
            String here = said.getOrDefault(one, "nothing");
            String there = kernel.said.getOrDefault(one, "nothing");
            if (!here.equals(there)) {
                differences.add("%s: the kernel says '%s', the picture '%s'".formatted(one, there, here));
            }
        }
        return differences;
    }

    /** In an order of their own: the kernel keeps none. */
    static String lines(List<String> lines) {
        return lines.stream().sorted().collect(Collectors.joining("; "));
    }

    private static String label(JsonNode room) {
        String name = room.path("name").asText();
        return switch (room.path("kind").asText()) {
            case "init" -> "init";
            case "container" -> "container:" + name;
            case "named" -> name;
            case "nameless" -> "pid:" + room.path("pid").asText();
            case String other -> throw new IllegalArgumentException("no kind of room: " + other);
        };
    }

    private static String named(Map<String, String> names, String id) {
        return names.getOrDefault(id, "nothing of id " + id);
    }

    private static Optional<String> optional(JsonNode device, String key) {
        return Optional.of(device.path(key)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
