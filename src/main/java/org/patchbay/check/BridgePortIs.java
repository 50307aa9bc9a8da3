package org.patchbay.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.verdict.BridgeText;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code bridge-port}: a device is a port of a bridge of its namespace, with the given properties.
 *
 * @param bridge its device's name
 * @param state the port's STP state
 * @param vlan 1 to 4094: an allowed VLAN, on a bridge that filters VLANs
 * @param pvid likewise: the VLAN of untagged frames
 */
@Key("bridge-port")
public record BridgePortIs(
        DeviceName device,
        String bridge,
        Optional<PortState> state,
        @Between(from = 1, to = 4094) OptionalInt vlan,
        @Between(from = 1, to = 4094) OptionalInt pvid)
        implements Assertion {
    public BridgePortIs {
        new DeviceName(device.namespace(), bridge);
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DevicePrecondition.at(evidence, device, this::judge);
    }

    private Verdict judge(Snapshot snapshot, Namespace here, Link link, DiagnosisBuilder builder) {
        Optional<Verdict.Failed> missing = BridgePrecondition.missing(here, own(), builder);
        if (missing.isPresent()) {
            return missing.get();
        }
        Link master = here.link(bridge).orElseThrow();
        Optional<Verdict.Failed> notPort = BridgePrecondition.notPort(here, device, link, master, builder);
        if (notPort.isPresent()) {
            return notPort.get();
        }
        if (state.isEmpty() && vlan.isEmpty() && pvid.isEmpty()) {
            return builder.saw(ToolText.link(here, link)).passed();
        }
        Optional<Bridge> seen = here.bridge(bridge);
        Optional<BridgePort> port = seen.map(Bridge::ports).orElse(List.of()).stream()
                .filter(one -> one.device().equals(device.name()))
                .findFirst();
        return port.isEmpty()
                ? new Verdict.Inconclusive(Message.of("unseen.bridge", "bridge", own()))
                : judge(snapshot, here, link, master, seen.get(), port.get(), builder);
    }

    private Verdict judge(
            Snapshot snapshot,
            Namespace here,
            Link link,
            Link master,
            Bridge seen,
            BridgePort port,
            DiagnosisBuilder builder) {
        Quote quote = BridgeText.port(here, link, bridge, port.state());
        if (state.isPresent() && !word(state.get()).equals(port.state())) {
            boolean open = state.get() != PortState.DISABLED && state.get() != PortState.BLOCKING;
            return (open
                            ? BridgePrecondition.unplugged(snapshot, here, device, link, master, builder)
                            : Optional.<Verdict.Failed>empty())
                    .orElseGet(() -> failed(builder, "bridge.state", word(state.get()), port.state(), quote));
        }
        builder.saw(quote);
        if (vlan.isEmpty() && pvid.isEmpty()) {
            return builder.passed();
        }
        Quote vlans = BridgeText.vlans(here, port);
        if (!seen.vlanFiltering()) {
            return failed(
                    builder,
                    "bridge.no-vlans",
                    "",
                    "",
                    new Quote(ToolText.source(here, "ip -d link show dev " + bridge), "… bridge … vlan_filtering 0"));
        }
        if (vlan.isPresent() && !port.vlans().contains(vlan.getAsInt())) {
            return failed(builder, "bridge.vlan", "" + vlan.getAsInt(), "", vlans);
        }
        if (pvid.isPresent() && !pvid.equals(port.pvid())) {
            String own = port.pvid().isPresent() ? "" + port.pvid().getAsInt() : "-";
            return failed(builder, "bridge.pvid", "" + pvid.getAsInt(), own, vlans);
        }
        return builder.saw(vlans).passed();
    }

    private static String word(PortState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private DeviceName own() {
        return new DeviceName(device.namespace(), bridge);
    }

    private Verdict.Failed failed(DiagnosisBuilder builder, String key, String wanted, String seen, Quote quote) {
        return builder.failed(
                Layer.BRIDGE,
                device,
                Message.of(key, "device", device, "bridge", bridge, "wanted", wanted, "seen", seen),
                quote.source(),
                quote);
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.BRIDGE,
                device,
                Message.of("bridge.still-so", "device", device, "bridge", bridge),
                InNamespace.command(device.namespace(), "bridge link"));
    }
}
