package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
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
        boolean fromItself = requests.stream()
                .anyMatch(frame -> frame.payload() instanceof Frame.Arp arp
                        && receiver.addresses().stream()
                                .anyMatch(own -> own.address().equals(arp.senderIp())));
        if (fromItself) {
            Optional<Verdict.Failed> local = forbidding(receiver, device, "accept_local", 0, "setting.own-sender")
                    .or(() -> forbidding(receiver, device, "rp_filter", 1, "setting.strict-path"));
            if (local.isPresent()) {
                return local;
            }
        }
        return forbidding(receiver, device, "arp_ignore", 8, "setting.arp-ignore");
    }

    private Optional<Verdict.Failed> forbidding(
            Namespace receiver, Device device, String setting, int value, String key) {
        OptionalInt effective = EffectiveSetting.of(receiver, setting, device.name());
        if (effective.isEmpty() || effective.getAsInt() != value) {
            return Optional.empty();
        }
        Quote[] quotes = List.of("all", device.name()).stream()
                .map(name -> EffectiveSetting.key(setting, name))
                .filter(name -> receiver.sysctls().containsKey(name))
                .map(name -> ToolText.setting(receiver, name, receiver.sysctls().get(name)))
                .toArray(Quote[]::new);
        return Optional.of(trail.failed(
                Layer.SETTING,
                device,
                Message.of(key, "device", device, "setting", setting, "seen", value),
                InNamespace.command(
                        device.namespace(),
                        "sysctl net.ipv4.conf.all." + setting + " net.ipv4.conf." + device.name() + "." + setting),
                quotes));
    }
}
