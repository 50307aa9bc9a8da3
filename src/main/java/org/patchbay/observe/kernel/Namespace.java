package org.patchbay.observe.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One network namespace (network_namespaces(7)).
 *
 * @param inode its identity: the inode of {@code /proc/PID/ns/net}
 * @param init whether it is the one the machine booted with
 * @param names its names under {@code /run/netns} (ip-netns(8)), then {@code container:NAME} of the running containers
 *     that live in it; empty for an unnamed one
 * @param pids some processes in it, at most 16
 * @param sysctls effective-value inputs by key, as under {@code /proc/sys/net} with dots: {@code ipv4.ip_forward},
 *     {@code ipv4.conf.all.rp_filter}, {@code ipv4.conf.veth0.accept_local}
 * @param bridges empty if the sandbox could not report them; likewise the following
 * @param rules of nftables and of iptables-legacy
 * @param listeners listening sockets
 * @param connections the tracked connections
 */
public record Namespace(
        long inode,
        boolean init,
        List<String> names,
        List<Integer> pids,
        List<Link> links,
        List<Address> addresses,
        List<Route> routes,
        List<Neighbour> neighbours,
        Map<String, Integer> sysctls,
        Optional<List<Bridge>> bridges,
        Optional<List<RuleTable>> rules,
        Optional<List<Listener>> listeners,
        Optional<List<Connection>> connections) {
    /** The name, in lessons, of the namespace that the machine booted with. */
    public static final String INIT = "init";

    public Namespace {
        names = List.copyOf(names);
        pids = List.copyOf(pids);
        links = List.copyOf(links);
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
        sysctls = Map.copyOf(sysctls);
        bridges = bridges.map(List::copyOf);
        rules = rules.map(List::copyOf);
        listeners = listeners.map(List::copyOf);
        connections = connections.map(List::copyOf);
    }

    /**
     * A namespace of which only the inode and name are known.
     *
     * @param name as in lessons; {@link #INIT} for the one the machine booted with
     */
    public static Namespace unseen(long inode, String name) {
        boolean init = name.equals(INIT);
        return new Namespace(
                inode,
                init,
                init ? List.of() : List.of(name),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A copy with further names. */
    Namespace named(List<String> more) {
        List<String> all =
                Stream.concat(names.stream(), more.stream()).distinct().toList();
        return new Namespace(
                inode,
                init,
                all,
                pids,
                links,
                addresses,
                routes,
                neighbours,
                sysctls,
                bridges,
                rules,
                listeners,
                connections);
    }

    /**
     * A copy with only what tools print as tables: no settings, processes, sockets or connections, and rules only on
     * request.
     */
    public Namespace tables(boolean withRules) {
        return new Namespace(
                inode,
                init,
                names,
                List.of(),
                links,
                addresses,
                routes,
                neighbours,
                Map.of(),
                bridges,
                withRules ? rules : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Optional<Link> link(String name) {
        return links.stream().filter(l -> l.name().equals(name)).findFirst();
    }

    /** The bridge of this device; empty if the device is no bridge or could not be inspected. */
    public Optional<Bridge> bridge(String device) {
        return bridges.orElse(List.of()).stream()
                .filter(b -> b.device().equals(device))
                .findFirst();
    }

    public Optional<Link> link(int index) {
        return links.stream().filter(l -> l.index() == index).findFirst();
    }

    /** The addresses of a device, in the kernel's order (primary first). */
    public List<Address> addresses(String device) {
        return addresses.stream().filter(a -> a.device().equals(device)).toList();
    }
}
