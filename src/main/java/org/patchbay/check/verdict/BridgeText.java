package org.patchbay.check.verdict;

import java.util.stream.Collectors;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;

/** Formats a bridge's state as bridge(8) of iproute2 6.1 prints it. */
public final class BridgeText {
    private BridgeText() {}

    /** A line of {@code bridge link}, without priority and cost. */
    public static Quote port(Namespace namespace, Link link, String bridge, String state) {
        return new Quote(
                ToolText.source(namespace, "bridge link"),
                "%d: %s: <%s> mtu %d master %s state %s"
                        .formatted(
                                link.index(),
                                ToolText.displayName(namespace, link),
                                ToolText.flags(namespace, link),
                                link.mtu(),
                                bridge,
                                state));
    }

    /** A line of {@code bridge fdb show}. */
    public static Quote entry(Namespace namespace, String bridge, FdbEntry entry) {
        String vlan = entry.vlan().isPresent() ? " vlan " + entry.vlan().getAsInt() : "";
        String state = entry.state().equals("learned") ? "" : " " + entry.state();
        return new Quote(
                ToolText.source(namespace, fdb(bridge)),
                entry.mac() + " dev " + entry.device() + vlan + " master " + bridge + state);
    }

    public static String fdb(String bridge) {
        return "bridge fdb show br " + bridge;
    }

    /** The lines of {@code bridge vlan show} for one port, with the heading. */
    public static Quote vlans(Namespace namespace, BridgePort port) {
        String first = "%-18s".formatted(port.device());
        String rows = port.vlans().stream()
                .map(vlan -> vlan
                        + (port.pvid().isPresent() && port.pvid().getAsInt() == vlan ? " PVID Egress Untagged" : ""))
                .collect(Collectors.joining("\n" + " ".repeat(18)));
        return new Quote(
                ToolText.source(namespace, "bridge vlan show dev " + port.device()),
                "port              vlan-id\n" + (first + rows).stripTrailing());
    }
}
