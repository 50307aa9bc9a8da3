package org.patchbay.check;

import java.util.List;
import java.util.Set;
import org.patchbay.check.packet.DeviceLook;
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
 * A device has an address: {@code address}.
 *
 * @param cidr address and prefix, {@code 10.70.2.10/24}
 * @param absent that it does not have it, while the device exists
 */
public record AddressIs(DeviceName device, String cidr, boolean absent) implements Assertion {
    public AddressIs {
        if (cidr.indexOf('/') < 0 || Prefix.parse(cidr).isEmpty()) {
            throw new IllegalArgumentException("'" + cidr + "' is no address with a prefix, such as 10.70.2.10/24");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        Verdict has = DeviceLook.at(evidence, device, this::has);
        // That the device is missing is no answer to "does it lack this address", so it stays a failure there.
        return absent && !(has instanceof Verdict.Failed(Diagnosis d) && d.layer() == Layer.LINK) ? contrary(has) : has;
    }

    private Verdict has(Snapshot snapshot, Namespace namespace, Link link, DiagnosisBuilder builder) {
        builder.sound(Layer.LINK);
        Prefix wanted = Prefix.parse(cidr).orElseThrow();
        // The kernel keeps one address with several prefixes side by side.
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
                Message.of(key, "device", device, "wanted", cidr, "seen", seen),
                see(),
                ToolText.addresses(namespace, quoted));
    }

    private Verdict contrary(Verdict verdict) {
        return Negation.of(
                verdict,
                Layer.ADDRESS,
                device,
                Message.of("address.still-there", "device", device, "wanted", cidr),
                see());
    }

    private String see() {
        return InNamespace.command(device.namespace(), "ip -br address");
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return new AddressIs(device, cidr, !absent).judge(evidence);
    }
}
