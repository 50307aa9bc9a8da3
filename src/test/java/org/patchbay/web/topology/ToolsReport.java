package org.patchbay.web.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The whole network of a machine as its own tools tell of it, in every namespace, with nothing of Patchbay's between: ip(8),
 * bridge(8), lsns(8), ss(8), iptables-save(8), /proc/sys and, where its daemon runs, docker(1).
 */
public final class ToolsReport {
    /** Run by root in the namespace the machine booted with. Process 1 is the agent, in a hidden namespace. */
    public static final String SCRIPT = """
            hidden=$(readlink /proc/1/ns/net)
            places() {
              echo "init $(readlink /proc/$$/ns/net) /proc/$$/ns/net"
              for file in /run/netns/*; do
                [ -e "$file" ] && echo "${file##*/} net:[$(stat -L -c %i "$file")] $file"
              done
              lsns -rn -t net -o NS,PID | while read -r inode pid; do
                echo "pid:$pid net:[$inode] /proc/$pid/ns/net"
              done
            }
            if [ -S /run/docker.sock ]; then
              all=$(docker ps -q)
              [ -n "$all" ] && docker inspect -f '{{.State.Pid}} {{.Name}}' $all | while read -r pid name; do
                echo "container $(readlink /proc/$pid/ns/net) $name"
              done
              docker network inspect $(docker network ls -q -f driver=bridge) \\
                -f 'network {{.Name}} {{.Id}} {{index .Options "com.docker.network.bridge.name"}}'
            fi
            known="$hidden"
            places | while read -r name inode path; do
              case "$known" in *"$inode"*) continue ;; esac
              known="$known $inode"
              echo "namespace $inode $name"
              nsenter --net="$path" sh -c '
                printf "address show\\nroute show table all\\nneighbour show\\nnetns list-id\\n" | ip -j -d -batch -
                echo bridge
                printf "link show\\nfdb show\\n" | bridge -j -d -batch -
                echo settings
                cd /proc/sys/net
                for one in forwarding proxy_arp rp_filter log_martians arp_filter arp_announce arp_ignore accept_local route_localnet
                do set -- "$@" ipv4/conf/*/$one; done
                grep -s . ipv4/ip_forward "$@" bridge/bridge-nf-call-*
                echo rules
                iptables-save
                echo sockets
                ss -Hltun'
            done
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAIN = 254;
    /** The name used here for an unnamed namespace: this prefix, and its first process. */
    private static final String PROCESS = "pid:";

    private final Map<String, String> containers = new HashMap<>();
    private final Map<String, String> networks = new HashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** A namespace, and what each tool printed there. */
    private record Place(
            String name,
            List<JsonNode> ip,
            List<JsonNode> bridge,
            List<String> settings,
            List<String> rules,
            List<String> sockets) {
        Place(String name) {
            this(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        JsonNode devices() {
            return ip.get(0);
        }

        JsonNode routes() {
            return ip.get(1);
        }

        JsonNode neighbours() {
            return ip.get(2);
        }

        /** This namespace's number for another. */
        Optional<String> called(long number) {
            return stream(ip.get(3))
                    .filter(one -> one.path("nsid").asLong() == number)
                    .filter(one -> one.has("name"))
                    .map(one -> one.path("name").asText())
                    .findFirst();
        }
    }

    private ToolsReport() {}

    /**
     * Reads what {@link #SCRIPT} printed.
     *
     * @throws IllegalArgumentException if that is not such a report
     */
    public static Facts read(String printed) {
        ToolsReport report = new ToolsReport();
        report.take(printed.replace("\r", "").lines().toList());
        return report.facts();
    }

    private void take(List<String> printed) {
        Place here = null;
        String section = "";
        for (String line : printed) {
            String[] words = line.split(" ");
            if (line.startsWith("container net:[")) {
                containers.put(words[1], words[2].substring(1));
            } else if (line.startsWith("network ")) {
                // Without that option it is called by the network's number.
                networks.put(words.length == 4 ? words[3] : "br-" + words[2].substring(0, 12), words[1]);
            } else if (line.startsWith("namespace net:[")) {
                here = new Place(words[2]);
                places.put(words[1], here);
                section = "ip";
            } else if (List.of("bridge", "settings", "rules", "sockets").contains(line)) {
                section = line;
            } else if (here == null) {
                throw new IllegalArgumentException("not of a report: " + line);
            } else {
                switch (section) {
                    case "ip" -> here.ip.add(json(line));
                    case "bridge" -> here.bridge.add(json(line));
                    case "rules" -> here.rules.add(line);
                    case "sockets" -> here.sockets.add(line);
                    default -> here.settings.add(line);
                }
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("no report: " + printed);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + line, e);
        }
    }

    private Facts facts() {
        SortedMap<String, String> said = new TreeMap<>();
        places.forEach((inode, place) -> {
            String label = label(inode, place);
            said.put(label + " namespace", inode.replaceAll("\\D", ""));
            if (place.name.startsWith(PROCESS)) {
                said.put(label + " process", place.name.substring(PROCESS.length()));
            }
            settings(said, label, place);
            rules(said, label, place);
            said.put(
                    label + " sockets",
                    Facts.lines(place.sockets.stream()
                            .map(ToolsReport::socket)
                            .distinct()
                            .toList()));
            place.devices().forEach(device -> device(said, label, place, device));
        });
        return new Facts(said);
    }

    private String label(String inode, Place place) {
        if (!place.name.startsWith(PROCESS)) {
            return place.name;
        }
        String container = containers.get(inode);
        return container == null ? inode : "container:" + container;
    }

    private static void settings(SortedMap<String, String> said, String label, Place place) {
        List<String> devices = stream(place.devices())
                .map(device -> device.path("ifname").asText())
                .toList();
        for (String line : place.settings()) {
            String value = line.substring(line.lastIndexOf(':') + 1);
            String[] path = line.substring(0, line.lastIndexOf(':')).split("/");
            if (path.length == 4 && devices.contains(path[2])) {
                said.put(label + "/" + path[2] + " " + path[3], value);
            } else if (path.length < 4 || path[2].equals("all")) {
                said.put(label + " " + String.join(".", path), value);
            }
        }
    }

    /** Chains that let everything pass and have no rule are left out. */
    private static void rules(SortedMap<String, String> said, String label, Place place) {
        Map<String, String> chains = new LinkedHashMap<>();
        String table = "";
        for (String line : place.rules()) {
            String[] words = line.split(" ");
            if (line.startsWith("*")) {
                table = line.substring(1);
            } else if (line.startsWith(":")) {
                chains.put(table + " " + words[0].substring(1), words[1].equals("-") ? "" : words[1]);
            } else if (line.startsWith("-A ")) {
                chains.merge(table + " " + words[1], "\n" + line, String::concat);
            }
        }
        chains.forEach((chain, rules) -> {
            if (rules.contains("\n") || rules.equals("DROP")) {
                said.put(label + " rules of " + chain, rules);
            }
        });
    }

    /** {@code tcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:*}; an address is followed by the device that it is bound to. */
    private static String socket(String line) {
        String[] words = line.strip().split(" +");
        int colon = words[4].lastIndexOf(':');
        String address = words[4].substring(0, colon).replaceAll("%.*|[\\[\\]]", "");
        return words[0] + " " + (address.equals("*") ? "::" : address) + words[4].substring(colon);
    }

    private void device(SortedMap<String, String> said, String label, Place place, JsonNode device) {
        String name = device.path("ifname").asText();
        String about = label + "/" + name + " ";
        JsonNode info = device.path("linkinfo");
        List<String> flags = texts(device.path("flags"));
        boolean loopback = device.path("link_type").asText().equals("loopback");
        said.put(about + "number", device.path("ifindex").asText());
        said.put(about + "kind", loopback ? "loopback" : info.path("info_kind").asText());
        said.put(about + "up", String.valueOf(flags.contains("UP")));
        said.put(about + "carrier", String.valueOf(flags.contains("LOWER_UP")));
        said.put(about + "operstate", device.path("operstate").asText());
        said.put(about + "mtu", device.path("mtu").asText());
        said.put(about + "mac", device.path("address").asText());
        said.put(
                about + "addresses",
                String.join(
                        " ",
                        stream(device.path("addr_info"))
                                .map(one -> one.path("local").asText() + "/"
                                        + one.path("prefixlen").asText())
                                .toList()));
        if (device.has("master")) {
            said.put(about + "bridge", label + "/" + device.path("master").asText());
        }
        stream(place.bridge.get(0))
                .filter(port -> port.path("ifname").asText().equals(name) && port.has("state"))
                .forEach(port ->
                        said.put(about + "port state", port.path("state").asText()));
        if (label.equals("init") && networks.containsKey(name)) {
            said.put(about + "Docker network", networks.get(name));
        }
        said.put(about + "routes", Facts.lines(of(place.routes(), name, ToolsReport::route)));
        said.put(about + "neighbours", Facts.lines(of(place.neighbours(), name, ToolsReport::neighbour)));
        said.put(about + "fdb", info.path("info_kind").asText().equals("bridge") ? fdb(place, name) : "");
        if (info.path("info_kind").asText().equals("veth")) {
            peer(label, place, device).ifPresent(peer -> said.put(about + "peer", peer));
        }
    }

    private interface Line {
        /** As the tool prints it for people; empty for what a picture does not show. */
        String of(JsonNode row);
    }

    private static List<String> of(JsonNode rows, String device, Line line) {
        return stream(rows)
                .filter(row -> row.path("dev").asText().equals(device))
                .map(line::of)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String route(JsonNode route) {
        String table = route.path("table").asText("main");
        if (!table.equals("main") && route.path("table").asLong() != MAIN) {
            return "";
        }
        return route.path("dst").asText()
                + word(route, "gateway", " via ")
                + word(route, "prefsrc", " src ")
                + word(route, "metric", " metric ")
                + String.join(
                        "",
                        texts(route.path("flags")).stream()
                                .map(flag -> " " + flag)
                                .toList());
    }

    private static String neighbour(JsonNode neighbour) {
        return neighbour.path("dst").asText() + word(neighbour, "lladdr", " lladdr ") + " "
                + String.join(" ", texts(neighbour.path("state")));
    }

    private static String word(JsonNode row, String key, String before) {
        return row.has(key) ? before + row.path(key).asText() : "";
    }

    /** bridge(8) also lists devices' address filters; entries of bridges have a master, or are a bridge's own. */
    private static String fdb(Place place, String bridge) {
        return Facts.lines(stream(place.bridge.get(1))
                .filter(entry -> entry.path("master").asText().equals(bridge))
                .map(entry -> entry.path("mac").asText() + " dev "
                        + entry.path("ifname").asText() + word(entry, "vlan", " vlan ") + " "
                        + learned(entry.path("state").asText()))
                .distinct()
                .toList());
    }

    private static String learned(String state) {
        return switch (state) {
            case "", "reachable", "stale" -> "learned";
            default -> state;
        };
    }

    private Optional<String> peer(String label, Place here, JsonNode device) {
        if (!device.has("link_netnsid")) {
            return Optional.of(device.path("link").asText(""))
                    .filter(name -> !name.isEmpty())
                    .map(name -> label + "/" + name);
        }
        Optional<String> called = here.called(device.path("link_netnsid").asLong());
        List<String> fitting = new ArrayList<>();
        places.forEach((inode, there) -> {
            boolean named = !there.name.startsWith(PROCESS) && !there.name.equals("init");
            if (there == here || !called.equals(named ? Optional.of(there.name) : Optional.empty())) {
                return;
            }
            stream(there.devices())
                    .filter(other -> other.path("ifindex").equals(device.path("link_index"))
                            && other.path("link_index").equals(device.path("ifindex")))
                    .forEach(other -> fitting.add(
                            label(inode, there) + "/" + other.path("ifname").asText()));
        });
        return fitting.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", fitting));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static List<String> texts(JsonNode list) {
        return stream(list).map(JsonNode::asText).toList();
    }
}
