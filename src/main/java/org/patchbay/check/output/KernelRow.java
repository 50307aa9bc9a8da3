package org.patchbay.check.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.packet.Carrier;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.packet.OnLink;
import org.patchbay.check.packet.PacketOutcome;
import org.patchbay.check.packet.PacketWalk;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Route;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Tool;

/** Explains, by the kernel's current state, why a tool did not print the wanted row. */
public final class KernelRow {
    private static final int MAIN_TABLE = 254;
    /** The names of routing tables, as in rt_tables of iproute2. */
    private static final Map<Integer, String> TABLES = Map.of(253, "default", MAIN_TABLE, "main", 255, "local");

    private final Tool tool;
    private final Map<String, Cell> row;
    private final Snapshot snapshot;
    private final Namespace here;
    private final CommandLog log;
    private final DiagnosisBuilder builder = new DiagnosisBuilder();

    public KernelRow(Tool tool, Map<String, Cell> row, Snapshot snapshot, Namespace here, CommandLog log) {
        this.log = log;
        this.tool = tool;
        this.row = row;
        this.snapshot = snapshot;
        this.here = here;
    }

    /** The failure if the kernel has no such row. */
    public Optional<Verdict.Failed> explain(ToolRun run) {
        return switch (tool) {
            case ROUTE -> name("iface").flatMap(this::noRoute);
            case ARP -> name("iface").flatMap(this::noEntry);
            case IFCONFIG -> name("name").flatMap(name -> noInterface(name, run));
            case PING -> name("destination_ip").flatMap(destination -> noAnswer(destination, run));
            case IP_ROUTE ->
                name("dev").flatMap(dev -> device(dev).or(() -> address(dev))).or(() -> otherTable(run));
            case IP_NEIGH -> name("dev").flatMap(dev -> device(dev).or(() -> address(dev)));
            case IP_LINK, IP_ADDRESS ->
                name("ifname").filter(name -> here.link(name).isEmpty()).flatMap(this::device);
            case BRIDGE_LINK, BRIDGE_FDB ->
                name("ifname").flatMap(port -> device(port).or(() -> noPort(port)));
            case TCPDUMP, IPTABLES, IPTABLES_SAVE -> Optional.empty();
        };
    }

    private Optional<Verdict.Failed> noRoute(String iface) {
        Optional<Verdict.Failed> near = device(iface).or(() -> address(iface));
        if (near.isPresent() || !routes().isEmpty()) {
            return near;
        }
        String destination = name("destination").orElse("-");
        Message sentence = destination.equals("0.0.0.0") || destination.equals("default")
                ? Message.of("route.no-default", "device", place(iface))
                : Message.of("route.not-there", "destination", destination, "device", place(iface));
        return Optional.of(builder.failed(Layer.ROUTE, place(iface), sentence, KernelTool.at(tool, here)));
    }

    /** The failure if the row is in a routing table that the run did not list. */
    private Optional<Verdict.Failed> otherTable(ToolRun run) {
        List<String> argv = run.execution().argv();
        int asked = argv.indexOf("table");
        String listed = asked > 0 && asked + 1 < argv.size() ? argv.get(asked + 1) : "main";
        return here.routes().stream()
                .filter(route -> !argv.contains("get") && !listed.equals("all"))
                .filter(route -> IprouteRows.route(route).agrees(row))
                .map(route -> TABLES.getOrDefault(route.table(), String.valueOf(route.table())))
                .filter(table -> !table.equals(listed))
                .findFirst()
                .map(table -> builder.failed(
                        Layer.TOOL,
                        tool.typed(),
                        Message.of("printed.other-table", "tool", run.typed(), "seen", listed, "wanted", table),
                        KernelTool.at(tool, here),
                        new Quote(run.typed(), run.shown())));
    }

    private Optional<Verdict.Failed> noEntry(String iface) {
        Optional<Verdict.Failed> near = device(iface).or(() -> address(iface));
        if (near.isPresent()) {
            return near;
        }
        String address = name("address").orElse("-");
        Optional<Neighbour> entry = entry();
        if (entry.isEmpty()) {
            return Optional.of(builder.failed(
                    Layer.ARP,
                    place(iface),
                    OtherPing.of(log, address, Optional.of(iface))
                            .or(() -> OtherPing.unselected(log, here, address))
                            .orElseGet(
                                    () -> Message.of("neighbour.missing", "address", address, "device", place(iface))),
                    KernelTool.at(tool, here)));
        }
        return agrees(entry.get())
                ? Optional.empty()
                : Optional.of(builder.failed(
                        Layer.ARP,
                        place(iface),
                        Message.of(
                                entry.get().mac().isEmpty() ? "neighbour.unresolved" : "neighbour.known",
                                "address",
                                address,
                                "device",
                                place(iface),
                                "mac",
                                entry.get().mac()),
                        KernelTool.at(tool, here),
                        ToolText.arp(here, entry.get())));
    }

    private Optional<Verdict.Failed> noPort(String name) {
        boolean free = here.link(name)
                .filter(link -> link.master().isEmpty() && !link.kind().equals("bridge"))
                .isPresent();
        return free
                ? Optional.of(builder.failed(
                        Layer.BRIDGE,
                        place(name),
                        Message.of("bridge.free", "device", place(name)),
                        ToolText.source(here, "bridge link")))
                : Optional.empty();
    }

    private Optional<Verdict.Failed> noInterface(String name, ToolRun run) {
        Optional<Link> link = here.link(name);
        if (link.isEmpty()) {
            return Optional.of(DevicePrecondition.missing(snapshot, place(name), builder));
        }
        if (!link.get().up() && !Arguments.match(List.of("-a"), run.execution().argv())) {
            return Carrier.broken(snapshot, here, link.get(), builder);
        }
        builder.sound(Layer.LINK);
        Optional<String> address = name("ipv4_addr");
        boolean has = address.isEmpty()
                || here.addresses(name).stream().anyMatch(own -> own.address().equals(address.get()));
        return has
                ? Optional.empty()
                : Optional.of(builder.failed(
                        Layer.ADDRESS,
                        place(name),
                        Message.of("address.missing", "device", place(name), "wanted", address.get()),
                        KernelTool.at(tool, here),
                        ToolText.addresses(here, link.get())));
    }

    private Optional<Verdict.Failed> noAnswer(String destination, ToolRun run) {
        Optional<Message> other = OtherPing.of(log, destination, Optional.empty());
        if (other.isPresent()) {
            return Optional.of(builder.failed(
                    Layer.TOOL, "ping", other.get(), KernelTool.at(tool, here), new Quote(run.typed(), run.shown())));
        }
        List<String> argv = run.execution().argv();
        Optional<String> chosen = Arguments.value(argv.subList(Math.min(1, argv.size()), argv.size()), "-I")
                .filter(device -> Prefix.parse(device).isEmpty());
        if (Prefix.parse(destination).isEmpty()
                || destination.indexOf('/') >= 0
                || here.names().isEmpty() && !here.init()) {
            return Optional.empty();
        }
        Reach ping = new Reach(
                InNamespace.name(here),
                destination,
                Reach.Kind.ICMP,
                OptionalInt.empty(),
                chosen.filter(
                        name -> DeviceName.of(InNamespace.name(here), name).isPresent()),
                Optional.empty(),
                OptionalInt.empty(),
                false);
        return PacketWalk.of(snapshot, ping) instanceof PacketOutcome.Broken broken
                ? Optional.of(broken.failed())
                : Optional.empty();
    }

    private Optional<Verdict.Failed> device(String iface) {
        return here.link(iface)
                .map(link -> Carrier.broken(snapshot, here, link, builder))
                .orElseGet(() -> Optional.of(DevicePrecondition.missing(snapshot, place(iface), builder)));
    }

    private Optional<Verdict.Failed> address(String iface) {
        return OnLink.broken(here, place(iface), builder);
    }

    private List<Route> routes() {
        return here.routes().stream()
                .filter(route -> route.table() == MAIN_TABLE)
                .filter(route -> name("iface")
                        .filter(iface -> !iface.equals(route.device()))
                        .isEmpty())
                .filter(route -> name("destination")
                        .filter(wanted -> !Prefix.parse(route.destination())
                                .filter(prefix ->
                                        prefix.address().getHostAddress().equals(wanted)
                                                || wanted.equals("default") && prefix.length() == 0)
                                .isPresent())
                        .isEmpty())
                .toList();
    }

    private Optional<Neighbour> entry() {
        return here.neighbours().stream()
                .filter(one -> name("address").filter(one.address()::equals).isPresent())
                .filter(one -> name("iface")
                        .filter(iface -> !iface.equals(one.device()))
                        .isEmpty())
                .findFirst();
    }

    private boolean agrees(Neighbour entry) {
        Cell wanted = row.get("hwaddress");
        return wanted == null || wanted.matches(entry.mac().isEmpty() ? null : entry.mac());
    }

    private Optional<String> name(String column) {
        return Optional.ofNullable(row.get(column))
                .filter(Cell.Is.class::isInstance)
                .map(Cell::text);
    }

    private DeviceName place(String name) {
        return InNamespace.device(here, name);
    }
}
