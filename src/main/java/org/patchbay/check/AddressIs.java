package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code address}: a device has an address.
 *
 * @param cidr address and prefix, {@code 10.70.2.10/24}; any IPv4 address if left out, which needs {@code absent}
 * @param absent whether the existing device must lack the address
 */
@Key("address")
public record AddressIs(DeviceName device, Optional<String> cidr, boolean absent) implements Assertion {
    private static final int IPV4 = 4;

    public AddressIs {
        if (cidr.isEmpty() && !absent) {
            throw new IllegalArgumentException("an address that is there needs a cidr, such as 10.70.2.10/24");
        }
        if (cidr.isPresent()
                && (cidr.get().indexOf('/') < 0 || Prefix.parse(cidr.get()).isEmpty())) {
            throw new IllegalArgumentException(
                    "'" + cidr.get() + "' is not an address with a prefix, such as 10.70.2.10/24");
        }
    }

    /** An assertion about this address. */
    public AddressIs(DeviceName device, String cidr, boolean absent) {
        this(device, Optional.of(cidr), absent);
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        if (cidr.isEmpty()) {
            return DevicePrecondition.at(evidence, device, this::hasNone);
        }
        Verdict has = DevicePrecondition.at(evidence, device, this::has);
        // A missing device fails the absence too: the device must exist.
        return absent && !(has instanceof Verdict.Failed(Diagnosis d) && d.layer() == Layer.LINK) ? contrary(has) : has;
    }

    private Verdict hasNone(Snapshot snapshot, Namespace namespace, Link link, DiagnosisBuilder builder) {
        builder.sound(Layer.LINK);
        return namespace.addresses(device.name()).stream()
                .filter(address -> address.family() == IPV4)
                .findFirst()
                .<Verdict>map(address -> failed(builder, namespace, link, "address.any", address.cidr()))
                .orElseGet(
                        () -> builder.saw(ToolText.addresses(namespace, link)).passed());
    }

    private Verdict has(Snapshot snapshot, Namespace namespace, Link link, DiagnosisBuilder builder) {
        builder.sound(Layer.LINK);
        Prefix wanted = cidr.flatMap(Prefix::parse).orElseThrow();
        // The kernel can hold one address with several prefixes.
        List<Address> there = namespace.addresses(device.name()).stream()
                .filter(address -> same(address, wanted))
                .toList();
        List<Address> plain =
                there.stream().filter(address -> address.peer().isEmpty()).toList();
        if (plain.stream().anyMatch(address -> address.prefix() == wanted.length())) {
            return builder.saw(ToolText.addresses(namespace, link)).passed();
        }
        if (!plain.isEmpty()) {
            return failed(
                    builder, namespace, link, "address.prefix", plain.getFirst().cidr());
        }
        if (!there.isEmpty()) {
            return failed(
                    builder, namespace, link, "address.peer", there.getFirst().text());
        }
        return namespace.addresses().stream()
                .filter(address -> same(address, wanted))
                .findFirst()
                .map(elsewhere -> failed(
                        builder,
                        namespace,
                        namespace.link(elsewhere.device()).orElse(link),
                        "address.elsewhere",
                        elsewhere.device()))
                .orElseGet(() -> failed(builder, namespace, link, "address.missing", ""));
    }

    private static boolean same(Address address, Prefix wanted) {
        return Prefix.parse(address.address())
                .filter(prefix -> prefix.address().equals(wanted.address()))
                .isPresent();
    }

    private Verdict.Failed failed(DiagnosisBuilder builder, Namespace namespace, Link quoted, String key, String seen) {
        return builder.failed(
                Layer.ADDRESS,
                device,
                Message.of(key, "device", device, "wanted", cidr.orElse(""), "seen", seen),
                see(),
                ToolText.addresses(namespace, quoted));
    }

    private Verdict contrary(Verdict verdict) {
        return Negation.of(
                verdict,
                Layer.ADDRESS,
                device,
                Message.of("address.still-there", "device", device, "wanted", cidr.orElse("")),
                see());
    }

    private String see() {
        return InNamespace.command(device.namespace(), "ip -br address");
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return cidr.isEmpty()
                ? Negation.of(
                        judge(evidence), Layer.ADDRESS, device, Message.of("address.none", "device", device), see())
                : new AddressIs(device, cidr, !absent).judge(evidence);
    }
}
