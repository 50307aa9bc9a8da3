package org.patchbay.web.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.ContainerNetwork;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Route;
import org.patchbay.web.OmitNull;

/**
 * A network device in the network picture. Immutable.
 *
 * @param id constant while the device stays in its namespace
 * @param kind as in {@link Link#kind()}
 * @param up whether it is set up
 * @param carrier whether it has a carrier
 * @param mtu bytes
 * @param mac may be empty
 * @param addresses in CIDR notation, the primary first
 * @param bridge the id of the bridge that it is a port of; null for none
 * @param portState as in {@link BridgePort#state()}; null for no port
 * @param network the name of the Docker network that it is the bridge of; null for none
 * @param routes of the main table, as ip-route(8) prints them
 * @param neighbours as ip-neighbour(8) prints them
 * @param fdb of a bridge, as bridge(8) prints it, the learned entries first
 * @param settings the device's own sysctls, by the key's last part: {@code rp_filter}
 */
public record DeviceView(
        String id,
        String name,
        String kind,
        boolean up,
        boolean carrier,
        String operstate,
        int mtu,
        String mac,
        List<String> addresses,
        @OmitNull String bridge,
        @OmitNull String portState,
        @OmitNull String network,
        List<String> routes,
        List<String> neighbours,
        List<String> fdb,
        Map<String, Integer> settings) {
    private static final int MAIN_TABLE = 254;
    /** Limit of lines in the picture's details. */
    static final int MOST_LINES = 60;

    static String id(Namespace namespace, Link link) {
        return id(namespace.inode(), link.index());
    }

    /** The id of a device in the page. */
    public static String id(long namespace, int index) {
        return namespace + "/" + index;
    }

    static boolean isOfDevice(String key) {
        String[] parts = key.split("\\.");
        return parts.length > 3 && parts[1].equals("conf") && !parts[2].equals("all") && !parts[2].equals("default");
    }

    static DeviceView of(Namespace namespace, Link link, Optional<Docker> docker) {
        String name = link.name();
        Optional<BridgePort> port = namespace.bridges().orElse(List.of()).stream()
                .flatMap(bridge -> bridge.ports().stream())
                .filter(candidate -> candidate.device().equals(name))
                .findFirst();
        return new DeviceView(
                id(namespace, link),
                name,
                link.kind(),
                link.up(),
                link.carrier(),
                link.operstate(),
                link.mtu(),
                link.mac(),
                namespace.addresses(name).stream().map(Address::cidr).toList(),
                master(namespace, link.master()),
                port.map(BridgePort::state).orElse(null),
                network(namespace, name, docker),
                namespace.routes().stream()
                        .filter(route ->
                                route.table() == MAIN_TABLE && route.device().equals(name))
                        .map(DeviceView::line)
                        .limit(MOST_LINES)
                        .toList(),
                namespace.neighbours().stream()
                        .filter(neighbour -> neighbour.device().equals(name))
                        .map(DeviceView::line)
                        .limit(MOST_LINES)
                        .toList(),
                namespace.bridge(name).map(DeviceView::fdb).orElse(List.of()),
                settings(namespace, name));
    }

    private static String master(Namespace namespace, OptionalInt index) {
        return index.isEmpty()
                ? null
                : namespace
                        .link(index.getAsInt())
                        .map(link -> id(namespace, link))
                        .orElse(null);
    }

    private static String network(Namespace namespace, String name, Optional<Docker> docker) {
        return docker.filter(_ -> namespace.init()).map(Docker::networks).orElse(List.of()).stream()
                .filter(network -> network.device().equals(name))
                .map(ContainerNetwork::name)
                .findFirst()
                .orElse(null);
    }

    private static String line(Route route) {
        return destination(route)
                + (route.gateway().isEmpty() ? "" : " via " + route.gateway())
                + (route.source().isEmpty() ? "" : " src " + route.source())
                + (route.metric() == 0 ? "" : " metric " + route.metric())
                + (route.flags().isEmpty() ? "" : " " + route.flags());
    }

    private static String destination(Route route) {
        return switch (route.destination()) {
            case "0.0.0.0/0", "::/0" -> "default";
            // ip-route(8) omits the prefix length for a single address.
            case String to when to.endsWith(to.indexOf(':') < 0 ? "/32" : "/128") -> to.substring(0, to.indexOf('/'));
            case String to -> to;
        };
    }

    private static String line(Neighbour neighbour) {
        return neighbour.address()
                + (neighbour.mac().isEmpty() ? "" : " lladdr " + neighbour.mac())
                + " "
                + neighbour.state();
    }

    private static List<String> fdb(Bridge bridge) {
        return bridge.fdb().stream()
                .sorted((a, b) ->
                        Boolean.compare(b.state().equals("learned"), a.state().equals("learned")))
                .map(DeviceView::line)
                .limit(MOST_LINES)
                .toList();
    }

    private static String line(FdbEntry entry) {
        return entry.mac()
                + " dev "
                + entry.device()
                + (entry.vlan().isEmpty() ? "" : " vlan " + entry.vlan().getAsInt())
                + " "
                + entry.state();
    }

    private static Map<String, Integer> settings(Namespace namespace, String name) {
        String prefix = "ipv4.conf." + name + ".";
        Map<String, Integer> settings = new TreeMap<>();
        namespace.sysctls().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        return settings;
    }
}
