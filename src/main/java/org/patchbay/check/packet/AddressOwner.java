package org.patchbay.check.packet;

import java.util.Optional;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** A namespace and its address entry that an address belongs to. */
public record AddressOwner(Namespace namespace, Address address) {
    public static Optional<AddressOwner> of(Snapshot snapshot, String address) {
        return snapshot.namespaces().stream()
                .flatMap(namespace -> namespace.addresses().stream()
                        .filter(own -> own.address().equals(address))
                        .map(own -> new AddressOwner(namespace, own)))
                .findFirst();
    }

    /**
     * The owner of an address in a namespace, which then receives packets for it on any device. Decided by the table
     * local, in which the kernel keeps an entry for each address of a device that is up (ip-route(8)).
     */
    public static Optional<AddressOwner> in(Namespace namespace, String address) {
        return Prefix.parse(address)
                .flatMap(wanted -> namespace.routes().stream()
                        .filter(route -> route.type().equals("local") && up(namespace, route.device()))
                        .filter(route -> Prefix.parse(route.destination())
                                .filter(prefix -> prefix.contains(wanted.address()))
                                .isPresent())
                        .findFirst())
                .map(route -> onDevice(namespace, address)
                        .orElseGet(() -> new Address(route.device(), 4, address, 32, "host")))
                .map(own -> new AddressOwner(namespace, own));
    }

    private static Optional<Address> onDevice(Namespace namespace, String address) {
        return namespace.addresses().stream()
                .filter(own -> own.address().equals(address))
                .filter(own -> up(namespace, own.device()))
                .findFirst();
    }

    /** The failure if a device that is up has the address but the entry in the table local was deleted. */
    static Optional<Verdict.Failed> unlisted(Namespace namespace, String address, DiagnosisBuilder builder) {
        return onDevice(namespace, address)
                .filter(own -> in(namespace, address).isEmpty())
                .map(own -> new AddressOwner(namespace, own))
                .map(owner -> builder.failed(
                        Layer.ROUTE,
                        address,
                        Message.of("route.unlisted", "address", address, "device", owner.device()),
                        ToolText.source(namespace, "ip route show table local"),
                        namespace.link(owner.device().name()).stream()
                                .map(link -> ToolText.addresses(namespace, link))
                                .toArray(Quote[]::new)));
    }

    private static boolean up(Namespace namespace, String device) {
        return namespace.link(device).filter(Link::up).isPresent();
    }

    public DeviceName device() {
        return InNamespace.device(namespace, address.device());
    }

    /** The failure if no device has it; names the link's other end if senders are there, else the device. */
    public static Verdict.Failed missing(
            Snapshot snapshot, Namespace here, DeviceName on, String address, DiagnosisBuilder builder) {
        Quote[] quotes = here.link(on.name()).stream()
                .map(link -> ToolText.addresses(here, link))
                .toArray(Quote[]::new);
        Optional<Link> link = here.link(on.name());
        boolean veth = link.flatMap(found -> Peer.of(snapshot, here, found)).isPresent();
        return builder.failed(
                Layer.ADDRESS,
                address,
                Message.of(veth ? "address.nobody" : "address.nobody-here", "address", address, "device", on),
                InNamespace.command(on.namespace(), "ip -br address"),
                quotes);
    }
}
