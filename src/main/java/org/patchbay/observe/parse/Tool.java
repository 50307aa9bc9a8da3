package org.patchbay.observe.parse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.patchbay.observe.kernel.ToolObject;

/** The tools whose output can be parsed. */
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

    /** The tool's name in lessons and for {@code patchbay parse}. */
    public String program() {
        return program;
    }

    /** The command that produces it: {@code ip address}, {@code iptables-save}. */
    public String typed() {
        return switch (this) {
            case ROUTE, ARP, IFCONFIG, IPTABLES, IPTABLES_SAVE, PING, TCPDUMP -> program;
            case IP_LINK, IP_ADDRESS, IP_ROUTE, IP_NEIGH, BRIDGE_FDB, BRIDGE_LINK -> program.replace('-', ' ');
        };
    }

    /**
     * Whether this tool's parser reads what a run of a program prints: {@code ip -4 addr show dev x} belongs to
     * ip-address, {@code iptables -S} to iptables-save.
     *
     * @param executable the program's name: {@code ip}
     * @param argv its arguments, its own name first
     */
    public boolean printedBy(String executable, List<String> argv) {
        List<String> words = argv.subList(Math.min(1, argv.size()), argv.size());
        return switch (this) {
            case ROUTE, ARP, IFCONFIG, PING, TCPDUMP -> executable.equals(program);
            case IPTABLES -> iptables(executable) && !saves(words);
            case IPTABLES_SAVE ->
                executable.equals("iptables-save")
                        || executable.equals("ip6tables-save")
                        || iptables(executable) && saves(words);
            case IP_LINK -> executable.equals("ip") && ToolObject.asked(words, "link");
            case IP_ADDRESS -> executable.equals("ip") && ToolObject.asked(words, "address");
            case IP_ROUTE -> executable.equals("ip") && ToolObject.asked(words, "route");
            case IP_NEIGH -> executable.equals("ip") && ToolObject.asked(words, "neighbour", "neighbor");
            case BRIDGE_FDB -> executable.equals("bridge") && ToolObject.asked(words, "fdb");
            case BRIDGE_LINK -> executable.equals("bridge") && ToolObject.asked(words, "link");
        };
    }

    private static boolean iptables(String executable) {
        return executable.equals("iptables") || executable.equals("ip6tables");
    }

    private static boolean saves(List<String> words) {
        return words.stream()
                .anyMatch(word -> word.equals("--list-rules")
                        || word.startsWith("-S")
                        || word.startsWith("-") && !word.startsWith("--") && word.endsWith("S"));
    }

    /** Whether one run gives one row, which is a JSON object and not an array. */
    public boolean single() {
        return single;
    }

    /**
     * Parses the tool's output. Total and linear in the text: no input makes it throw. Accepts escape sequences, a
     * prompt and the echoed command around the output, and a cut last line.
     */
    public Parsed<? extends Row> parse(String text) {
        return parser.apply(text);
    }
}
