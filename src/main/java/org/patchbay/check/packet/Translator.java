package org.patchbay.check.packet;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.RuleAction;

/** Applies a translating rule to a packet (iptables-extensions(8): DNAT, SNAT, MASQUERADE, REDIRECT). */
final class Translator {
    private static final String LOOPBACK = "127.0.0.1";

    private Translator() {}

    /** The translated packet; empty if the rule is not understood, or the device has no address to use. */
    static Optional<Packet> apply(HookContext hookContext, Hook hook, RuleAction action) {
        return switch (action.kind()) {
            case DNAT -> destination(hookContext.packet(), action.argument());
            case REDIRECT -> redirected(hookContext, hook, action.argument());
            case SNAT -> source(hookContext.packet(), action.argument());
            case MASQUERADE ->
                lent(
                                hookContext.namespace(),
                                hookContext.out(),
                                hookContext.packet().destination())
                        .map(address -> hookContext.packet().from(address));
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

    private static Optional<Packet> redirected(HookContext hookContext, Hook hook, String argument) {
        String port = argument.startsWith(":") ? argument.substring(1) : argument;
        Optional<String> here = hook == Hook.OUTPUT
                ? Optional.of(LOOPBACK)
                : lent(
                        hookContext.namespace(),
                        hookContext.in(),
                        hookContext.packet().source());
        return here.flatMap(address -> port(port, hookContext.packet().destinationPort())
                .map(found -> hookContext.packet().to(address, found.number())));
    }

    private static Optional<Packet> source(Packet packet, String argument) {
        int colon = argument.indexOf(':');
        String address = colon < 0 ? argument : argument.substring(0, colon);
        return isAddress(address) ? Optional.of(packet.from(address)) : Optional.empty();
    }

    /** The device's address closest to another: in its subnet, or else the first. */
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
