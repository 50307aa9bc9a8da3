package org.patchbay.web.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.patchbay.web.topology.NamespaceView.NamespaceKind;

/**
 * Statements about a network, one per fact, so that two sources can be compared. Immutable.
 *
 * @param said values by subject: {@code c1/v1 mtu}
 */
public record Facts(SortedMap<String, String> said) {
    /** {@code filter: FORWARD DROP}. */
    private static final Pattern CHAIN =
            Pattern.compile("(filter|nat|mangle|raw|security): (\\S+?)(?: (ACCEPT|DROP))?");

    public Facts {
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    /** The facts of a picture in its message to a page. Rules of tables that iptables(8) doesn't know are left out. */
    public static Facts of(Topology picture) {
        Map<String, String> names = new HashMap<>();
        picture.namespaces()
                .forEach(namespaceView -> namespaceView
                        .devices()
                        .forEach(device -> names.put(device.id(), label(namespaceView, device.name()))));
        SortedMap<String, String> said = new TreeMap<>();
        for (NamespaceView namespaceView : picture.namespaces()) {
            String label = label(namespaceView);
            said.put(label + " namespace", namespaceView.id());
            if (namespaceView.kind() == NamespaceKind.NAMELESS || namespaceView.kind() == NamespaceKind.CONTAINER) {
                said.put(label + " process", Integer.toString(namespaceView.pid()));
            }
            namespaceView.settings().forEach((key, value) -> said.put(label + " " + key, value.toString()));
            rules(said, label, namespaceView.rules());
            said.put(
                    label + " sockets",
                    lines(namespaceView.listeners().stream().distinct().toList()));
            namespaceView
                    .devices()
                    .forEach(device -> device(said, label(namespaceView, device.name()) + " ", device, names));
        }
        for (Topology.Wire wire : picture.wires()) {
            said.put(named(names, wire.from()) + " peer", named(names, wire.to()));
            said.put(named(names, wire.to()) + " peer", named(names, wire.from()));
        }
        return new Facts(said);
    }

    private static void rules(SortedMap<String, String> said, String label, List<String> lines) {
        String chain = "";
        for (String line : lines) {
            Matcher heading = CHAIN.matcher(line);
            if (heading.matches()) {
                chain = "%s rules of %s %s".formatted(label, heading.group(1), heading.group(2));
                said.put(chain, Objects.requireNonNullElse(heading.group(3), ""));
            } else if (line.startsWith("-A ")) {
                said.merge(chain, "\n" + line, String::concat);
            }
        }
    }

    private static void device(
            SortedMap<String, String> said, String about, DeviceView device, Map<String, String> names) {
        said.put(about + "number", device.id().substring(device.id().indexOf('/') + 1));
        said.put(about + "kind", device.kind());
        said.put(about + "up", Boolean.toString(device.up()));
        said.put(about + "carrier", Boolean.toString(device.carrier()));
        said.put(about + "operstate", device.operstate());
        said.put(about + "mtu", Integer.toString(device.mtu()));
        said.put(about + "mac", device.mac());
        said.put(about + "addresses", String.join(" ", device.addresses()));
        if (device.bridge() != null) {
            said.put(about + "bridge", named(names, device.bridge()));
        }
        if (device.portState() != null) {
            said.put(about + "port state", device.portState());
        }
        if (device.network() != null) {
            said.put(about + "Docker network", device.network());
        }
        said.put(about + "routes", lines(device.routes()));
        said.put(about + "neighbours", lines(device.neighbours()));
        said.put(about + "fdb", lines(device.fdb()));
        device.settings().forEach((key, value) -> said.put(about + key, value.toString()));
    }

    /** Differences from the kernel's own tools; empty if there are none. */
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

    private static String label(NamespaceView namespaceView, String device) {
        return label(namespaceView) + "/" + device;
    }

    private static String label(NamespaceView namespaceView) {
        return switch (namespaceView.kind()) {
            case INIT -> "init";
            case CONTAINER -> "container:" + namespaceView.name();
            case NAMED -> namespaceView.name();
            case NAMELESS -> "net:[" + namespaceView.id() + "]";
        };
    }

    private static String named(Map<String, String> names, String id) {
        return names.getOrDefault(id, "nothing of id " + id);
    }
}
