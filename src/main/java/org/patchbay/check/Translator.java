package org.patchbay.check;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.observe.Address;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.RuleAction;

/** What a rule that translates makes of a packet (iptables-extensions(8): DNAT, SNAT, MASQUERADE, REDIRECT). */
final class Translator {
    private static final String LOOPBACK = "127.0.0.1";

    private Translator() {}

    /** Empty where the rule can't be understood, or a device has no address to lend. */
    static Optional<Packet> apply(Crossing crossing, Hook hook, RuleAction action) {
        return switch (action.kind()) {
            case DNAT -> destination(crossing.packet(), action.argument());
            case REDIRECT -> redirected(crossing, hook, action.argument());
            case SNAT -> source(crossing.packet(), action.argument());
            case MASQUERADE ->
                lent(crossing.namespace(), crossing.out(), crossing.packet().destination())
                        .map(address -> crossing.packet().from(address));
            case ACCEPT, DROP, REJECT, RETURN, JUMP, GOTO, NONE, OTHER -> Optional.empty();
        };
    }

    private static Optional<Packet> destination(Packet packet, String argument) {
        int colon = argument.indexOf(':');
        String address = colon < 0 ? argument : argument.substring(0, colon);
        if (!address.isEmpty() && !isAddress(address)) {
            return Optional.empty();
        }
        return port(colon < 0 ? "" : argument.substring(colon + 1), packet.destinationPort())
                .map(port -> packet.to(address.isEmpty() ? packet.destination() : address, port.number()));
    }

    private static Optional<Packet> redirected(Crossing crossing, Hook hook, String argument) {
        String port = argument.startsWith(":") ? argument.substring(1) : argument;
        Optional<String> here = hook == Hook.OUTPUT
                ? Optional.of(LOOPBACK)
                : lent(crossing.namespace(), crossing.in(), crossing.packet().source());
        return here.flatMap(address -> port(port, crossing.packet().destinationPort())
                .map(found -> crossing.packet().to(address, found.number())));
    }

    private static Optional<Packet> source(Packet packet, String argument) {
        int colon = argument.indexOf(':');
        String address = colon < 0 ? argument : argument.substring(0, colon);
        return isAddress(address) ? Optional.of(packet.from(address)) : Optional.empty();
    }

    /** The device's address that is nearest to a place: in its subnet, or else the first. */
    private static Optional<String> lent(Namespace namespace, String device, String near) {
        return Prefix.parse(near)
                .flatMap(place -> namespace.addresses(device).stream()
                        .filter(own -> own.family() == 4)
                        .filter(own -> Prefix.parse(own.cidr())
                                .filter(prefix -> prefix.contains(place.address()))
                                .isPresent())
                        .findFirst())
                .or(() -> namespace.addresses(device).stream()
                        .filter(own -> own.family() == 4)
                        .findFirst())
                .map(Address::address);
    }

    private record Port(OptionalInt number) {}

    private static Optional<Port> port(String text, OptionalInt old) {
        if (text.isEmpty()) {
            return Optional.of(new Port(old));
        }
        try {
            int port = Integer.parseInt(text);
            return Optional.of(new Port(old.isEmpty() ? old : OptionalInt.of(port)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isAddress(String text) {
        return text.indexOf('/') < 0 && Prefix.parse(text).isPresent();
    }
}
