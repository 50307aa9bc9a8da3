package org.patchbay.author;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Listener;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Route;
import org.patchbay.observe.kernel.Snapshot;

/**
 * What takes back what was done to a machine between two looks: what has come goes again, and what was set is set as it
 * was. What has gone is not made again, but for routes, which go when their device goes down: a machine that lacks
 * something is not worth mending. Whether it has worked must be looked at.
 */
final class Restoration {
    private static final String KERNEL = "kernel";
    private static final int MAIN = 254;
    private static final int LOCAL = 255;
    private static final int IPV4 = 4;

    private Restoration() {}

    /** Empty text where there is nothing to take back; none where something has gone. */
    static Optional<String> script(Snapshot before, Snapshot now) {
        Optional<String> containers = DockerRestoration.script(before, now);
        // With a container goes much of what has come with it: that is looked at anew.
        if (containers.isEmpty() || !containers.get().isEmpty()) {
            return containers;
        }
        if (before.namespaces().stream()
                .anyMatch(was -> now.namespace(was.inode()).isEmpty())) {
            return Optional.empty();
        }
        StringBuilder script = new StringBuilder();
        for (Namespace there : now.namespaces()) {
            Optional<Namespace> was = before.namespace(there.inode());
            Optional<String> inside = LearnedState.inside(there);
            if (inside.isEmpty() || was.isPresent() && !was.get().names().equals(there.names())) {
                return Optional.empty();
            }
            Optional<List<String>> commands =
                    was.isPresent() ? new Changed(was.get(), there).commands() : Optional.of(ending(there));
            if (commands.isEmpty()) {
                return Optional.empty();
            }
            commands.get().forEach(command -> script.append(in(was.isPresent() ? inside.get() : "", command)));
        }
        return Optional.of(script.toString());
    }

    /** What fails leaves something, which the next look shows. */
    private static String in(String inside, String command) {
        return inside + "sh -c " + quoted(command) + " || true\n";
    }

    private static String quoted(String command) {
        return "'" + command.replace("'", "'\\''") + "'";
    }

    private static List<String> ending(Namespace come) {
        List<String> commands = new ArrayList<>();
        come.names().stream().filter(name -> name.indexOf(':') < 0).forEach(name -> {
            commands.add("ip netns pids " + name + " | xargs -r kill -9");
            commands.add("ip netns delete " + name);
        });
        if (!come.pids().isEmpty()) {
            commands.add("kill -9 " + come.pids().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        return commands;
    }

    /** One namespace that was there and is. */
    private record Changed(Namespace was, Namespace now) {
        /** None if something is missing that is not brought back. */
        Optional<List<String>> commands() {
            if (was.links().stream().anyMatch(old -> another(old.name()))
                    || !addresses(now).containsAll(addresses(was))
                    || !now.sysctls().keySet().containsAll(was.sysctls().keySet())
                    || !listeners(now).containsAll(listeners(was))) {
                return Optional.empty();
            }
            Optional<List<String>> rules = RuleRestoration.commands(was, now);
            if (rules.isEmpty()) {
                return Optional.empty();
            }
            List<String> commands = new ArrayList<>();
            endListeners(commands);
            links(commands);
            ports(commands);
            addresses(now).stream()
                    .filter(one -> !addresses(was).contains(one) && stays(one.device()))
                    .forEach(one -> commands.add("ip address del " + one.text() + " dev " + one.device()));
            routes(commands);
            settings(commands);
            commands.addAll(rules.get());
            return Optional.of(commands);
        }

        /** Whether a device is gone, or one of another kind in its place. */
        private boolean another(String device) {
            return !now.link(device).map(Link::kind).equals(was.link(device).map(Link::kind));
        }

        private boolean stays(String device) {
            return was.link(device).isPresent();
        }

        private void links(List<String> commands) {
            for (Link link : now.links()) {
                if (!stays(link.name())) {
                    commands.add("ip link del " + link.name());
                }
            }
            for (Link old : was.links()) {
                Link link = now.link(old.name()).orElseThrow();
                String set = "ip link set " + old.name();
                if (!master(was, old).equals(master(now, link))) {
                    commands.add(set
                            + master(was, old).map(name -> " master " + name).orElse(" nomaster"));
                }
                if (old.mtu() != link.mtu()) {
                    commands.add(set + " mtu " + old.mtu());
                }
                if (old.index() == link.index()
                        && !old.mac().equals(link.mac())
                        && !old.kind().equals("bridge")) {
                    commands.add(set + " address " + old.mac());
                }
                if (old.up() != link.up()) {
                    commands.add(set + (old.up() ? " up" : " down"));
                }
            }
        }

        private static Optional<String> master(Namespace there, Link link) {
            return link.master().isPresent()
                    ? there.link(link.master().getAsInt()).map(Link::name)
                    : Optional.empty();
        }

        /** A port that is taken out and put in again is as ports are at first. */
        private void ports(List<String> commands) {
            for (Bridge old : was.bridges().orElse(List.of())) {
                Bridge bridge = now.bridge(old.device()).orElse(old);
                if (bridge.vlanFiltering() != old.vlanFiltering() || bridge.stp() != old.stp()) {
                    commands.add("ip link set " + old.device() + " type bridge vlan_filtering "
                            + (old.vlanFiltering() ? 1 : 0) + " stp_state " + (old.stp() ? 1 : 0));
                }
                for (BridgePort port : old.ports()) {
                    boolean other = bridge.ports().stream()
                            .anyMatch(one -> one.device().equals(port.device()) && !one.equals(port));
                    if (other) {
                        commands.add("ip link set " + port.device() + " nomaster");
                        commands.add("ip link set " + port.device() + " master " + old.device());
                    }
                }
            }
        }

        private void routes(List<String> commands) {
            List<Route> old = set(was);
            List<Route> there = set(now);
            there.stream()
                    .filter(route -> !old.contains(route) && (route.device().isEmpty() || stays(route.device())))
                    .forEach(route -> commands.add("ip route del " + spec(route)));
            old.stream()
                    .filter(route -> !there.contains(route))
                    .forEach(route -> commands.add("ip route add " + spec(route)));
        }

        /** Those that somebody has set, whatever has become of their devices. */
        private static List<Route> set(Namespace there) {
            return there.routes().stream()
                    .filter(route -> route.family() == IPV4
                            && route.table() != LOCAL
                            && !route.protocol().equals(KERNEL))
                    .map(route -> new Route(
                            route.family(),
                            route.table(),
                            route.type(),
                            route.destination(),
                            route.gateway(),
                            route.device(),
                            route.source(),
                            route.scope(),
                            route.protocol(),
                            route.metric(),
                            ""))
                    .toList();
        }

        private static String spec(Route route) {
            return route.type() + " " + route.destination() + word(" via ", route.gateway())
                    + word(" dev ", route.device())
                    + word(" src ", route.source())
                    + (route.metric() == 0 ? "" : " metric " + route.metric())
                    + (route.table() == MAIN ? "" : " table " + route.table());
        }

        private static String word(String key, String value) {
            return value.isEmpty() ? "" : key + value;
        }

        /** What is set for all first: it may set each device. */
        private void settings(List<String> commands) {
            was.sysctls().entrySet().stream()
                    .filter(old -> !old.getValue().equals(now.sysctls().get(old.getKey())))
                    .sorted(Comparator.comparing((Map.Entry<String, Integer> old) ->
                                    old.getKey().contains(".conf.")
                                            && !old.getKey().contains(".all."))
                            .thenComparing(Map.Entry::getKey))
                    .forEach(old -> commands.add("echo " + old.getValue() + " >/proc/sys/net/" + path(old.getKey())));
            if (now.sysctls().keySet().stream()
                    .anyMatch(key -> key.startsWith("bridge.") && !was.sysctls().containsKey(key))) {
                // Not modprobe -r: it would take the bridge module along, and with it all bridges.
                commands.add("rmmod br_netfilter");
            }
        }

        /** A device's name may have dots. */
        private static String path(String key) {
            int conf = key.indexOf(".conf.");
            int leaf = key.lastIndexOf('.');
            return conf < 0
                    ? key.replace('.', '/')
                    : key.substring(0, conf) + "/conf/" + key.substring(conf + ".conf.".length(), leaf) + "/"
                            + key.substring(leaf + 1);
        }

        /** Only those begun at a terminal: what a script began may just be later than the look before. */
        private void endListeners(List<String> commands) {
            Set<Listener> come = new HashSet<>(listeners(now));
            come.removeAll(listeners(was));
            come.stream()
                    .map(one -> "for pid in $(ss -Hn" + (one.protocol().equals("udp") ? "u" : "t") + "lp \"sport = :"
                            + one.port() + "\" | grep -o \"pid=[0-9]*\" | cut -d= -f2 | sort -u); do"
                            + " ! grep -q /learner /proc/$pid/cgroup || kill -9 $pid; done")
                    .distinct()
                    .sorted()
                    .forEach(commands::add);
        }

        private static List<Listener> listeners(Namespace there) {
            return there.listeners().orElse(List.of());
        }

        /** Those of IPv6 that a device gives itself come late. */
        private static List<Address> addresses(Namespace there) {
            return there.addresses().stream()
                    .filter(address ->
                            address.family() == IPV4 || address.scope().equals("global"))
                    .toList();
        }
    }
}
