package org.patchbay.check;

import java.util.List;
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
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code fdb}: a bridge has learned a hardware address on a port. Entries that are {@code static} or {@code
 * permanent} are not learned.
 *
 * @param port a device of the bridge's namespace
 * @param mac colons, any case
 * @param of a device whose address is meant, in place of {@code mac}
 * @param vlan 1 to 4094
 */
@Key("fdb")
public record FdbHas(
        DeviceName bridge,
        String port,
        Optional<String> mac,
        Optional<DeviceName> of,
        @Between(from = 1, to = 4094) OptionalInt vlan)
        implements Assertion {
    public FdbHas {
        new DeviceName(bridge.namespace(), port);
        if (mac.isPresent() == of.isPresent()) {
            throw new IllegalArgumentException("expected one of mac, of");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DevicePrecondition.inNamespace(
                evidence,
                bridge.namespace(),
                (snapshot, here, builder) -> BridgePrecondition.missing(here, bridge, builder)
                        .<Verdict>map(failed -> failed)
                        .orElseGet(() -> whose(evidence, snapshot, here, builder)));
    }

    private Verdict whose(Evidence evidence, Snapshot snapshot, Namespace here, DiagnosisBuilder builder) {
        return of.map(owner -> DevicePrecondition.at(
                        evidence, owner, (_, _, link, _) -> judge(snapshot, here, link.mac(), builder)))
                .orElseGet(() -> judge(snapshot, here, mac.orElseThrow(), builder));
    }

    private Verdict judge(Snapshot snapshot, Namespace here, String address, DiagnosisBuilder builder) {
        Optional<Bridge> seen = here.bridge(bridge.name());
        if (seen.isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.bridge", "bridge", bridge));
        }
        List<FdbEntry> entries = seen.get().fdb().stream()
                .filter(entry -> entry.mac().equalsIgnoreCase(address) && (vlan.isEmpty() || vlan.equals(entry.vlan())))
                .toList();
        return entries.stream()
                .filter(entry ->
                        entry.state().equals("learned") && entry.device().equals(port))
                .findFirst()
                .<Verdict>map(entry -> builder.saw(BridgeText.entry(here, bridge.name(), entry))
                        .passed())
                .orElseGet(() -> absent(snapshot, here, seen.get(), address, entries, builder));
    }

    private Verdict absent(
            Snapshot snapshot,
            Namespace here,
            Bridge seen,
            String address,
            List<FdbEntry> entries,
            DiagnosisBuilder builder) {
        DeviceName device = new DeviceName(bridge.namespace(), port);
        Optional<Link> link = here.link(port);
        if (link.isEmpty()) {
            return DevicePrecondition.missing(device, builder);
        }
        Link master = here.link(bridge.name()).orElseThrow();
        Optional<Verdict.Failed> broken = BridgePrecondition.notPort(here, device, link.get(), master, builder)
                .or(() -> known(here, entries, address, builder))
                .or(() -> BridgePrecondition.unplugged(snapshot, here, device, link.get(), master, builder))
                .or(() -> deaf(here, seen, link.get(), device, builder));
        return broken.isPresent() ? broken.get() : failed(builder, "fdb.missing", address, port);
    }

    /** The failure if the bridge has another entry for the address; a learned one is preferred. */
    private Optional<Verdict.Failed> known(
            Namespace here, List<FdbEntry> entries, String address, DiagnosisBuilder builder) {
        return entries.stream()
                .filter(entry -> entry.state().equals("learned"))
                .findFirst()
                .or(() -> entries.stream().findFirst())
                .map(entry -> failed(
                        builder,
                        switch (entry.state()) {
                            case "learned" -> "fdb.elsewhere";
                            case "static" -> "fdb.static";
                            case String _ -> "fdb.own";
                        },
                        address,
                        entry.device(),
                        BridgeText.entry(here, bridge.name(), entry)));
    }

    /** The failure if the spanning tree keeps the port from learning. */
    private Optional<Verdict.Failed> deaf(
            Namespace here, Bridge seen, Link link, DeviceName device, DiagnosisBuilder builder) {
        return seen.ports().stream()
                .filter(one -> one.device().equals(port))
                .map(BridgePort::state)
                .filter(state -> !state.equals("forwarding") && !state.equals("learning"))
                .findFirst()
                .map(state -> builder.failed(
                        Layer.BRIDGE,
                        device,
                        Message.of("bridge.deaf", "device", device, "seen", state),
                        InNamespace.command(bridge.namespace(), "bridge link"),
                        BridgeText.port(here, link, bridge.name(), state)));
    }

    private Verdict.Failed failed(DiagnosisBuilder builder, String key, String address, String seen, Quote... quotes) {
        return builder.failed(
                Layer.BRIDGE,
                bridge,
                Message.of(key, "bridge", bridge, "mac", address, "port", port, "seen", seen),
                see(),
                quotes);
    }

    private String see() {
        return InNamespace.command(bridge.namespace(), BridgeText.fdb(bridge.name()));
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.BRIDGE,
                bridge,
                Message.of("fdb.still-so", "bridge", bridge, "port", port),
                see());
    }
}
