package org.patchbay.check.packet;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.Attempt.Sighting;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** Explains why a probe got no answer: by a fault in the kernel's state, else by where the packet was last seen. */
public final class Unreached {
    private final Snapshot snapshot;
    private final Namespace here;
    private final Reach reach;
    private final Attempt attempt;

    public Unreached(Snapshot snapshot, Namespace here, Reach reach, Attempt attempt) {
        this.snapshot = snapshot;
        this.here = here;
        this.reach = reach;
        this.attempt = attempt;
    }

    public Verdict.Failed explain() {
        return switch (PacketWalk.of(snapshot, reach)) {
            case PacketOutcome.Broken(Verdict.Failed failed) -> failed;
            case PacketOutcome.Arrives _, PacketOutcome.Unknown _ -> seen();
        };
    }

    private Verdict.Failed seen() {
        return switch (attempt.ending()) {
            case UNSENT -> failed(unsentLayer(), reach.address(), "reach.unsent");
            case UNRESOLVED -> unresolved();
            case REFUSED -> failed(refusedLayer(), reach.address(), refusedKey());
            case SILENT, ANSWERED, ARRIVED -> silent();
        };
    }

    private Layer unsentLayer() {
        return switch (attempt.detail()) {
            case "Operation not permitted" -> Layer.FILTER;
            case "Message too long", "No such device", "Network is down" -> Layer.LINK;
            case "Cannot assign requested address" -> Layer.ADDRESS;
            default -> Layer.ROUTE;
        };
    }

    private Layer refusedLayer() {
        String detail = attempt.detail();
        if (detail.startsWith("Connection refused") || detail.startsWith("Destination Port")) {
            return Layer.TRANSPORT;
        }
        if (detail.startsWith("Frag needed")) {
            return Layer.LINK;
        }
        return detail.contains("Prohibited") || detail.startsWith("Packet filtered") ? Layer.FILTER : Layer.ROUTE;
    }

    private String refusedKey() {
        return refusedLayer() == Layer.TRANSPORT ? "reach.closed" : "reach.refused";
    }

    private Verdict.Failed unresolved() {
        return new DiagnosisBuilder()
                .failed(
                        Layer.ARP,
                        attempt.detail(),
                        Message.of("reach.unresolved", "address", attempt.detail()),
                        InNamespace.command(reach.from(), "ip neigh"),
                        Sent.quote(reach, attempt));
    }

    private Verdict.Failed silent() {
        Optional<Sighting> answer = last(Sighting.Kind.REPLY);
        Optional<Sighting> sent = last(Sighting.Kind.REQUEST);
        if (answer.isPresent()) {
            return failed(Layer.FILTER, device(answer.get()), "reach.answer-lost", device(answer.get()));
        }
        if (sent.isEmpty()) {
            return failed(Layer.FILTER, reach.address(), "reach.nowhere");
        }
        DeviceName at = device(sent.get());
        if (reach.kind() == Reach.Kind.ARP) {
            return failed(
                    Layer.ARP, reach.address(), sent.get().incoming() ? "reach.request-in" : "reach.request-out", at);
        }
        return failed(Layer.FILTER, at, sent.get().incoming() ? "reach.lost-in" : "reach.lost-out", at);
    }

    /** The last sighting of this kind; for ARP only if it is about the probe. */
    private Optional<Sighting> last(Sighting.Kind kind) {
        List<Sighting> seen = attempt.sightings().stream()
                .filter(one -> one.kind() == kind && one.protocol() == reach.kind())
                .filter(one -> reach.kind() != Reach.Kind.ARP || concerns(one))
                .toList();
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.getLast());
    }

    /** Other hosts' ARP does not concern the probe. */
    private boolean concerns(Sighting one) {
        return one.destination().equals(reach.address()) || one.source().equals(reach.address());
    }

    private DeviceName device(Sighting one) {
        return InNamespace.device(snapshot.namespace(one.namespace()).orElse(here), one.device());
    }

    private Verdict.Failed failed(Layer layer, Object about, String key) {
        return failed(layer, about, key, "-");
    }

    private Verdict.Failed failed(Layer layer, Object about, String key, Object device) {
        String said = attempt.detail().isEmpty() ? "-" : attempt.detail();
        return new DiagnosisBuilder()
                .failed(
                        layer,
                        about,
                        Message.of(
                                key,
                                "address",
                                reach.address(),
                                "port",
                                reach.port().orElse(0),
                                "device",
                                device,
                                "seen",
                                said),
                        Sent.command(reach),
                        Sent.quote(reach, attempt));
    }
}
