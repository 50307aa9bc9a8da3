package org.patchbay.observe.parse;

import java.util.List;
import java.util.Optional;

/** Steps over the fields before the packet in a line of tcpdump. A step is taken only if the whole field is there. */
final class Cursor {
    private static final List<String> COMMON = List.of("IP", "ARP", "IP6");

    private final String line;
    private int at;

    Cursor(String line) {
        this.line = line;
        // With -ttt a blank precedes the difference.
        at = line.startsWith(" ") ? 1 : 0;
    }

    /** The current position in the line. */
    int at() {
        return at;
    }

    /** {@code 11:40:13.140366}, {@code 2026-11-24 17:52:29.564}, {@code 1795542754.48}, {@code 00:00:01.02} (-ttt). */
    Optional<String> time() {
        int end = wordEnd(at);
        int timeEnd = end;
        if (date(at, end)) {
            int second = Math.min(end + 1, line.length());
            timeEnd = wordEnd(second);
            if (!clock(second, timeEnd)) {
                return Optional.empty();
            }
        } else if (!clock(at, end) && !seconds(at, end)) {
            return Optional.empty();
        }
        String time = line.substring(at, timeEnd);
        at = skipBlanks(timeEnd);
        return Optional.of(time);
    }

    /** {@code veth0 Out}, {@code veth1 B} of {@code -i any}. */
    Optional<String[]> deviceAndDirection() {
        int end = wordEnd(at);
        int second = skipBlanks(end);
        int secondEnd = wordEnd(second);
        if (secondEnd - second > 3 || end == at || end - at > 15) {
            return Optional.empty();
        }
        String direction = line.substring(second, secondEnd);
        boolean known = switch (direction) {
            case "In", "Out", "B", "M", "P" -> true;
            default -> false;
        };
        if (!known) {
            return Optional.empty();
        }
        String device = line.substring(at, end);
        at = skipBlanks(secondEnd);
        return Optional.of(new String[] {device, direction});
    }

    /** {@code ifindex 3 7e:3d:67:79:3e:93 ethertype ARP (0x0806), length 48:} of {@code -i any -e}. */
    Optional<String[]> cookedHeader() {
        if (!line.startsWith("ifindex ", at)) {
            return Optional.empty();
        }
        int number = skipBlanks(wordEnd(at));
        int mac = skipBlanks(wordEnd(number));
        int macEnd = wordEnd(mac);
        String source = line.substring(mac, macEnd);
        String protocol = ethertype(macEnd);
        return protocol.isEmpty()
                ? Optional.empty()
                : Optional.of(new String[] {LineTokens.mac(source) ? source : "", "", protocol});
    }

    /** {@code 7e:3d:67:79:3e:93 > ff:ff:ff:ff:ff:ff, ethertype ARP (0x0806), length 42:}. */
    Optional<String[]> ethernetHeader() {
        int end = wordEnd(at);
        if (end - at < 17 || line.charAt(at + 2) != ':') {
            return Optional.empty();
        }
        String source = line.substring(at, end);
        if (!LineTokens.mac(source)) {
            return Optional.empty();
        }
        int arrow = line.indexOf(" > ", end);
        int comma = line.indexOf(',', end);
        if (arrow < 0 || comma < arrow) {
            return Optional.empty();
        }
        int destinationEnd = Math.min(wordEnd(arrow + 3), comma);
        String destination = line.substring(arrow + 3, destinationEnd);
        destination = destination.equals("Broadcast") ? "ff:ff:ff:ff:ff:ff" : destination;
        String protocol = ethertype(comma);
        return Optional.of(new String[] {source, destination, protocol.isEmpty() ? "802.3" : protocol});
    }

    /** The last ethertype of the header (a VLAN tag has its own); moves past the header's length. */
    private String ethertype(int from) {
        int type = line.indexOf("ethertype ", from);
        if (type < 0 || type > from + 40) {
            return "";
        }
        int inner = line.indexOf(", ethertype ", type);
        if (inner >= 0 && line.startsWith("802.1Q", type + 10)) {
            type = inner + 2;
        }
        int nameEnd = line.indexOf(" (", type + 10);
        int headerEnd = line.indexOf("), ", type);
        if (nameEnd < 0 || headerEnd < nameEnd) {
            return "";
        }
        String name = line.substring(type + 10, nameEnd);
        int colon = line.startsWith("length ", headerEnd + 3) ? line.indexOf(": ", headerEnd) : -1;
        at = colon < 0 ? headerEnd + 3 : colon + 2;
        return switch (name) {
            case "IPv4" -> "IP";
            case "IPv6" -> "IP6";
            default -> name;
        };
    }

    /** {@code ARP,}, {@code IP}, {@code IP6}, {@code STP}: the word before the packet. */
    String protocol() {
        int end = wordEnd(at);
        boolean marked = end > at && (line.charAt(end - 1) == ',' || line.charAt(end - 1) == ':');
        int nameEnd = marked ? end - 1 : end;
        if (nameEnd == at || !Character.isLetter(line.charAt(at))) {
            return "";
        }
        for (int i = at; i < nameEnd; i++) {
            char c = line.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-') {
                return "";
            }
        }
        String name = known(nameEnd);
        at = skipBlanks(end);
        return name;
    }

    /** Avoids a new string for the most frequent protocols. */
    private String known(int end) {
        for (String name : COMMON) {
            if (end - at == name.length() && line.startsWith(name, at)) {
                return name;
            }
        }
        return line.substring(at, end);
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < line.length() && line.charAt(end) != ' ') {
            end++;
        }
        return Math.min(end, line.length());
    }

    private int skipBlanks(int from) {
        int next = from;
        while (next < line.length() && line.charAt(next) == ' ') {
            next++;
        }
        return Math.min(next, line.length());
    }

    private boolean date(int from, int to) {
        return to - from == 10
                && line.charAt(from + 4) == '-'
                && line.charAt(from + 7) == '-'
                && digitsBut(from, to, '-');
    }

    private boolean clock(int from, int to) {
        return to - from >= 8
                && to - from <= 18
                && line.charAt(from + 2) == ':'
                && line.charAt(from + 5) == ':'
                && digitsBut(from, to, ':');
    }

    /** Micro- or nanoseconds after the point. */
    private boolean seconds(int from, int to) {
        int point = line.indexOf('.', from);
        int whole = point - from;
        int part = to - point;
        return whole >= 1 && whole <= 12 && (part == 7 || part == 10) && digitsBut(from, to, '.');
    }

    private boolean digitsBut(int from, int to, char mark) {
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if ((c < '0' || c > '9') && c != mark && c != '.') {
                return false;
            }
        }
        return true;
    }
}
