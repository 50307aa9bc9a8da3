package org.patchbay.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.observe.Bridge;
import org.patchbay.observe.BridgePort;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/**
 * A device is a port of a bridge of its namespace, and is so: {@code bridge-port}.
 *
 * @param bridge its device's name
 * @param state what the port does with frames
 * @param vlan 1 to 4094: frames of this VLAN pass, on a bridge that filters VLANs
 * @param pvid likewise: untagged frames belong to this VLAN
 */
public record BridgePortIs(Device device, String bridge, Optional<PortState> state, OptionalInt vlan, OptionalInt pvid)
        implements Assertion {
    public BridgePortIs {
        new Device(device.namespace(), bridge);
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DeviceLook.at(evidence, device, this::judge);
    }

    private Verdict judge(Snapshot snapshot, Namespace here, Link link, Trail trail) {
        Optional<Verdict.Failed> missing = BridgeLook.missing(here, own(), trail);
        if (missing.isPresent()) {
            return missing.get();
        }
        Link master = here.link(bridge).orElseThrow();
        Optional<Verdict.Failed> notPort = BridgeLook.notPort(here, device, link, master, trail);
        if (notPort.isPresent()) {
            return notPort.get();
        }
        if (state.isEmpty() && vlan.isEmpty() && pvid.isEmpty()) {
            return trail.saw(ToolText.link(here, link)).passed();
        }
        Optional<Bridge> seen = here.bridge(bridge);
        Optional<BridgePort> port = seen.map(Bridge::ports).orElse(List.of()).stream()
                .filter(one -> one.device().equals(device.name()))
                .findFirst();
        return port.isEmpty()
                ? new Verdict.Inconclusive(Message.of("unseen.bridge", "bridge", own()))
                : judge(snapshot, here, link, master, seen.get(), port.get(), trail);
    }

    private Verdict judge(
            Snapshot snapshot, Namespace here, Link link, Link master, Bridge seen, BridgePort port, Trail trail) {
        Quote quote = BridgeText.port(here, link, bridge, port.state());
        if (state.isPresent() && !word(state.get()).equals(port.state())) {
            boolean open = state.get() != PortState.DISABLED && state.get() != PortState.BLOCKING;
            return (open
                            ? BridgeLook.unplugged(snapshot, here, device, link, master, trail)
                            : Optional.<Verdict.Failed>empty())
                    .orElseGet(() -> failed(trail, "bridge.state", word(state.get()), port.state(), quote));
        }
        trail.saw(quote);
        if (vlan.isEmpty() && pvid.isEmpty()) {
            return trail.passed();
        }
        Quote vlans = BridgeText.vlans(here, port);
        if (!seen.vlanFiltering()) {
            return failed(
                    trail,
                    "bridge.no-vlans",
                    "",
                    "",
                    new Quote(ToolText.source(here, "ip -d link show dev " + bridge), "… bridge … vlan_filtering 0"));
        }
        if (vlan.isPresent() && !port.vlans().contains(vlan.getAsInt())) {
            return failed(trail, "bridge.vlan", "" + vlan.getAsInt(), "", vlans);
        }
        if (pvid.isPresent() && !pvid.equals(port.pvid())) {
            String own = port.pvid().isPresent() ? "" + port.pvid().getAsInt() : "-";
            return failed(trail, "bridge.pvid", "" + pvid.getAsInt(), own, vlans);
        }
        return trail.saw(vlans).passed();
    }

    private static String word(PortState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Device own() {
        return new Device(device.namespace(), bridge);
    }

    private Verdict.Failed failed(Trail trail, String key, String wanted, String seen, Quote quote) {
        return trail.failed(
                Layer.BRIDGE,
                device,
                Message.of(key, "device", device, "bridge", bridge, "wanted", wanted, "seen", seen),
                quote.source(),
                quote);
    }

    @Override
    public Verdict refute(Evidence evidence) {
        return Contrary.of(
                judge(evidence),
                Layer.BRIDGE,
                device,
                Message.of("bridge.still-so", "device", device, "bridge", bridge),
                InNamespace.command(device.namespace(), "bridge link"));
    }
}
