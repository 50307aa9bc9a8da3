package org.patchbay.check.packet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.BridgeText;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Decides whether one frame may enter a bridge by its port and leave by another (br_handle_frame and br_forward in
 * net/bridge; bridge(8)).
 */
public final class BridgePassage {
    private static final int DEFAULT_VLAN = 1;

    private final Snapshot snapshot;
    private final Namespace namespace;
    private final Link bridge;
    private final Optional<Link> ingress;
    private final EthernetFrame frame;
    private final DiagnosisBuilder builder;
    private final Optional<Bridge> seen;
    private final OptionalInt vlan;

    /** @param ingress empty for a frame that the bridge's own device sends */
    public BridgePassage(
            Snapshot snapshot,
            Namespace namespace,
            Link bridge,
            Optional<Link> ingress,
            EthernetFrame frame,
            DiagnosisBuilder builder) {
        this.snapshot = snapshot;
        this.namespace = namespace;
        this.bridge = bridge;
        this.ingress = ingress;
        this.frame = frame;
        this.builder = builder;
        seen = namespace.bridge(bridge.name());
        vlan = !filtersVlans()
                ? OptionalInt.empty()
                : ingress.map(link -> port(link).map(BridgePort::pvid).orElse(OptionalInt.of(DEFAULT_VLAN)))
                        .orElseGet(() -> port(bridge).map(BridgePort::pvid).orElse(OptionalInt.of(DEFAULT_VLAN)));
    }

    /** All ports but the one of arrival. */
    public List<Link> ports() {
        return namespace.links().stream()
                .filter(link -> link.master().equals(OptionalInt.of(bridge.index())))
                .filter(link -> ingress.isEmpty() || ingress.get().index() != link.index())
                .filter(port -> !forBridgeItself())
                .toList();
    }

    public Branch enter(Branch branch) {
        Branch next = branch;
        if (namespace.bridges().isEmpty()) {
            next = next.doubted(Optional.of(Message.of("unseen.bridges", "namespace", InNamespace.name(namespace))));
        }
        if (!bridge.up()) {
            next = next.stoppedBy(Optional.of(builder.failed(
                    Layer.LINK,
                    device(bridge),
                    Message.of("bridge.down", "bridge", device(bridge)),
                    see("ip -br link"),
                    ToolText.link(namespace, bridge))));
        }
        if (ingress.isPresent()) {
            next = next.stoppedBy(state(ingress.get()));
            if (filtersVlans() && vlan.isEmpty()) {
                next = next.stoppedBy(Optional.of(vlanBroken("bridge.no-pvid", ingress.get(), "-")));
            }
        }
        return next;
    }

    Branch exit(Link port, Branch branch) {
        Branch next = branch.stoppedBy(elsewhere(port)).stoppedBy(Carrier.broken(snapshot, namespace, port, builder));
        return member(port, next.stoppedBy(state(port)));
    }

    /** Whether the bridge's own device may receive it. */
    boolean takesUp() {
        return frame.toEverybody() || forBridgeItself();
    }

    Branch up(Branch branch) {
        if (vlan.isEmpty() || port(bridge).isEmpty() && vlan.getAsInt() == DEFAULT_VLAN) {
            return branch;
        }
        return port(bridge).isPresent()
                ? member(bridge, branch)
                : branch.doubted(Optional.of(Message.of("unseen.vlan", "device", device(bridge))));
    }

    private boolean forBridgeItself() {
        return !frame.toEverybody()
                && (frame.destination().equals(bridge.mac())
                        || namespace.links().stream()
                                .filter(link -> link.master().equals(OptionalInt.of(bridge.index())))
                                .anyMatch(link -> frame.destination().equals(link.mac())));
    }

    private Optional<Verdict.Failed> state(Link link) {
        Optional<BridgePort> port = port(link).filter(found -> !found.state().equals("forwarding"));
        if (port.isEmpty() || !link.up() || !link.carrier() || !bridge.up()) {
            return Optional.empty();
        }
        return Optional.of(builder.failed(
                Layer.BRIDGE,
                device(link),
                Message.of(
                        "bridge.port-state",
                        "device",
                        device(link),
                        "bridge",
                        device(bridge),
                        "seen",
                        port.get().state()),
                see("bridge link"),
                BridgeText.port(namespace, link, bridge.name(), port.get().state())));
    }

    /**
     * The failure if an entry steers the frame elsewhere. A permanent entry is the bridge's own address, so the frame
     * is delivered locally. A static entry is ignored: its owner's next frame moves it (br_fdb_update).
     */
    private Optional<Verdict.Failed> elsewhere(Link port) {
        if (frame.toEverybody()) {
            return Optional.empty();
        }
        return seen.stream()
                .flatMap(found -> found.fdb().stream())
                .filter(entry -> entry.mac().equals(frame.destination()))
                .filter(entry ->
                        vlan.isEmpty() || entry.vlan().isEmpty() || entry.vlan().equals(vlan))
                .filter(entry -> entry.state().equals("permanent") || frame.steered() && isBehindAnother(port, entry))
                .findFirst()
                .map(entry -> told(entry.state().equals("permanent") ? "bridge.bound" : "bridge.steered", entry));
    }

    private static boolean isBehindAnother(Link port, FdbEntry entry) {
        return entry.state().equals("learned") && !entry.device().equals(port.name());
    }

    private Verdict.Failed told(String key, FdbEntry entry) {
        DeviceName there = InNamespace.device(namespace, entry.device());
        return builder.failed(
                Layer.BRIDGE,
                there,
                Message.of(key, "bridge", device(bridge), "device", there, "mac", entry.mac()),
                see(BridgeText.fdb(bridge.name())),
                BridgeText.entry(namespace, bridge.name(), entry));
    }

    private Branch member(Link link, Branch branch) {
        Optional<BridgePort> port = port(link);
        if (vlan.isEmpty() || port.isEmpty()) {
            return branch;
        }
        if (!port.get().vlans().contains(vlan.getAsInt())) {
            return branch.stoppedBy(
                    Optional.of(vlanBroken("bridge.vlan-barred", link, String.valueOf(vlan.getAsInt()))));
        }
        // Whether frames leave tagged is not reported; those of the port's PVID leave untagged.
        return port.get().pvid().equals(vlan) || link.index() == bridge.index()
                ? branch
                : branch.doubted(Optional.of(Message.of("unseen.vlan", "device", device(link))));
    }

    private Verdict.Failed vlanBroken(String key, Link link, String number) {
        return builder.failed(
                Layer.BRIDGE,
                device(link),
                Message.of(key, "device", device(link), "bridge", device(bridge), "vlan", number),
                see("bridge vlan show dev " + link.name()),
                port(link).stream()
                        .map(found -> BridgeText.vlans(namespace, found))
                        .toArray(Quote[]::new));
    }

    private boolean filtersVlans() {
        return seen.filter(Bridge::vlanFiltering).isPresent();
    }

    private Optional<BridgePort> port(Link link) {
        return seen.flatMap(found -> found.ports().stream()
                .filter(port -> port.device().equals(link.name()))
                .findFirst());
    }

    private DeviceName device(Link link) {
        return InNamespace.device(namespace, link.name());
    }

    private String see(String command) {
        return ToolText.source(namespace, command);
    }
}
