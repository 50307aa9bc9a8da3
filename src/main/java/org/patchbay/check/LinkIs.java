package org.patchbay.check;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.check.packet.Carrier;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code link}: a device exists with the given properties.
 *
 * @param kind such as {@code veth}, {@code bridge}
 * @param up whether it is set up (IFF_UP)
 * @param carrier whether it has a carrier (IFF_LOWER_UP)
 * @param mtu bytes
 * @param mac colons, any case
 * @param master name of the bridge it is a port of
 * @param absent whether there must be no such device; excludes the other properties
 */
@Key("link")
public record LinkIs(
        DeviceName device,
        Optional<String> kind,
        Optional<Boolean> up,
        Optional<Boolean> carrier,
        @Between(from = 0) OptionalInt mtu,
        Optional<String> mac,
        Optional<String> master,
        boolean absent)
        implements Assertion {
    public LinkIs {
        if (absent
                && (kind.isPresent()
                        || up.isPresent()
                        || carrier.isPresent()
                        || mtu.isPresent()
                        || mac.isPresent()
                        || master.isPresent())) {
            throw new IllegalArgumentException("a device that is absent has no other properties");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        if (absent) {
            return DevicePrecondition.inNamespace(
                    evidence,
                    device.namespace(),
                    (_, namespace, builder) -> namespace
                            .link(device.name())
                            .<Verdict>map(link -> builder.failed(
                                    Layer.LINK,
                                    device,
                                    Message.of("link.still-there", "device", device),
                                    see(),
                                    ToolText.link(namespace, link)))
                            .orElseGet(builder::passed));
        }
        return DevicePrecondition.at(evidence, device, this::judge);
    }

    private Verdict judge(Snapshot snapshot, Namespace namespace, Link link, DiagnosisBuilder builder) {
        Quote quote = ToolText.link(namespace, link);
        if (kind.isPresent() && !kind.get().equals(link.kind())) {
            return otherKind(device, namespace, link, kind.get(), builder);
        }
        if (up.isPresent() && up.get() != link.up()) {
            return unlike(builder, up.get() ? "link.down" : "link.up", quote, "", "");
        }
        if (carrier.isPresent() && carrier.get() != link.carrier()) {
            return carrier.get()
                    ? noCarrier(snapshot, namespace, link, builder)
                    : unlike(builder, "link.carrier", quote, "", "");
        }
        if (mtu.isPresent() && mtu.getAsInt() != link.mtu()) {
            return unlike(builder, "link.mtu", quote, "" + mtu.getAsInt(), "" + link.mtu());
        }
        if (mac.isPresent() && !mac.get().equalsIgnoreCase(link.mac())) {
            return unlike(builder, "link.mac", quote, mac.get(), link.mac());
        }
        Optional<String> bridge = link.master().isPresent()
                ? namespace.link(link.master().getAsInt()).map(Link::name)
                : Optional.empty();
        if (master.isPresent() && !master.equals(bridge)) {
            return unlike(
                    builder,
                    bridge.isPresent() ? "link.master" : "link.no-master",
                    quote,
                    master.get(),
                    bridge.orElse(""));
        }
        return builder.saw(quote).passed();
    }

    /** The failure if a device has no carrier: it is down itself, or its peer is. */
    private Verdict noCarrier(Snapshot snapshot, Namespace namespace, Link link, DiagnosisBuilder builder) {
        return Carrier.broken(snapshot, namespace, link, builder)
                .<Verdict>map(failed -> failed)
                .orElseGet(() -> unlike(builder, "link.no-carrier", ToolText.link(namespace, link), "", ""));
    }

    private Verdict unlike(DiagnosisBuilder builder, String key, Quote quote, String wanted, String seen) {
        return builder.failed(
                Layer.LINK, device, Message.of(key, "device", device, "wanted", wanted, "seen", seen), see(), quote);
    }

    static Verdict.Failed otherKind(
            DeviceName device, Namespace namespace, Link link, String kind, DiagnosisBuilder builder) {
        return builder.failed(
                Layer.LINK,
                device,
                Message.of(
                        "link.kind",
                        "device",
                        device,
                        "wanted",
                        kind,
                        "seen",
                        link.kind().isEmpty() ? "-" : link.kind()),
                InNamespace.command(device.namespace(), "ip -d link show dev " + device.name()),
                new Quote(
                        InNamespace.command(device.namespace(), "ip -d link show dev " + device.name()),
                        link.index() + ": " + link.name() + ": … " + link.kind()));
    }

    private String see() {
        return InNamespace.command(device.namespace(), "ip -br link");
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.LINK,
                device,
                Message.of(absent ? "link.missing" : "link.still-so", "device", device),
                see());
    }
}
