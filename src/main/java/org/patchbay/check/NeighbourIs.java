package org.patchbay.check;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Neighbour;
import org.patchbay.observe.Snapshot;

/**
 * A device's neighbour (ARP) table has an entry: {@code neighbour}. A resolved entry decays from reachable to stale,
 * delay and probe, and an unresolved one from incomplete to failed: name every state that is meant.
 *
 * @param states any of these; empty for any state
 * @param mac colons, any case
 * @param absent that there is no entry for this address; then nothing else may be said
 */
public record NeighbourIs(
        Device device, String address, Set<NeighbourState> states, Optional<String> mac, boolean absent)
        implements Assertion {
    public NeighbourIs {
        states = Set.copyOf(states);
        if (Prefix.parse(address).isEmpty() || address.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + address + "' is no address");
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
        return DeviceLook.at(
                evidence,
                device,
                absent
                        ? this::gone
                        : (snapshot, namespace, link, trail) ->
                                there(snapshot, namespace, link, trail, evidence.commands()));
    }

    private Optional<Neighbour> entry(Namespace namespace) {
        return namespace.neighbours().stream()
                .filter(one ->
                        one.device().equals(device.name()) && one.address().equals(address))
                .findFirst();
    }

    private Verdict gone(Snapshot snapshot, Namespace namespace, Link link, Trail trail) {
        return entry(namespace)
                .<Verdict>map(entry ->
                        failed(trail, "neighbour.still-there", entry.state(), ToolText.neighbour(namespace, entry)))
                .orElseGet(trail::passed);
    }

    private Verdict there(
            Snapshot snapshot, Namespace namespace, Link link, Trail trail, Optional<CommandLog> commands) {
        Optional<Neighbour> found = entry(namespace);
        if (found.isEmpty()) {
            Optional<Verdict.Failed> earlier =
                    Carrier.broken(snapshot, namespace, link, trail).or(() -> OnLink.broken(namespace, device, trail));
            return earlier.isPresent()
                    ? earlier.get()
                    : commands.flatMap(log -> OtherPing.of(log, address, Optional.of(device.name())))
                            .<Verdict>map(other -> trail.failed(Layer.ARP, device, other, see()))
                            .orElseGet(() -> failed(trail, "neighbour.missing", ""));
        }
        Neighbour entry = found.get();
        Quote quote = ToolText.neighbour(namespace, entry);
        if (!states.isEmpty() && states.stream().noneMatch(state -> state.name().equals(entry.state()))) {
            return failed(trail, "neighbour.state", entry.state(), quote);
        }
        if (mac.isPresent() && !mac.get().equalsIgnoreCase(entry.mac())) {
            return failed(trail, "neighbour.mac", entry.mac().isEmpty() ? "-" : entry.mac(), quote);
        }
        return trail.saw(quote).passed();
    }

    private Verdict.Failed failed(Trail trail, String key, String seen, Quote... quotes) {
        String wanted = key.equals("neighbour.mac")
                ? mac.orElse("")
                : states.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
        return trail.failed(
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
    public Verdict refute(Evidence evidence) {
        return Contrary.of(
                judge(evidence),
                Layer.ARP,
                device,
                Message.of(absent ? "neighbour.gone" : "neighbour.still-so", "device", device, "address", address),
                see());
    }
}
