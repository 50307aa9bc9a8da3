package org.patchbay.lesson;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patchbay.check.BridgePortIs;
import org.patchbay.check.ConnectionIs;
import org.patchbay.check.ContainerIs;
import org.patchbay.check.DockerNetworkIs;
import org.patchbay.check.FdbHas;
import org.patchbay.check.FlowPattern;
import org.patchbay.check.ListenerIs;
import org.patchbay.check.NamespaceIs;
import org.patchbay.check.PortState;
import org.patchbay.check.Publication;
import org.patchbay.check.RuleIs;
import org.patchbay.check.rules.RulePart;
import org.patchbay.check.rules.RulePolicy;
import org.patchbay.check.rules.RuleTarget;
import org.patchbay.check.verdict.Transport;

/** Reads the assertions on what is built of devices: bridges, packet filters, sockets, containers. */
final class NetworkAssertions {
    private static final int LAST_VLAN = 4094;
    private static final int LAST_PORT = 65535;

    private NetworkAssertions() {}

    static NamespaceIs namespace(Fields fields) {
        return new NamespaceIs(fields.neededText("name"), fields.text("process"));
    }

    static BridgePortIs bridgePort(Fields fields) {
        return new BridgePortIs(
                Devices.needed(fields, "device"),
                fields.neededText("bridge"),
                fields.word("state", PortState.class),
                fields.number("vlan", 1, LAST_VLAN),
                fields.number("pvid", 1, LAST_VLAN));
    }

    static FdbHas fdb(Fields fields) {
        return new FdbHas(
                Devices.needed(fields, "bridge"),
                fields.neededText("port"),
                fields.text("mac"),
                Devices.optional(fields, "of"),
                fields.number("vlan", 1, LAST_VLAN));
    }

    static RuleIs rule(Fields fields) {
        return new RuleIs(
                fields.neededText("chain"),
                fields.text("table"),
                fields.text("namespace"),
                fields.node("match").map(NetworkAssertions::match).orElse(Map.of()),
                fields.words("may", RulePart.class),
                fields.word("action", RuleTarget.class),
                fields.text("to"),
                fields.word("policy", RulePolicy.class));
    }

    private static Map<RulePart, String> match(YamlNode node) {
        return AssertionReader.of(node, fields -> {
            Map<RulePart, String> match = new LinkedHashMap<>();
            for (RulePart part : Arrays.asList(RulePart.values())) {
                fields.text(Fields.written(part)).ifPresent(value -> match.put(part, value));
            }
            return match;
        });
    }

    static ConnectionIs conntrack(Fields fields) {
        return new ConnectionIs(
                fields.text("namespace"),
                fields.text("protocol"),
                AssertionReader.of(fields.needed("original"), NetworkAssertions::flow),
                fields.node("reply").map(node -> AssertionReader.of(node, NetworkAssertions::flow)),
                fields.text("state"),
                fields.flag("replied"));
    }

    private static FlowPattern flow(Fields fields) {
        return new FlowPattern(
                fields.text("source"),
                fields.number("source-port", 1, LAST_PORT),
                fields.text("destination"),
                fields.number("destination-port", 1, LAST_PORT));
    }

    static ListenerIs listening(Fields fields) {
        return new ListenerIs(
                Fields.number(fields.needed("port"), 1, LAST_PORT),
                fields.word("protocol", Transport.class),
                fields.text("address"),
                fields.text("namespace"));
    }

    static ContainerIs container(Fields fields) {
        return new ContainerIs(
                fields.neededText("name"),
                fields.text("image"),
                fields.text("network"),
                fields.text("publishes").map(Publication::parse));
    }

    static DockerNetworkIs dockerNetwork(Fields fields) {
        return new DockerNetworkIs(fields.neededText("name"), fields.text("driver"), fields.text("subnet"));
    }
}
