package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.packet.AddressOwner;
import org.patchbay.check.packet.ArpAnswer;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;

/**
 * Explains why a received ARP request was not answered: no device has the address; the sender's address is the
 * machine's own (a martian unless accept_local is set); strict rp_filter; arp_ignore (ip-sysctl.rst).
 */
final class ReplyAbsence {
    private final Snapshot snapshot;
    private final Namespace here;
    private final DeviceName on;
    private final FramePattern pattern;
    private final DiagnosisBuilder builder;

    ReplyAbsence(Snapshot snapshot, Namespace here, DeviceName on, FramePattern pattern, DiagnosisBuilder builder) {
        this.snapshot = snapshot;
        this.here = here;
        this.on = on;
        this.pattern = pattern;
        this.builder = builder;
    }

    Optional<Verdict.Failed> explain(List<Frame> requests, Supplier<Optional<Verdict.Failed>> requestBroken) {
        if (requests.isEmpty()) {
            return requestBroken.get();
        }
        Optional<String> asked = pattern.sender();
        Optional<AddressOwner> owner = asked.flatMap(address -> AddressOwner.of(snapshot, address));
        if (asked.isPresent() && owner.isEmpty()) {
            return Optional.of(AddressOwner.missing(snapshot, here, on, asked.get(), builder));
        }
        // The device that received the request: this one, or its peer.
        Namespace receiver = owner.map(AddressOwner::namespace).orElse(here);
        DeviceName device = owner.map(AddressOwner::device).orElse(on);
        builder.sound(Layer.ADDRESS);
        return receiver.link(device.name())
                .flatMap(link -> requests.stream()
                        .flatMap(frame ->
                                frame.payload() instanceof Frame.Arp arp ? Stream.of(arp.senderIp()) : Stream.empty())
                        .distinct()
                        .flatMap(asking ->
                                new ArpAnswer(receiver, link, asked.orElse(""), asking, builder).silence().stream())
                        .findFirst());
    }
}
