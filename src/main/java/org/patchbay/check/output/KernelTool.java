package org.patchbay.check.output;

import org.patchbay.check.verdict.ToolText;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.parse.Tool;

/** The command with which a learner repeats a tool's output: the same tool, because the task requires it. */
public final class KernelTool {
    private KernelTool() {}

    /**
     * The command line that prints the tool's table now.
     *
     * @param here the namespace in which it has to run
     */
    public static String at(Tool tool, Namespace here) {
        return ToolText.source(
                here,
                switch (tool) {
                    case ROUTE -> "route -n";
                    case ARP -> "arp -n";
                    case IFCONFIG -> "ifconfig -a";
                    case IPTABLES, IPTABLES_SAVE -> "iptables-save";
                    case IP_ROUTE, IP_NEIGH, IP_ADDRESS, IP_LINK, BRIDGE_FDB, BRIDGE_LINK -> tool.typed();
                    case PING -> "tcpdump -n -i any icmp";
                    case TCPDUMP -> "tcpdump -n -i any";
                });
    }
}
