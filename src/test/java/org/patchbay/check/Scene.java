package org.patchbay.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Execution.Sink;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Listener;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.NamespaceStates;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Route;
import org.patchbay.observe.kernel.RuleTable;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.wire.Passage;
import org.patchbay.observe.wire.Passages;

/** Builds a machine's state, as its kernel would report it, and the learner's commands, step by step. */
public final class Scene {
    static final long INIT = 4026531840L;
    public static final long NS1 = 4026532001L;
    public static final double NOW = 1_795_542_900;

    private final Map<String, Place> places = new LinkedHashMap<>();
    private Place here;
    private Optional<Docker> docker = Optional.empty();
    private final List<Command> commands = new ArrayList<>();
    private Optional<Passages> passages = Optional.empty();
    private Optional<NamespaceStates> namespaceStates = Optional.empty();
    private int pid = 200;
    private double clock = NOW - 60;
    private double from;

    /** One network namespace, with {@code lo}. */
    private static final class Place {
        final long inode;
        final List<Link> links = new ArrayList<>();
        final List<Address> addresses = new ArrayList<>();
        final List<Route> routes = new ArrayList<>();
        final List<Neighbour> neighbours = new ArrayList<>();
        final Map<String, Integer> sysctls = new HashMap<>();
        final List<Bridge> bridges = new ArrayList<>();
        final List<RuleTable> rules = new ArrayList<>();
        final List<Listener> listeners = new ArrayList<>();
        final List<Connection> connections = new ArrayList<>();
        boolean dark;

        Place(long inode) {
            this.inode = inode;
            links.add(new Link(
                    1,
                    "lo",
                    "loopback",
                    true,
                    true,
                    "UNKNOWN",
                    65536,
                    "00:00:00:00:00:00",
                    OptionalInt.empty(),
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    List.of()));
            settings("all");
        }

        /** As the kernel sets them at first. */
        final void settings(String device) {
            for (String setting : List.of(
                    "rp_filter",
                    "accept_local",
                    "arp_ignore",
                    "arp_filter",
                    "proxy_arp",
                    "forwarding",
                    "route_localnet")) {
                sysctls.putIfAbsent("ipv4.conf." + device + "." + setting, 0);
            }
        }

        private <T> Optional<List<T>> seen(List<T> told) {
            return dark ? Optional.empty() : Optional.of(told);
        }

        Namespace namespace(String name) {
            boolean init = inode == INIT;
            return new Namespace(
                    inode,
                    init,
                    init || name.isEmpty() ? List.of() : List.of(name),
                    List.of((int) (inode - INIT) + 1),
                    links,
                    addresses,
                    routes,
                    neighbours,
                    sysctls,
                    seen(bridges),
                    seen(rules),
                    seen(listeners),
                    seen(connections));
        }
    }

    /** Removes all optional parts of this namespace. */
    public Scene dark() {
        here.dark = true;
        return this;
    }

    public Scene() {
        places.put("ns1", new Place(NS1));
        in(Namespace.INIT);
    }

    /** Selects the namespace for the following calls; creates it if missing. The empty name selects an unnamed one. */
    public Scene in(String namespace) {
        here = places.computeIfAbsent(
                namespace, name -> new Place(name.equals(Namespace.INIT) ? INIT : NS1 + places.size()));
        return this;
    }

    /** A veth pair with these ends up or down. */
    public static Scene pair(boolean firstUp, boolean secondUp) {
        Scene scene = new Scene();
        scene.here.links.add(veth(2, "veth0", 3, firstUp, secondUp));
        scene.here.links.add(veth(3, "veth1", 2, secondUp, firstUp));
        scene.here.settings("veth0");
        scene.here.settings("veth1");
        return scene;
    }

    /** Both up, 10.70.2.10/24 on veth0. */
    public static Scene ready() {
        return pair(true, true).address("veth0", "10.70.2.10", 24);
    }

    static Link veth(int index, String name, int peer, boolean up, boolean peerUp) {
        String state = !up ? "DOWN" : peerUp ? "UP" : "LOWERLAYERDOWN";
        return new Link(
                index,
                name,
                "veth",
                up,
                up && peerUp,
                state,
                1500,
                "02:00:00:00:00:0" + index,
                OptionalInt.of(peer),
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of());
    }

    public Scene link(Link link) {
        here.links.removeIf(old -> old.name().equals(link.name()));
        here.links.add(link);
        return this;
    }

    /** The kernel's settings for this device are those it gives to each. */
    public Scene settings(String device) {
        here.settings(device);
        return this;
    }

    public long inode() {
        return here.inode;
    }

    public Link device(String name) {
        return here.links.stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Without the routes and addresses that would follow from these. */
    public Scene forget(Predicate<Address> addresses, Predicate<Route> routes) {
        here.addresses.removeIf(addresses);
        here.routes.removeIf(routes);
        return this;
    }

    public Scene route(Route route) {
        here.routes.add(route);
        return this;
    }

    Scene without(String device) {
        here.links.removeIf(link -> link.name().equals(device));
        return this;
    }

    /** Without any routes. */
    Scene address(Address address) {
        here.addresses.add(address);
        return this;
    }

    /** With the routes that the kernel makes of it. */
    public Scene address(String device, String address, int prefix) {
        here.addresses.add(new Address(device, 4, address, prefix, "global"));
        String network = address.substring(0, address.lastIndexOf('.')) + ".0/" + prefix;
        if (prefix < 32) {
            here.routes.add(new Route(4, 254, "unicast", network, "", device, address, "link", "kernel", 0, ""));
        }
        here.routes.add(new Route(4, 255, "local", address, "", device, address, "host", "kernel", 0, ""));
        return this;
    }

    public Scene route(String destination, String gateway, String device, int metric) {
        here.routes.add(new Route(4, 254, "unicast", destination, gateway, device, "", "global", "boot", metric, ""));
        return this;
    }

    public Scene neighbour(String device, String address, String mac, String state) {
        here.neighbours.add(new Neighbour(device, 4, address, mac, state));
        return this;
    }

    Scene forgetNeighbours() {
        here.neighbours.clear();
        return this;
    }

    public Scene setting(String key, int value) {
        here.sysctls.put(key, value);
        return this;
    }

    public Scene bridge(Bridge bridge) {
        here.bridges.removeIf(old -> old.device().equals(bridge.device()));
        here.bridges.add(bridge);
        return this;
    }

    public Scene rules(RuleTable table) {
        here.rules.add(table);
        return this;
    }

    public Scene listener(Listener listener) {
        here.listeners.add(listener);
        return this;
    }

    public Scene silent() {
        here.listeners.clear();
        return this;
    }

    public Scene connection(Connection connection) {
        here.connections.add(connection);
        return this;
    }

    public Scene docker(Docker said) {
        docker = Optional.of(said);
        return this;
    }

    /**
     * A program as it ran.
     *
     * @param process a process id and its parent's; those of a new one if it is empty
     */
    public record Program(
            String program,
            String path,
            List<String> argv,
            long namespace,
            Sink stdout,
            boolean tampered,
            Optional<Family> process,
            int exitStatus) {
        record Family(int pid, int parent) {}

        public Program(String program, String path, List<String> argv, long namespace, Sink stdout, boolean tampered) {
            this(program, path, argv, namespace, stdout, tampered, Optional.empty(), 0);
        }

        public static Program genuine(String line) {
            List<String> argv = Arrays.asList(line.split(" "));
            return new Program(argv.getFirst(), "/usr/bin/" + argv.getFirst(), argv, INIT, Sink.TERMINAL, false);
        }

        static Program stranger(String path, String line) {
            return new Program("", path, Arrays.asList(line.split(" ")), INIT, Sink.TERMINAL, false);
        }

        public Program to(Sink sink) {
            return new Program(program, path, argv, namespace, sink, tampered, process, exitStatus);
        }

        public Program in(long inode) {
            return new Program(program, path, argv, inode, stdout, tampered, process, exitStatus);
        }

        /** A loader option adds other code to it. */
        Program loaded() {
            return new Program(program, path, argv, namespace, stdout, true, process, exitStatus);
        }

        /** In this process, which may have run another program before. */
        Program as(int pid, int parent) {
            return new Program(
                    program, path, argv, namespace, stdout, tampered, Optional.of(new Family(pid, parent)), exitStatus);
        }

        Program failed(int status) {
            return new Program(program, path, argv, namespace, stdout, tampered, process, status);
        }
    }

    /** A command that has ended, one second after the one before, with the programs that ran under it all along. */
    public Scene ran(String terminal, String line, String output, Program... programs) {
        return ran(terminal, line, output, clock + 1, clock + 2, programs);
    }

    public Scene ran(String terminal, String line, String output, double start, double end, Program... programs) {
        List<Execution> executions = new ArrayList<>();
        for (Program program : programs) {
            Program.Family process = program.process().orElseGet(() -> new Program.Family(pid++, 100));
            executions.add(new Execution(
                    process.pid(),
                    process.parent(),
                    program.program(),
                    program.path(),
                    program.argv(),
                    program.namespace(),
                    terminal,
                    program.stdout(),
                    start,
                    OptionalDouble.of(end),
                    OptionalInt.of(program.exitStatus()),
                    program.tampered()));
        }
        commands.add(new Command(
                terminal,
                commands.size() + 1,
                line,
                output,
                false,
                OptionalInt.of(0),
                OptionalLong.of(INIT),
                start,
                end,
                executions));
        clock = Math.max(clock, end);
        return this;
    }

    /** A genuine tool, run alone. */
    public Scene ran(String line, String output) {
        return ran("t1", line, output, Program.genuine(line));
    }

    /** Adds the kernel's report of these frames. */
    Scene passed(Passage... frames) {
        return passed(new Passages(List.of(frames), List.of()));
    }

    public Scene passed(Passages told) {
        passages = Optional.of(told);
        return this;
    }

    /** The kernel was looked at when the commands' tools had ended, and was as it is here now. */
    Scene confirmed() {
        return looked(0.1);
    }

    /** Likewise, this many seconds after their end. */
    Scene looked(double later) {
        return looked(later, this);
    }

    /** Likewise, and before it was as it is there. */
    Scene looked(double later, Scene before) {
        Map<NamespaceStates.Run, NamespaceStates.Moment> seen = new HashMap<>();
        namespaceStates.ifPresent(known -> seen.putAll(known.byRun()));
        for (Command command : commands) {
            for (Execution run : command.executions()) {
                snapshot()
                        .namespace(run.namespace())
                        .ifPresent(there -> seen.putIfAbsent(
                                NamespaceStates.Run.of(run),
                                new NamespaceStates.Moment(
                                        run.endedAt().orElseThrow() + later,
                                        there.tables(true),
                                        before.snapshot()
                                                .namespace(run.namespace())
                                                .map(was -> was.tables(true)))));
            }
        }
        namespaceStates = Optional.of(new NamespaceStates(seen));
        return this;
    }

    /** Earlier commands may belong to an earlier task. */
    Scene from(double moment) {
        from = moment;
        return this;
    }

    /** No look after their end. */
    Scene unwatched() {
        namespaceStates = Optional.of(NamespaceStates.NONE);
        return this;
    }

    public Evidence evidence() {
        return new Evidence(
                Optional.of(snapshot()), Optional.of(new CommandLog(commands, passages, namespaceStates, from)));
    }

    /** The init namespace is the first, as in a machine. */
    public Snapshot snapshot() {
        List<Namespace> namespaces = new ArrayList<>();
        places.forEach((name, place) -> {
            Namespace namespace = place.namespace(name);
            namespaces.add(namespace.init() ? 0 : namespaces.size(), namespace);
        });
        return new Snapshot(NOW, namespaces, docker);
    }
}
