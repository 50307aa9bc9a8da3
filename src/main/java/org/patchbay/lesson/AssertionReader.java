package org.patchbay.lesson;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.patchbay.check.AddressIs;
import org.patchbay.check.All;
import org.patchbay.check.Any;
import org.patchbay.check.Assertion;
import org.patchbay.check.LinkIs;
import org.patchbay.check.NeighbourIs;
import org.patchbay.check.NeighbourState;
import org.patchbay.check.Not;
import org.patchbay.check.RouteIs;
import org.patchbay.check.SysctlIs;
import org.patchbay.check.VethPair;

/** Reads a {@code check}: one key of the vocabulary, and what belongs to it. */
final class AssertionReader {
    private AssertionReader() {}

    /** @throws Flaw if it is none */
    static Assertion read(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
            throw new Flaw(node.line(), "one assertion should stand here, such as {link: {device: veth0}}");
        }
        SequencedMap<String, YamlNode.Entry> entries = mapping.entries();
        YamlNode body = entries.firstEntry().getValue().value();
        int line = entries.firstEntry().getValue().line();
        return switch (entries.firstEntry().getKey()) {
            case "all" -> sensible(line, () -> new All(several(body)));
            case "any" -> sensible(line, () -> new Any(several(body)));
            case "not" -> new Not(read(body));
            case "link" -> of(body, AssertionReader::link);
            case "veth-pair" -> of(body, fields -> new VethPair(Devices.several(fields, "ends")));
            case "namespace" -> of(body, NetworkAssertions::namespace);
            case "bridge-port" -> of(body, NetworkAssertions::bridgePort);
            case "fdb" -> of(body, NetworkAssertions::fdb);
            case "address" -> of(body, AssertionReader::address);
            case "neighbour" -> of(body, AssertionReader::neighbour);
            case "route" -> of(body, AssertionReader::route);
            case "sysctl" -> of(body, AssertionReader::sysctl);
            case "rule" -> of(body, NetworkAssertions::rule);
            case "conntrack" -> of(body, NetworkAssertions::conntrack);
            case "listening" -> of(body, NetworkAssertions::listening);
            case "container" -> of(body, NetworkAssertions::container);
            case "docker-network" -> of(body, NetworkAssertions::dockerNetwork);
            case "reachable" -> of(body, TriedAssertions::reachable);
            case "arrives-as" -> of(body, TriedAssertions::arrivesAs);
            case "script" -> of(body, TriedAssertions::script);
            case "captured" -> of(body, ToolAssertions::captured);
            case "printed" -> of(body, ToolAssertions::printed);
            case "ran" -> of(body, ToolAssertions::ran);
            case String other ->
                throw new Flaw(
                        line,
                        "'" + other + "' is no assertion; there are all, any, not, link, veth-pair, namespace, "
                                + "bridge-port, fdb, address, neighbour, route, sysctl, rule, conntrack, listening, "
                                + "container, docker-network, reachable, arrives-as, script, captured, printed, ran");
        };
    }

    private static List<Assertion> several(YamlNode node) {
        return Fields.items(node).stream().map(AssertionReader::read).toList();
    }

    private static LinkIs link(Fields fields) {
        return new LinkIs(
                Devices.needed(fields, "device"),
                fields.text("kind"),
                fields.flag("up"),
                fields.flag("carrier"),
                fields.number("mtu", 0, Integer.MAX_VALUE),
                fields.text("mac"),
                fields.text("master"),
                fields.flag("absent").orElse(false));
    }

    private static AddressIs address(Fields fields) {
        return new AddressIs(
                Devices.needed(fields, "device"),
                fields.text("cidr"),
                fields.flag("absent").orElse(false));
    }

    private static NeighbourIs neighbour(Fields fields) {
        return new NeighbourIs(
                Devices.needed(fields, "device"),
                fields.neededText("address"),
                fields.words("states", NeighbourState.class),
                fields.text("mac"),
                fields.flag("absent").orElse(false));
    }

    private static RouteIs route(Fields fields) {
        return new RouteIs(
                fields.neededText("destination"),
                fields.text("namespace"),
                fields.text("from"),
                fields.text("out"),
                fields.text("device"),
                fields.text("gateway"),
                fields.text("source"));
    }

    private static SysctlIs sysctl(Fields fields) {
        return new SysctlIs(
                fields.neededText("setting"),
                Devices.optional(fields, "device"),
                fields.text("namespace"),
                fields.list("is").stream()
                        .map(node -> Fields.number(node, Integer.MIN_VALUE, Integer.MAX_VALUE))
                        .toList());
    }

    /** Reads a mapping to its end; what the type refuses is a flaw of that line. */
    static <T> T of(YamlNode node, Function<Fields, T> read) {
        Fields fields = Fields.of(node);
        T value = sensible(node.line(), () -> read.apply(fields));
        fields.end();
        return value;
    }

    private static <T> T sensible(int line, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new Flaw(line, e.getMessage());
        }
    }
}
