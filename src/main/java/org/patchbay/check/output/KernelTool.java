package org.patchbay.check.output;

import org.patchbay.check.verdict.ToolText;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.parse.Tool;

/** The command with which a learner can compare another tool's output with the kernel's state. */
public final class KernelTool {
    private KernelTool() {}

    /**
     * The command line that prints the kernel's current state of the tool's subject.
     *
     * @param here the namespace in which it has to run
     */
    public static String at(Tool tool, Namespace here) {
        return ToolText.source(
                here,
                switch (tool) {
                    case ROUTE, IP_ROUTE -> "ip route";
                    case ARP, IP_NEIGH -> "ip neigh";
                    case IFCONFIG, IP_ADDRESS -> "ip address";
                    case IP_LINK -> "ip link";
                    case IPTABLES, IPTABLES_SAVE -> "iptables-save";
                    case BRIDGE_FDB -> "bridge fdb";
                    case BRIDGE_LINK -> "bridge link";
                    case PING -> "tcpdump -n -i any icmp";
                    case TCPDUMP -> "tcpdump -n -i any";
                });
    }
}
