package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Address;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/** Who has an address. */
record Holder(Namespace namespace, Address address) {
    static Optional<Holder> of(Snapshot snapshot, String address) {
        return snapshot.namespaces().stream()
                .flatMap(namespace -> namespace.addresses().stream()
                        .filter(own -> own.address().equals(address))
                        .map(own -> new Holder(namespace, own)))
                .findFirst();
    }

    /**
     * Who has it in a namespace: the namespace takes packets for it in, whatever device they come by. A device that is
     * DOWN has no address to speak of.
     */
    static Optional<Holder> in(Namespace namespace, String address) {
        return namespace.addresses().stream()
                .filter(own -> own.address().equals(address))
                .filter(own -> up(namespace, own.device()))
                .findFirst()
                .or(() -> localRoute(namespace, address))
                .map(own -> new Holder(namespace, own));
    }

    private static Optional<Address> localRoute(Namespace namespace, String address) {
        return Prefix.parse(address)
                .flatMap(wanted -> namespace.routes().stream()
                        .filter(route -> route.type().equals("local") && up(namespace, route.device()))
                        .filter(route -> Prefix.parse(route.destination())
                                .filter(prefix -> prefix.contains(wanted.address()))
                                .isPresent())
                        .findFirst()
                        .map(route -> new Address(route.device(), 4, address, 32, "host")));
    }

    private static boolean up(Namespace namespace, String device) {
        return namespace.link(device).filter(Link::up).isPresent();
    }

    Device device() {
        return InNamespace.device(namespace, address.device());
    }

    /** Nobody has it; told of the wire's other end if that is where senders are, of the device itself otherwise. */
    static Verdict.Failed missing(Snapshot snapshot, Namespace here, Device on, String address, Trail trail) {
        Quote[] quotes = here.link(on.name()).stream()
                .map(link -> ToolText.addresses(here, link))
                .toArray(Quote[]::new);
        Optional<Link> link = here.link(on.name());
        boolean veth = link.flatMap(found -> Peer.of(snapshot, here, found)).isPresent();
        return trail.failed(
                Layer.ADDRESS,
                address,
                Message.of(veth ? "address.nobody" : "address.nobody-here", "address", address, "device", on),
                InNamespace.command(on.namespace(), "ip -br address"),
                quotes);
    }
}
