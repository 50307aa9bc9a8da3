package org.patchbay.observe.parse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * tcpdump's text of a packet (print-arp.c, print-ip.c, print-icmp.c of tcpdump 4.99). Parsed in place, without copies,
 * because captures have many lines.
 *
 * @param from where the packet begins in the line
 */
record PacketText(String line, int from) {
    private static final int PORTS = 65_535;
    private static final Optional<Frame.Payload> OTHER = Optional.of(new Frame.Other());
    private static final Optional<String> TCP = Optional.of("TCP");
    private static final Optional<String> UDP = Optional.of("UDP");
    private static final Optional<String> ICMP = Optional.of("ICMP");
    private static final Optional<String> ICMP6 = Optional.of("ICMP6");
    private static final List<String> ICMP_TYPES = List.of("echo request", "echo reply", "redirect", "time exceeded");

    /** The number after the last {@code length}. */
    OptionalLong length() {
        int at = line.lastIndexOf("length ");
        if (at < from) {
            return OptionalLong.empty();
        }
        int start = at + "length ".length();
        long number = number(start, digitsEnd(start));
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** {@code Request who-has 10.70.2.11 tell 10.70.2.10}, {@code Reply 10.70.2.11 is-at 9e:52:99:be:37:52}. */
    Optional<Frame.Payload> arp() {
        int asked = behind("Request who-has ", from);
        if (asked >= 0) {
            int tell = behind(" tell ", asked);
            return tell < 0
                    ? Optional.empty()
                    : Optional.of(new Frame.Arp("request", Optional.of(word(asked)), word(tell), Optional.empty()));
        }
        int told = behind("Reply ", from);
        if (told < 0) {
            return OTHER;
        }
        int is = behind(" is-at ", told);
        String mac = is < 0 ? "" : word(is);
        return LineTokens.mac(mac)
                ? Optional.of(new Frame.Arp("reply", Optional.empty(), word(told), Optional.of(mac)))
                : Optional.empty();
    }

    /** {@code 10.70.2.10 > 10.70.2.11: ICMP echo request, id 30139, seq 1, length 64}, also after {@code (tos …)}. */
    Optional<Frame.Payload> ip() {
        int arrow = line.indexOf(" > ", from);
        int colon = arrow < 0 ? -1 : line.indexOf(": ", arrow);
        if (colon < 0) {
            return Optional.empty();
        }
        int source = Math.max(from, line.lastIndexOf(' ', arrow - 1) + 1);
        int destination = arrow + " > ".length();
        int blank = line.indexOf(' ', destination);
        if (source >= arrow || destination >= colon || blank >= 0 && blank < colon) {
            return Optional.empty();
        }
        int said = colon + ": ".length();
        Optional<Frame.Icmp> icmp = icmp(said);
        int sourcePort = icmp.isPresent() ? -1 : portAt(source, arrow);
        int destinationPort = sourcePort < 0 ? -1 : portAt(destination, colon);
        boolean ports = destinationPort >= 0;
        return Optional.of(new Frame.Ip(
                line.substring(source, ports ? sourcePort - 1 : arrow),
                ports ? port(sourcePort, arrow) : OptionalInt.empty(),
                line.substring(destination, ports ? destinationPort - 1 : colon),
                ports ? port(destinationPort, colon) : OptionalInt.empty(),
                icmp.isPresent() ? icmpVersion(said) : transport(said, ports),
                icmp,
                tcpFlags(said)));
    }

    private Optional<String> icmpVersion(int said) {
        return line.startsWith("ICMP6", messageAt(said)) ? ICMP6 : ICMP;
    }

    private Optional<String> transport(int said, boolean ports) {
        if (line.startsWith("Flags [", said) || line.startsWith("tcp ", said)) {
            return TCP;
        }
        return ports ? UDP : Optional.empty();
    }

    private Optional<String> tcpFlags(int said) {
        int begin = said + "Flags [".length();
        int end = line.startsWith("Flags [", said) ? line.indexOf(']', begin) : -1;
        return end < 0 ? Optional.empty() : Optional.of(line.substring(begin, end));
    }

    /** Skips a remark such as {@code [bad hlen]} before the message. */
    private int messageAt(int said) {
        int close = line.startsWith("[", said) ? line.indexOf(']', said) : -1;
        return close < 0 ? said : Math.min(line.length(), close + 2);
    }

    private Optional<Frame.Icmp> icmp(int said) {
        int message = messageAt(said);
        if (!line.startsWith("ICMP", message)) {
            return Optional.empty();
        }
        String label = line.startsWith("ICMP6, ", message) ? "ICMP6, " : "ICMP ";
        if (!line.startsWith(label, message)) {
            return Optional.empty();
        }
        int type = message + label.length();
        int comma = line.indexOf(',', type);
        int end = comma < 0 ? line.length() : comma;
        return Optional.of(new Frame.Icmp(kind(type, end), numberBehind(", id ", end), numberBehind(", seq ", end)));
    }

    private String kind(int begin, int end) {
        for (String known : ICMP_TYPES) {
            if (line.startsWith(known, begin)) {
                return known;
            }
        }
        String type = line.substring(begin, end);
        return type.endsWith("unreachable") || type.contains(" unreachable ") ? "unreachable" : type;
    }

    private OptionalInt numberBehind(String label, int at) {
        int begin = behind(label, at);
        return begin < 0 ? OptionalInt.empty() : port(begin, wordEnd(begin));
    }

    /**
     * Where the port begins: a fifth part of an IPv4 address, a part after the point of an IPv6 one, or the last part
     * of a host's name; -1 for none.
     */
    private int portAt(int begin, int end) {
        int point = line.lastIndexOf('.', end - 1);
        if (point <= begin || dottedQuad(begin, end)) {
            return -1;
        }
        long port = number(point + 1, end);
        return port >= 0 && port <= PORTS ? point + 1 : -1;
    }

    private boolean dottedQuad(int begin, int end) {
        int points = 0;
        for (int i = begin; i < end; i++) {
            char c = line.charAt(i);
            points += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return points == 3;
    }

    private OptionalInt port(int begin, int end) {
        long value = number(begin, end);
        return value >= 0 && value <= PORTS ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    /** The number, if it has only digits, 1 to 18 of them; else -1. */
    private long number(int begin, int end) {
        return digitsEnd(begin) == end && end > begin && end - begin <= 18 ? Long.parseLong(line, begin, end, 10) : -1;
    }

    private int digitsEnd(int begin) {
        int end = begin;
        while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** The position after the first occurrence of this text; -1 if there is none. */
    private int behind(String text, int at) {
        int found = line.startsWith(text, at) ? at : line.indexOf(text, at);
        return found < 0 ? -1 : found + text.length();
    }

    /** Up to a blank or comma. */
    private String word(int begin) {
        return line.substring(begin, wordEnd(begin));
    }

    private int wordEnd(int begin) {
        int end = begin;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != ',') {
            end++;
        }
        return end;
    }
}
