package org.patchbay.check.frames;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.patchbay.check.output.SeenFrames.Sight;
import org.patchbay.check.output.TcpdumpRun;
import org.patchbay.check.packet.Peer;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Message;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.FrameWatchResult;
import org.patchbay.observe.wire.Passage;

/**
 * Orders the sightings of one frame along its path, and determines what each device did with it. The order is by time,
 * except for a bridge's own device, whose time stamp has no fixed order with those of its ports.
 */
final class FrameTrack {
    private final Snapshot snapshot;
    private final FrameFate fate;
    private final List<Spot> spots;

    /** One sighting, with the device in its current state; empty if it is gone. */
    record Spot(Sight sight, Passage passage, Optional<Namespace> namespace, Optional<Link> link) {
        DeviceName device() {
            return namespace
                    .map(here -> InNamespace.device(here, passage.device()))
                    .orElseGet(() -> new DeviceName("net:[" + passage.namespace() + "]", passage.device()));
        }

        Optional<Link> bridge() {
            return namespace.flatMap(here -> link.filter(own -> own.master().isPresent())
                    .flatMap(own -> here.link(own.master().getAsInt()))
                    .filter(master -> master.kind().equals("bridge")));
        }

        boolean isBridge() {
            return link.filter(own -> own.kind().equals("bridge")).isPresent();
        }

        boolean isPortOf(Spot bridge) {
            return passage.namespace() == bridge.passage.namespace()
                    && bridge().filter(master -> master.index() == bridge.passage.index())
                            .isPresent();
        }

        boolean sharesBridge(Spot port) {
            return passage.namespace() == port.passage.namespace()
                    && bridge().isPresent()
                    && bridge().map(Link::index).equals(port.bridge().map(Link::index));
        }

        Frame.Payload payload() {
            return sight.frame().payload();
        }
    }

    /**
     * @param captures that may have listened where the frame was not seen
     * @param watches likewise
     */
    FrameTrack(Snapshot snapshot, List<TcpdumpRun> captures, List<FrameWatchResult> watches, List<Sight> sights) {
        this.snapshot = snapshot;
        this.fate = new FrameFate(snapshot, captures, watches);
        this.spots = ordered(sights.stream().map(this::spot).toList());
    }

    private Spot spot(Sight sight) {
        Passage passage = sight.passage().orElseThrow();
        Optional<Namespace> namespace = snapshot.namespace(passage.namespace());
        return new Spot(sight, passage, namespace, namespace.flatMap(here -> here.link(passage.index())));
    }

    private static List<Spot> ordered(List<Spot> seen) {
        List<Spot> order = new ArrayList<>(seen);
        order.sort(Comparator.comparingDouble((Spot spot) -> spot.passage().at())
                .thenComparing(spot -> !spot.passage().sent()));
        for (Spot own : seen) {
            if (own.isBridge() && !own.passage().sent()) {
                order.remove(own);
                order.add(place(order, own), own);
            }
        }
        return order;
    }

    /** The index right after the port of arrival; if that was not captured, before the ports of departure. */
    private static int place(List<Spot> order, Spot own) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).isPortOf(own) && !order.get(i).passage().sent()) {
                return i + 1;
            }
        }
        for (int i = 0; i < order.size(); i++) {
            Spot other = order.get(i);
            if (other.isPortOf(own) || other.passage().at() > own.passage().at()) {
                return i;
            }
        }
        return order.size();
    }

    List<FrameHop> hops() {
        List<OptionalInt> after = new ArrayList<>();
        for (int i = 0; i < spots.size(); i++) {
            after.add(origin(i));
        }
        List<FrameHop> hops = new ArrayList<>();
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            boolean last = !after.contains(OptionalInt.of(i));
            hops.add(new FrameHop(
                    spot.passage(),
                    spot.device(),
                    spot.sight().frame(),
                    did(i, after),
                    after.get(i),
                    last ? Optional.of(fate.of(spot, spots)) : Optional.empty()));
        }
        return hops;
    }

    /** The hop before this one. */
    private OptionalInt origin(int at) {
        Spot spot = spots.get(at);
        if (spot.passage().sent()) {
            if (spot.bridge().isEmpty()) {
                return latest(at, other -> routes(other, spot));
            }
            OptionalInt bridge = latest(at, spot::isPortOf);
            return bridge.isPresent()
                    ? bridge
                    : latest(at, other -> !other.passage().sent() && spot.sharesBridge(other));
        }
        if (spot.isBridge()) {
            return latest(at, other -> !other.passage().sent() && other.isPortOf(spot));
        }
        return latest(at, other -> other.passage().sent() && isOtherEnd(other, spot));
    }

    private OptionalInt latest(int before, Predicate<Spot> wanted) {
        for (int i = before - 1; i >= 0; i--) {
            if (wanted.test(spots.get(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a frame received by one device leaves the same namespace by the other. */
    private static boolean routes(Spot in, Spot out) {
        return !in.passage().sent()
                && in.payload() instanceof Frame.Ip
                && in.passage().namespace() == out.passage().namespace()
                && (in.isBridge() || in.bridge().isEmpty());
    }

    private boolean isOtherEnd(Spot sent, Spot received) {
        return sent.namespace().isPresent()
                && sent.link()
                        .flatMap(link -> Peer.of(snapshot, sent.namespace().get(), link))
                        .filter(peer -> peer.namespace().inode()
                                        == received.passage().namespace()
                                && peer.link().index() == received.passage().index())
                        .isPresent();
    }

    private Message did(int at, List<OptionalInt> after) {
        Spot spot = spots.get(at);
        String device = spot.device().name();
        if (spot.link().isEmpty()) {
            return Message.of(spot.passage().sent() ? "hop.sends" : "hop.receives", "device", device);
        }
        Optional<Spot> from =
                after.get(at).isPresent() ? Optional.of(spots.get(after.get(at).getAsInt())) : Optional.empty();
        if (spot.bridge().isPresent()) {
            return atPort(spot, device, spot.bridge().get().name(), from);
        }
        if (spot.link().get().kind().equals("loopback")) {
            return Message.of("hop.loopback", "namespace", place(spot));
        }
        if (!spot.passage().sent()) {
            return Message.of(spot.isBridge() ? "hop.on-bridge" : "hop.receives", "device", device);
        }
        if (from.isEmpty()) {
            return Message.of("hop.begins", "namespace", place(spot), "device", device);
        }
        return from.get().payload().equals(spot.payload())
                ? Message.of(
                        "hop.routes",
                        "namespace",
                        place(spot),
                        "device",
                        device,
                        "device2",
                        from.get().device())
                : translates(spot, device);
    }

    private Message atPort(Spot spot, String device, String bridge, Optional<Spot> from) {
        if (!spot.passage().sent()) {
            return Message.of("hop.enters", "device", device, "bridge", bridge);
        }
        long ways = spots.stream()
                .filter(other -> other.passage().sent() && other.sharesBridge(spot))
                .count();
        String key = from.isEmpty() ? "hop.port-sends" : ways > 1 ? "hop.floods" : "hop.bridges";
        return Message.of(key, "device", device, "bridge", bridge);
    }

    private static Message translates(Spot spot, String device) {
        return spot.payload() instanceof Frame.Ip ip
                ? Message.of(
                        "hop.translates",
                        "namespace",
                        place(spot),
                        "device",
                        device,
                        "source",
                        ip.source(),
                        "destination",
                        ip.destination())
                : Message.of("hop.sends", "device", device);
    }

    private static String place(Spot spot) {
        return spot.device().namespace();
    }
}
