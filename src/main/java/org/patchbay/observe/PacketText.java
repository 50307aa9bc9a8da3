package org.patchbay.observe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads what tcpdump says of a packet (print-arp.c, print-ip.c, print-icmp.c of tcpdump 4.99). */
final class PacketText {
    private PacketText() {}

    /** The number behind the last {@code length}. */
    static OptionalLong length(String packet) {
        int at = packet.lastIndexOf("length ");
        if (at < 0) {
            return OptionalLong.empty();
        }
        int start = at + "length ".length();
        int end = start;
        while (end < packet.length() && packet.charAt(end) >= '0' && packet.charAt(end) <= '9') {
            end++;
        }
        return Words.integer(packet.substring(start, end));
    }

    /** {@code Request who-has 10.70.2.11 tell 10.70.2.10}, {@code Reply 10.70.2.11 is-at 9e:52:99:be:37:52}. */
    static Optional<Frame.Payload> arp(String packet) {
        int request = packet.indexOf("Request who-has ");
        if (request >= 0) {
            String rest = packet.substring(request + "Request who-has ".length());
            int tell = rest.indexOf(" tell ");
            return tell < 0
                    ? Optional.empty()
                    : Optional.of(new Frame.Arp(
                            "request", Optional.of(word(rest)), word(rest.substring(tell + 6)), Optional.empty()));
        }
        int reply = packet.indexOf("Reply ");
        if (reply >= 0) {
            String rest = packet.substring(reply + "Reply ".length());
            int is = rest.indexOf(" is-at ");
            return is < 0 || !Words.mac(word(rest.substring(is + 7)))
                    ? Optional.empty()
                    : Optional.of(new Frame.Arp(
                            "reply", Optional.empty(), word(rest), Optional.of(word(rest.substring(is + 7)))));
        }
        return Optional.of(new Frame.Other());
    }

    /** {@code 10.70.2.10 > 10.70.2.11: ICMP echo request, id 30139, seq 1, length 64}, behind {@code (tos …)} or not. */
    static Optional<Frame.Payload> ip(String packet) {
        int arrow = packet.indexOf(" > ");
        int colon = arrow < 0 ? -1 : packet.indexOf(": ", arrow);
        if (colon < 0) {
            return Optional.empty();
        }
        String source = packet.substring(packet.lastIndexOf(' ', arrow - 1) + 1, arrow);
        String destination = packet.substring(arrow + 3, colon);
        if (source.isEmpty() || destination.isEmpty() || destination.indexOf(' ') >= 0) {
            return Optional.empty();
        }
        String rest = packet.substring(colon + 2);
        Optional<Frame.Icmp> icmp = icmp(rest);
        boolean ports = icmp.isEmpty() && hasPort(source) && hasPort(destination);
        return Optional.of(new Frame.Ip(
                ports ? host(source) : source,
                ports ? port(source) : OptionalInt.empty(),
                ports ? host(destination) : destination,
                ports ? port(destination) : OptionalInt.empty(),
                transport(rest, icmp.isPresent(), ports),
                icmp,
                tcpFlags(rest)));
    }

    private static Optional<String> transport(String rest, boolean icmp, boolean ports) {
        if (icmp) {
            return Optional.of(rest.contains("ICMP6") ? "ICMP6" : "ICMP");
        }
        if (rest.startsWith("Flags [") || rest.startsWith("tcp ")) {
            return Optional.of("TCP");
        }
        return ports ? Optional.of("UDP") : Optional.empty();
    }

    private static Optional<String> tcpFlags(String rest) {
        int end = rest.indexOf(']');
        return rest.startsWith("Flags [") && end > 0
                ? Optional.of(rest.substring("Flags [".length(), end))
                : Optional.empty();
    }

    private static Optional<Frame.Icmp> icmp(String rest) {
        String from = rest.startsWith("[") ? rest.substring(Math.min(rest.length(), rest.indexOf(']') + 2)) : rest;
        String label = from.startsWith("ICMP6, ") ? "ICMP6, " : "ICMP ";
        if (!from.startsWith(label)) {
            return Optional.empty();
        }
        String message = from.substring(label.length());
        int comma = message.indexOf(',');
        String type = comma < 0 ? message : message.substring(0, comma);
        return Optional.of(new Frame.Icmp(kind(type), number(message, "id "), number(message, "seq ")));
    }

    private static String kind(String type) {
        if (type.endsWith("unreachable") || type.contains(" unreachable ")) {
            return "unreachable";
        }
        for (String known : List.of("redirect", "time exceeded", "echo request", "echo reply")) {
            if (type.startsWith(known)) {
                return known;
            }
        }
        return type;
    }

    private static OptionalInt number(String message, String label) {
        int at = message.indexOf(", " + label);
        if (at < 0) {
            return OptionalInt.empty();
        }
        String digits = word(message.substring(at + 2 + label.length()));
        OptionalLong value = Words.integer(digits);
        return value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= 65_535
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }

    /** A fifth part of an IPv4 address, a part behind the point of an IPv6 one, or the last part of a host's name. */
    private static boolean hasPort(String endpoint) {
        int point = endpoint.lastIndexOf('.');
        if (point <= 0 || endpoint.indexOf(':') < 0 && dottedQuad(endpoint)) {
            return false;
        }
        return port(endpoint).isPresent();
    }

    private static boolean dottedQuad(String word) {
        return word.chars().filter(c -> c == '.').count() == 3
                && word.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private static String host(String endpoint) {
        return endpoint.substring(0, endpoint.lastIndexOf('.'));
    }

    private static OptionalInt port(String endpoint) {
        OptionalLong value = Words.integer(endpoint.substring(endpoint.lastIndexOf('.') + 1));
        return value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= 65_535
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }

    /** Up to a blank or comma. */
    private static String word(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != ',') {
            end++;
        }
        return text.substring(0, end);
    }
}
