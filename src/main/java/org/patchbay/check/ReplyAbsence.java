package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.patchbay.observe.Frame;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/**
 * Why an ARP request that arrived was not answered: nobody there has the address; the asker's address is the machine's
 * own, which counts as forged unless accept_local allows it; strict rp_filter; arp_ignore (ip-sysctl.rst).
 */
final class ReplyAbsence {
    private final Snapshot snapshot;
    private final Namespace here;
    private final Device on;
    private final FramePattern pattern;
    private final Trail trail;

    ReplyAbsence(Snapshot snapshot, Namespace here, Device on, FramePattern pattern, Trail trail) {
        this.snapshot = snapshot;
        this.here = here;
        this.on = on;
        this.pattern = pattern;
        this.trail = trail;
    }

    Optional<Verdict.Failed> explain(List<Frame> requests, Supplier<Optional<Verdict.Failed>> requestBroken) {
        if (requests.isEmpty()) {
            return requestBroken.get();
        }
        Optional<String> asked = pattern.sender();
        Optional<Holder> holder = asked.flatMap(address -> Holder.of(snapshot, address));
        if (asked.isPresent() && holder.isEmpty()) {
            return Optional.of(Holder.missing(snapshot, here, on, asked.get(), trail));
        }
        // The device that received the request: this one, or the other end of its wire.
        Namespace receiver = holder.map(Holder::namespace).orElse(here);
        Device device = holder.map(Holder::device).orElse(on);
        trail.sound(Layer.ADDRESS);
        return receiver.link(device.name())
                .flatMap(link -> requests.stream()
                        .flatMap(frame ->
                                frame.payload() instanceof Frame.Arp arp ? Stream.of(arp.senderIp()) : Stream.empty())
                        .distinct()
                        .flatMap(asking ->
                                new ArpAnswer(receiver, link, asked.orElse(""), asking, trail).silence().stream())
                        .findFirst());
    }
}
