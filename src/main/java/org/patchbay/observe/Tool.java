package org.patchbay.observe;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** The tools whose output can be read. */
public enum Tool {
    ROUTE("route", false, RouteTable::parse),
    ARP("arp", false, ArpTable::parse),
    IFCONFIG("ifconfig", false, Ifconfig::parse),
    IPTABLES("iptables", false, Iptables::parse),
    IPTABLES_SAVE("iptables-save", false, IptablesSave::parse),
    PING("ping", true, Ping::parse),
    TCPDUMP("tcpdump", false, text -> Tcpdump.parse(text).parsed()),
    IP_LINK("ip-link", false, text -> IpListing.parse(text, new IpLinks(false))),
    IP_ADDRESS("ip-address", false, text -> IpListing.parse(text, new IpLinks(true))),
    IP_ROUTE("ip-route", false, text -> IpListing.parse(text, new IpRoutes())),
    IP_NEIGH("ip-neigh", false, text -> IpListing.parse(text, new IpNeighbours())),
    BRIDGE_FDB("bridge-fdb", false, text -> IpListing.parse(text, new BridgeFdb())),
    BRIDGE_LINK("bridge-link", false, text -> IpListing.parse(text, new IpLinks(false)));

    private final String program;
    private final boolean single;
    private final Function<String, Parsed<? extends Row>> parser;

    Tool(String program, boolean single, Function<String, Parsed<? extends Row>> parser) {
        this.program = program;
        this.single = single;
        this.parser = parser;
    }

    /** The tool of this name, such as {@code route}. */
    public static Optional<Tool> of(String program) {
        return Arrays.stream(values())
                .filter(tool -> tool.program.equals(program))
                .findFirst();
    }

    /** What it is called on a command line. */
    public String program() {
        return program;
    }

    /** Whether one run prints one thing, an object rather than an array in JSON. */
    public boolean single() {
        return single;
    }

    /**
     * Reads its output. Total and linear in the text: whatever comes in, no exception. Accepts escape sequences, a prompt
     * and the echoed command around the output, a last line that was cut.
     */
    public Parsed<? extends Row> parse(String text) {
        return parser.apply(text);
    }
}
