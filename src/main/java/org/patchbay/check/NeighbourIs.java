package org.patchbay.check;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.check.output.OtherPing;
import org.patchbay.check.packet.Carrier;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.packet.OnLink;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code neighbour}: a device's neighbour (ARP) table has an entry. The kernel changes states by itself
 * (reachable to stale, delay and probe; incomplete to failed), so list every accepted state.
 *
 * @param states any of these; empty for any state
 * @param mac colons, any case
 * @param absent whether there must be no entry for this address; excludes the other properties
 */
@Key("neighbour")
public record NeighbourIs(
        DeviceName device, String address, Set<NeighbourState> states, Optional<String> mac, boolean absent)
        implements Assertion {
    public NeighbourIs {
        states = Set.copyOf(states);
        if (Prefix.parse(address).isEmpty() || address.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + address + "' is not an address");
        }
        if (absent && (!states.isEmpty() || mac.isPresent())) {
            throw new IllegalArgumentException("an entry that is absent has no state");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DevicePrecondition.at(
                evidence,
                device,
                absent
                        ? this::gone
                        : (snapshot, namespace, link, builder) ->
                                there(snapshot, namespace, link, builder, evidence.commands()));
    }

    private Optional<Neighbour> entry(Namespace namespace) {
        return namespace.neighbours().stream()
                .filter(one ->
                        one.device().equals(device.name()) && one.address().equals(address))
                .findFirst();
    }

    private Verdict gone(Snapshot snapshot, Namespace namespace, Link link, DiagnosisBuilder builder) {
        return entry(namespace)
                .<Verdict>map(entry ->
                        failed(builder, "neighbour.still-there", entry.state(), ToolText.neighbour(namespace, entry)))
                .orElseGet(builder::passed);
    }

    private Verdict there(
            Snapshot snapshot,
            Namespace namespace,
            Link link,
            DiagnosisBuilder builder,
            Optional<CommandLog> commands) {
        Optional<Neighbour> found = entry(namespace);
        if (found.isEmpty()) {
            Optional<Verdict.Failed> earlier = Carrier.broken(snapshot, namespace, link, builder)
                    .or(() -> OnLink.broken(namespace, device, builder));
            return earlier.isPresent()
                    ? earlier.get()
                    : commands.flatMap(log -> OtherPing.of(log, address, Optional.of(device.name()))
                                    .or(() -> OtherPing.unselected(log, namespace, address)))
                            .<Verdict>map(other -> builder.failed(Layer.ARP, device, other, see()))
                            .orElseGet(() -> failed(builder, "neighbour.missing", ""));
        }
        Neighbour entry = found.get();
        Quote quote = ToolText.neighbour(namespace, entry);
        if (!states.isEmpty() && states.stream().noneMatch(state -> state.name().equals(entry.state()))) {
            return failed(builder, "neighbour.state", entry.state(), quote);
        }
        if (mac.isPresent() && !mac.get().equalsIgnoreCase(entry.mac())) {
            return failed(builder, "neighbour.mac", entry.mac().isEmpty() ? "-" : entry.mac(), quote);
        }
        return builder.saw(quote).passed();
    }

    private Verdict.Failed failed(DiagnosisBuilder builder, String key, String seen, Quote... quotes) {
        String wanted = key.equals("neighbour.mac")
                ? mac.orElse("")
                : states.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
        return builder.failed(
                Layer.ARP,
                device,
                Message.of(key, "device", device, "address", address, "wanted", wanted, "seen", seen),
                see(),
                quotes);
    }

    private String see() {
        return InNamespace.command(device.namespace(), "ip neigh show dev " + device.name());
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.ARP,
                device,
                Message.of(absent ? "neighbour.gone" : "neighbour.still-so", "device", device, "address", address),
                see());
    }
}
