package org.patchbay.observe;

import java.util.Optional;

/** Steps over what stands before the packet in a line of tcpdump. Each step is taken only if all of it is there. */
final class Cursor {
    private final String line;
    private int at;

    Cursor(String line) {
        this.line = line;
    }

    String rest() {
        return line.substring(at).strip();
    }

    /** {@code 11:40:13.140366}, {@code 2026-11-24 17:52:29.564}, {@code 1795542754.48}, {@code 00:00:01.02} (-ttt). */
    Optional<String> time() {
        int end = wordEnd(at);
        String word = line.substring(at, end);
        if (date(word)) {
            int second = wordEnd(end + 1);
            String clock = end + 1 <= line.length() ? line.substring(Math.min(end + 1, line.length()), second) : "";
            if (clock(clock)) {
                at = skipBlanks(second);
                return Optional.of(word + " " + clock);
            }
            return Optional.empty();
        }
        if (clock(word) || seconds(word)) {
            at = skipBlanks(end);
            return Optional.of(word);
        }
        return Optional.empty();
    }

    /** {@code veth0 Out}, {@code veth1 B} of {@code -i any}. */
    Optional<String[]> deviceAndDirection() {
        int end = wordEnd(at);
        int second = skipBlanks(end);
        int secondEnd = wordEnd(second);
        String direction = line.substring(second, secondEnd);
        boolean known = switch (direction) {
            case "In", "Out", "B", "M", "P" -> true;
            default -> false;
        };
        if (!known || end == at || end - at > 15) {
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
                : Optional.of(new String[] {Words.mac(source) ? source : "", "", protocol});
    }

    /** {@code 7e:3d:67:79:3e:93 > ff:ff:ff:ff:ff:ff, ethertype ARP (0x0806), length 42:}. */
    Optional<String[]> ethernetHeader() {
        int end = wordEnd(at);
        String source = line.substring(at, end);
        if (!Words.mac(source)) {
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

    /** The last ethertype of the header (a VLAN tag has one of its own), and on to behind the header's length. */
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
        String word = line.substring(at, end);
        if (word.endsWith(",") || word.endsWith(":")) {
            word = word.substring(0, word.length() - 1);
        }
        boolean name = !word.isEmpty()
                && Character.isLetter(word.charAt(0))
                && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-');
        if (name) {
            at = skipBlanks(end);
        }
        return name ? word : "";
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

    private static boolean date(String word) {
        return word.length() == 10 && word.charAt(4) == '-' && word.charAt(7) == '-' && digitsBut(word, "-");
    }

    private static boolean clock(String word) {
        return word.length() >= 8
                && word.length() <= 18
                && word.charAt(2) == ':'
                && word.charAt(5) == ':'
                && digitsBut(word, ":.");
    }

    private static boolean seconds(String word) {
        int point = word.indexOf('.');
        return point >= 1 && point <= 12 && word.length() - point == 7 && digitsBut(word, ".")
                || point >= 1 && word.length() - point == 10 && digitsBut(word, ".") && point <= 12;
    }

    private static boolean digitsBut(String word, String others) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9' || others.indexOf(c) >= 0);
    }
}
