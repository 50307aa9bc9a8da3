package org.patchbay.check.packet;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Reach;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleCondition;

/**
 * A packet at a hook of a namespace.
 *
 * @param in the device of arrival; empty for a packet from this namespace
 * @param out the device of departure; empty if undecided or for local delivery
 * @param state in connection tracking: {@code new}, {@code established}, {@code invalid}
 */
record HookContext(Namespace namespace, Packet packet, String in, String out, String state) {
    private static final int ECHO_REQUEST = 8;

    HookContext with(Packet changed) {
        return new HookContext(namespace, changed, in, out, state);
    }

    /** Whether the packet matches all conditions of the rule. */
    Ternary meets(Rule rule) {
        Ternary all = Ternary.YES;
        for (RuleCondition condition : rule.conditions()) {
            Ternary one = asked(condition.key(), condition.value());
            all = all.and(condition.negated() && !condition.key().equals("comment") ? one.not() : one);
        }
        return all;
    }

    private Ternary asked(String key, String value) {
        return switch (key) {
            case "comment" -> Ternary.YES;
            case "protocol" -> any(value, this::protocol);
            case "source" -> any(value, one -> within(one, packet.source()));
            case "destination" -> any(value, one -> within(one, packet.destination()));
            case "in" -> any(value, one -> device(one, in));
            case "out" -> any(value, one -> device(one, out));
            case "source-port" -> port(value, packet.sourcePort());
            case "destination-port" -> port(value, packet.destinationPort());
            case "ct-state" -> any(value.toLowerCase(Locale.ROOT), one -> Ternary.of(one.equals(state)));
            case "icmp-type" -> icmp(value);
            case "source-type" -> any(value, one -> type(one, packet.source()));
            case "destination-type" -> any(value, one -> type(one, packet.destination()));
            default -> Ternary.UNKNOWN;
        };
    }

    /** Tests one of the values that a condition lists. */
    private interface Test {
        Ternary of(String value);
    }

    private static Ternary any(String values, Test test) {
        return Arrays.stream(values.split(",")).map(String::strip).map(test::of).reduce(Ternary.NO, Ternary::or);
    }

    private Ternary protocol(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "all", "0", "ip" -> Ternary.YES;
            case "icmp", "1" -> Ternary.of(packet.kind() == Reach.Kind.ICMP);
            case "tcp", "6" -> Ternary.of(packet.kind() == Reach.Kind.TCP);
            case "udp", "17" -> Ternary.of(packet.kind() == Reach.Kind.UDP);
            default -> Ternary.NO;
        };
    }

    private static Ternary within(String value, String address) {
        return Prefix.parse(value)
                .flatMap(prefix -> Prefix.parse(address).map(own -> Ternary.of(prefix.contains(own.address()))))
                .orElse(Ternary.UNKNOWN);
    }

    private static Ternary device(String value, String device) {
        return Ternary.of(
                value.endsWith("+") || value.endsWith("*")
                        ? device.startsWith(value.substring(0, value.length() - 1))
                        : value.equals(device));
    }

    private Ternary port(String values, OptionalInt port) {
        if (packet.kind() == Reach.Kind.ICMP) {
            return Ternary.NO;
        }
        return port.isEmpty() ? Ternary.UNKNOWN : any(values, value -> between(value, port.getAsInt()));
    }

    private static Ternary between(String value, int port) {
        int middle = Math.max(value.indexOf(':'), value.indexOf('-'));
        try {
            int least = Integer.parseInt(middle < 0 ? value : value.substring(0, middle));
            int most = Integer.parseInt(middle < 0 ? value : value.substring(middle + 1));
            return Ternary.of(port >= least && port <= most);
        } catch (NumberFormatException e) {
            return Ternary.UNKNOWN;
        }
    }

    private Ternary icmp(String value) {
        if (packet.kind() != Reach.Kind.ICMP) {
            return Ternary.NO;
        }
        String own = packet.answer() ? "0" : String.valueOf(ECHO_REQUEST);
        String name = packet.answer() ? "echo-reply" : "echo-request";
        return any(value, one -> Ternary.of(one.equals(own) || one.equals(name) || one.equals("any")));
    }

    private Ternary type(String value, String address) {
        boolean local = AddressOwner.in(namespace, address).isPresent();
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "LOCAL" -> Ternary.of(local);
            default -> local ? Ternary.NO : Ternary.UNKNOWN;
        };
    }
}
