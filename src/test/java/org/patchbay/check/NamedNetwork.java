package org.patchbay.check;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.observe.kernel.Link;

/** The same network under two sets of names and addresses: no diagnosis may know either. */
enum NamedNetwork {
    RED("ns1", "br0", "p1", "p2", "eth0", "10.70.2.", "02:42:00:00:00:0a", 8080),
    BLUE("blue", "switch7", "left", "right", "uplink", "192.168.40.", "06:ff:ee:00:00:99", 3000);

    final String namespace;
    final String bridge;
    final String port;
    final String otherPort;
    final String out;
    final String net;
    final String mac;
    final int number;

    NamedNetwork(
            String namespace,
            String bridge,
            String port,
            String otherPort,
            String out,
            String net,
            String mac,
            int number) {
        this.namespace = namespace;
        this.bridge = bridge;
        this.port = port;
        this.otherPort = otherPort;
        this.out = out;
        this.net = net;
        this.mac = mac;
        this.number = number;
    }

    DeviceName device(String name) {
        return new DeviceName(namespace, name);
    }

    String address(int host) {
        return net + host;
    }

    /** The bridge, up, in the namespace. */
    Scene scene() {
        return new Scene().in(namespace).link(link(2, bridge, "bridge", true, OptionalInt.empty()));
    }

    /** A device of the namespace; a veth's other end was not seen. */
    static Link link(int index, String name, String kind, boolean up, OptionalInt master) {
        return new Link(
                index,
                name,
                kind,
                up,
                up,
                up ? "UP" : "DOWN",
                1500,
                "02:00:00:00:00:1" + index,
                OptionalInt.empty(),
                OptionalLong.empty(),
                master,
                List.of());
    }
}
