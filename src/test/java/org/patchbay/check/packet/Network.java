package org.patchbay.check.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.patchbay.check.Scene;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Reach;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Listener;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Route;
import org.patchbay.observe.kernel.RuleTable;

/** Builds and breaks a network as its kernel would show it; devices are written {@code namespace/device}. */
public final class Network {
    private final Scene scene = new Scene();
    private int index = 10;

    public Network pair(String one, String other) {
        DeviceName first = DeviceName.parse(one);
        DeviceName second = DeviceName.parse(other);
        int near = index++;
        int far = index++;
        long inode = scene.in(first.namespace()).inode();
        long otherInode = scene.in(second.namespace()).inode();
        end(first, near, far, inode == otherInode ? OptionalLong.empty() : OptionalLong.of(otherInode));
        end(second, far, near, inode == otherInode ? OptionalLong.empty() : OptionalLong.of(inode));
        return this;
    }

    private void end(DeviceName device, int own, int peer, OptionalLong peerNamespace) {
        scene.in(device.namespace())
                .link(new Link(
                        own,
                        device.name(),
                        "veth",
                        true,
                        true,
                        "UP",
                        1500,
                        "02:00:00:00:01:" + own,
                        OptionalInt.of(peer),
                        peerNamespace,
                        OptionalInt.empty(),
                        List.of()))
                .settings(device.name());
    }

    Network device(String where, String kind) {
        DeviceName device = DeviceName.parse(where);
        int own = index++;
        scene.in(device.namespace())
                .link(new Link(
                        own,
                        device.name(),
                        kind,
                        true,
                        true,
                        "UP",
                        1500,
                        "02:00:00:00:02:" + own,
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        List.of()))
                .settings(device.name());
        return this;
    }

    /** A bridge with these ports, all forwarding, in VLAN 1. */
    public Network bridge(String where, String... ports) {
        device(where, "bridge");
        DeviceName bridge = DeviceName.parse(where);
        List<BridgePort> list = new ArrayList<>();
        int master = scene.in(bridge.namespace()).device(bridge.name()).index();
        for (String port : ports) {
            change(bridge.namespace() + "/" + port, link -> master(link, OptionalInt.of(master)));
            list.add(new BridgePort(port, "forwarding", OptionalInt.of(1), List.of(1), Optional.empty()));
        }
        scene.in(bridge.namespace())
                .bridge(new Bridge(bridge.name(), false, false, OptionalInt.empty(), list, List.of()));
        return this;
    }

    public Network ports(String where, boolean vlans, List<BridgePort> ports, FdbEntry... fdb) {
        DeviceName bridge = DeviceName.parse(where);
        scene.in(bridge.namespace())
                .bridge(new Bridge(bridge.name(), vlans, false, OptionalInt.empty(), ports, List.of(fdb)));
        return this;
    }

    public Network unplug(String where) {
        return change(where, link -> master(link, OptionalInt.empty()));
    }

    Network plug(String where, String bridge) {
        int master =
                scene.in(DeviceName.parse(where).namespace()).device(bridge).index();
        return change(where, link -> master(link, OptionalInt.of(master)));
    }

    private static Link master(Link link, OptionalInt master) {
        return new Link(
                link.index(),
                link.name(),
                link.kind(),
                link.up(),
                link.carrier(),
                link.operstate(),
                link.mtu(),
                link.mac(),
                link.peerIndex(),
                link.peerNamespace(),
                master,
                List.of());
    }

    Network change(String where, UnaryOperator<Link> change) {
        DeviceName device = DeviceName.parse(where);
        scene.in(device.namespace());
        scene.link(change.apply(scene.device(device.name())));
        return this;
    }

    /** Down, and with it the carrier of the other end, which the caller names; {@code -} for none. */
    public Network down(String where, String peer) {
        change(where, link -> state(link, false, false, "DOWN"));
        return peer.equals("-") ? this : change(peer, link -> state(link, true, false, "LOWERLAYERDOWN"));
    }

    private static Link state(Link link, boolean up, boolean carrier, String operstate) {
        return new Link(
                link.index(),
                link.name(),
                link.kind(),
                up,
                carrier,
                operstate,
                link.mtu(),
                link.mac(),
                link.peerIndex(),
                link.peerNamespace(),
                link.master(),
                List.of());
    }

    Network mtu(String where, int mtu) {
        return change(
                where,
                link -> new Link(
                        link.index(),
                        link.name(),
                        link.kind(),
                        link.up(),
                        link.carrier(),
                        link.operstate(),
                        mtu,
                        link.mac(),
                        link.peerIndex(),
                        link.peerNamespace(),
                        link.master(),
                        List.of()));
    }

    public Network address(String where, String address, int prefix) {
        DeviceName device = DeviceName.parse(where);
        scene.in(device.namespace()).address(device.name(), address, prefix);
        return this;
    }

    public Network withoutAddress(String where) {
        DeviceName device = DeviceName.parse(where);
        scene.in(device.namespace())
                .forget(
                        own -> own.device().equals(device.name()),
                        route -> route.device().equals(device.name())
                                && !route.protocol().equals("boot"));
        return this;
    }

    public Network gateway(String namespace, String destination, String via, String device) {
        scene.in(namespace).route(destination, via, device, 0);
        return this;
    }

    Network route(String namespace, String type, String destination) {
        scene.in(namespace).route(new Route(4, 254, type, destination, "", "", "", "global", "boot", 0, ""));
        return this;
    }

    Network withoutRoute(String namespace, String destination) {
        scene.in(namespace).forget(own -> false, route -> route.destination().equals(destination));
        return this;
    }

    public Network forwards(String namespace, String... devices) {
        scene.in(namespace).setting("ipv4.ip_forward", 1).setting("ipv4.conf.all.forwarding", 1);
        for (String device : devices) {
            scene.setting("ipv4.conf." + device + ".forwarding", 1);
        }
        return this;
    }

    public Network setting(String namespace, String key, int value) {
        scene.in(namespace).setting(key, value);
        return this;
    }

    public Network neighbour(String where, String address, String mac, String state) {
        DeviceName device = DeviceName.parse(where);
        scene.in(device.namespace()).neighbour(device.name(), address, mac, state);
        return this;
    }

    public Network rules(String namespace, RuleTable table) {
        scene.in(namespace).rules(table);
        return this;
    }

    Network listens(String namespace, String protocol, String address, int port) {
        scene.in(namespace).listener(new Listener(protocol, 4, address, port));
        return this;
    }

    /** Removes the listener. */
    Network closed(String namespace) {
        scene.in(namespace).silent();
        return this;
    }

    Network dark(String namespace) {
        scene.in(namespace).dark();
        return this;
    }

    public String mac(String where) {
        DeviceName device = DeviceName.parse(where);
        return scene.in(device.namespace()).device(device.name()).mac();
    }

    public Scene scene() {
        return scene;
    }

    PacketOutcome ask(Reach reach) {
        return PacketWalk.of(scene.snapshot(), reach);
    }

    /** Named to avoid a clash with {@link Neighbour}: a failed entry. */
    Network unanswered(String where, String address) {
        return neighbour(where, address, "", "FAILED");
    }
}
