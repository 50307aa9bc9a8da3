package org.patchbay.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Rule;
import org.patchbay.observe.RuleCondition;

/**
 * A packet as it meets the rules of a namespace.
 *
 * @param in the device it came in by; empty where it began here
 * @param out the device it is to leave by; empty where that is not decided, or it stays
 * @param state what connection tracking calls it: {@code new}, {@code established}, {@code invalid}
 */
record Crossing(Namespace namespace, Packet packet, String in, String out, String state) {
    private static final int ECHO_REQUEST = 8;

    Crossing with(Packet changed) {
        return new Crossing(namespace, changed, in, out, state);
    }

    /** Whether the packet is all that the rule asks for. */
    Holds meets(Rule rule) {
        Holds all = Holds.YES;
        for (RuleCondition condition : rule.conditions()) {
            Holds one = asked(condition.key(), condition.value());
            all = all.and(condition.negated() && !condition.key().equals("comment") ? one.not() : one);
        }
        return all;
    }

    private Holds asked(String key, String value) {
        return switch (key) {
            case "comment" -> Holds.YES;
            case "protocol" -> any(value, this::protocol);
            case "source" -> any(value, one -> within(one, packet.source()));
            case "destination" -> any(value, one -> within(one, packet.destination()));
            case "in" -> any(value, one -> device(one, in));
            case "out" -> any(value, one -> device(one, out));
            case "source-port" -> port(value, packet.sourcePort());
            case "destination-port" -> port(value, packet.destinationPort());
            case "ct-state" -> any(value.toLowerCase(Locale.ROOT), one -> Holds.of(one.equals(state)));
            case "icmp-type" -> icmp(value);
            case "source-type" -> any(value, one -> type(one, packet.source()));
            case "destination-type" -> any(value, one -> type(one, packet.destination()));
            default -> Holds.UNKNOWN;
        };
    }

    /** A test of one of the values that a condition lists. */
    private interface Test {
        Holds of(String value);
    }

    private static Holds any(String values, Test test) {
        return Arrays.stream(values.split(",")).map(String::strip).map(test::of).reduce(Holds.NO, Holds::or);
    }

    private Holds protocol(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "all", "0", "ip" -> Holds.YES;
            case "icmp", "1" -> Holds.of(packet.kind() == Reach.Kind.ICMP);
            case "tcp", "6" -> Holds.of(packet.kind() == Reach.Kind.TCP);
            case "udp", "17" -> Holds.of(packet.kind() == Reach.Kind.UDP);
            default -> Holds.NO;
        };
    }

    private static Holds within(String value, String address) {
        return Prefix.parse(value)
                .flatMap(prefix -> Prefix.parse(address).map(own -> Holds.of(prefix.contains(own.address()))))
                .orElse(Holds.UNKNOWN);
    }

    private static Holds device(String value, String device) {
        return Holds.of(
                value.endsWith("+") || value.endsWith("*")
                        ? device.startsWith(value.substring(0, value.length() - 1))
                        : value.equals(device));
    }

    private Holds port(String values, OptionalInt port) {
        if (packet.kind() == Reach.Kind.ICMP) {
            return Holds.NO;
        }
        return port.isEmpty() ? Holds.UNKNOWN : any(values, value -> between(value, port.getAsInt()));
    }

    private static Holds between(String value, int port) {
        int middle = Math.max(value.indexOf(':'), value.indexOf('-'));
        try {
            int least = Integer.parseInt(middle < 0 ? value : value.substring(0, middle));
            int most = Integer.parseInt(middle < 0 ? value : value.substring(middle + 1));
            return Holds.of(port >= least && port <= most);
        } catch (NumberFormatException e) {
            return Holds.UNKNOWN;
        }
    }

    private Holds icmp(String value) {
        if (packet.kind() != Reach.Kind.ICMP) {
            return Holds.NO;
        }
        String own = packet.answer() ? "0" : String.valueOf(ECHO_REQUEST);
        String name = packet.answer() ? "echo-reply" : "echo-request";
        return any(value, one -> Holds.of(one.equals(own) || one.equals(name) || one.equals("any")));
    }

    private Holds type(String value, String address) {
        boolean local = Holder.in(namespace, address).isPresent();
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "LOCAL" -> Holds.of(local);
            default -> local ? Holds.NO : Holds.UNKNOWN;
        };
    }
}
