package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects the lines of {@code ifconfig} about one device. */
final class InterfaceBlock {
    private final String name;
    private OptionalLong flags = OptionalLong.empty();
    private List<String> state = List.of();
    private OptionalLong mtu = OptionalLong.empty();
    private OptionalLong metric = OptionalLong.empty();
    private Optional<String> type = Optional.empty();
    private Optional<String> mac = Optional.empty();
    private final List<InterfaceReport.Inet> ipv4 = new ArrayList<>();
    private final List<InterfaceReport.Inet6> ipv6 = new ArrayList<>();
    private final Map<String, Long> counters = new HashMap<>();
    private boolean rxSeen;
    private boolean txSeen;

    InterfaceBlock(String name) {
        this.name = name;
    }

    /** Localized flag names are replaced by the English ones of the bits. */
    void flags(OptionalLong bits, List<String> names) {
        flags = bits;
        state = bits.isPresent() && !names.stream().allMatch(InterfaceFlags::known)
                ? InterfaceFlags.of(bits.getAsLong())
                : names;
    }

    void mtu(OptionalLong value) {
        mtu = value;
    }

    void metric(OptionalLong value) {
        metric = value;
    }

    void detail(List<String> words, String line) {
        switch (words.getFirst()) {
            case "inet" -> inet(words);
            case "inet6" -> inet6(words);
            case "RX", "TX" -> traffic(words);
            case "UP", "BROADCAST", "LOOPBACK", "NOARP", "DOWN" -> oldFlags(words);
            default -> hardware(words, line);
        }
        if (words.getFirst().startsWith("collisions:")) {
            labelled("collisions", words).ifPresent(value -> counters.put("tx_collisions", value));
        }
    }

    /** {@code inet 10.70.2.10 netmask 255.255.255.0 broadcast 10.70.2.255}, {@code inet addr:… Bcast:… Mask:…}. */
    private void inet(List<String> words) {
        if (words.size() < 2) {
            return;
        }
        if (words.get(1).startsWith("addr:")) {
            ipv4.add(new InterfaceReport.Inet(words.get(1).substring(5), text("Mask:", words), text("Bcast:", words)));
            return;
        }
        // A point-to-point device prints its peer's address in place of a broadcast address.
        boolean broadcast = words.size() > 5 && !words.get(4).equals("destination");
        ipv4.add(new InterfaceReport.Inet(
                words.get(1),
                words.size() > 3 ? Optional.of(words.get(3)) : Optional.empty(),
                broadcast ? Optional.of(words.get(5)) : Optional.empty()));
    }

    /** {@code inet6 fe80::1 prefixlen 64 scopeid 0x20<link>}, {@code inet6 addr: fe80::1/64 Scope:Link}. */
    private void inet6(List<String> words) {
        if (words.size() < 2) {
            return;
        }
        if (words.get(1).equals("addr:")) {
            String cidr = words.size() > 2 ? words.get(2) : "";
            int slash = cidr.indexOf('/');
            ipv6.add(new InterfaceReport.Inet6(
                    slash < 0 ? cidr : cidr.substring(0, slash),
                    slash < 0 ? OptionalLong.empty() : LineTokens.integer(cidr.substring(slash + 1)),
                    Optional.empty(),
                    text("Scope:", words)));
            return;
        }
        String scope = words.size() > 5 ? words.get(5) : "";
        int open = scope.indexOf('<');
        ipv6.add(new InterfaceReport.Inet6(
                words.get(1),
                words.size() > 3 ? LineTokens.integer(words.get(3)) : OptionalLong.empty(),
                open < 0 ? Optional.empty() : Optional.of(scope.substring(0, open)),
                open < 0 || !scope.endsWith(">")
                        ? Optional.empty()
                        : Optional.of(
                                scopeName(scope.substring(0, open), scope.substring(open + 1, scope.length() - 1)))));
    }

    /** English for any locale, derived from the number (IPV6_ADDR_SCOPE_MASK of the kernel's ipv6.h). */
    private static String scopeName(String number, String printed) {
        return switch (number) {
            case "0x0" -> "global";
            case "0x10" -> "host";
            case "0x20" -> "link";
            case "0x40" -> "site";
            default -> printed;
        };
    }

    private void traffic(List<String> words) {
        boolean rx = words.getFirst().equals("RX");
        if (words.size() > 1 && words.get(1).indexOf(':') >= 0) {
            oldTraffic(words);
            return;
        }
        String way = rx ? "rx_" : "tx_";
        List<Long> numbers = numbers(words);
        List<String> columns;
        if (rx ? !rxSeen : !txSeen) {
            columns = List.of("packets", "bytes");
        } else if (rx) {
            columns = List.of("errors", "dropped", "overruns", "frame");
        } else {
            columns = List.of("errors", "dropped", "overruns", "carrier", "collisions");
        }
        rxSeen |= rx;
        txSeen |= !rx;
        for (int i = 0; i < columns.size() && i < numbers.size(); i++) {
            counters.put(way + columns.get(i), numbers.get(i));
        }
    }

    /** {@code RX packets:9 errors:0 …}, {@code RX bytes:766 (766.0 B)  TX bytes:0 (0.0 B)}. */
    private void oldTraffic(List<String> words) {
        String way = "";
        for (String word : words) {
            int colon = word.indexOf(':');
            if (word.equals("RX")) {
                way = "rx_";
            } else if (word.equals("TX")) {
                way = "tx_";
            } else if (colon > 0 && InterfaceReport.COUNTERS.contains(way + word.substring(0, colon))) {
                OptionalLong number = LineTokens.integer(word.substring(colon + 1));
                if (number.isPresent()) {
                    counters.put(way + word.substring(0, colon), number.getAsLong());
                }
            }
        }
    }

    /** The whole numbers before anything in parentheses. */
    private static List<Long> numbers(List<String> words) {
        List<Long> numbers = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("(")) {
                break;
            }
            OptionalLong number = LineTokens.integer(word);
            if (number.isPresent()) {
                numbers.add(number.getAsLong());
            }
        }
        return numbers;
    }

    /** {@code UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1}. */
    private void oldFlags(List<String> words) {
        state = words.stream().filter(InterfaceFlags::known).toList();
        text("MTU:", words).ifPresent(value -> mtu = LineTokens.integer(value));
        text("Metric:", words).ifPresent(value -> metric = LineTokens.integer(value));
    }

    /** {@code ether 02:42:ac:11:00:02 txqueuelen 0 (Ethernet)}, {@code eth0 Link encap:Ethernet HWaddr 02:42:…}. */
    private void hardware(List<String> words, String line) {
        int encapsulation = line.indexOf("Link encap:");
        if (encapsulation >= 0) {
            int hardware = line.indexOf("HWaddr ");
            String kind = hardware < 0
                    ? line.substring(encapsulation + 11)
                    : line.substring(encapsulation + 11, Math.max(encapsulation + 11, hardware));
            type = Optional.of(kind.strip());
            mac = words.stream().filter(LineTokens::mac).findFirst();
            return;
        }
        int open = line.lastIndexOf('(');
        int close = line.lastIndexOf(')');
        boolean described = open >= 0 && close > open && type.isEmpty();
        if (described) {
            type = Optional.of(typeName(words.getFirst(), line.substring(open + 1, close)));
            mac = words.size() > 1 && LineTokens.mac(words.get(1)) ? Optional.of(words.get(1)) : Optional.empty();
        }
    }

    /** English for any locale, derived from the word before it, which is never translated (net-tools' lib/hw.c). */
    private static String typeName(String hardware, String printed) {
        return switch (hardware) {
            case "loop" -> "Local Loopback";
            case "ether" -> "Ethernet";
            case "tunnel" -> "IPIP Tunnel";
            case "sit" -> "IPv6-in-IPv4";
            case "ppp" -> "Point-to-Point Protocol";
            case "unspec" -> "UNSPEC";
            default -> printed;
        };
    }

    private static Optional<String> text(String label, List<String> words) {
        return words.stream()
                .filter(word -> word.startsWith(label) && word.length() > label.length())
                .map(word -> word.substring(label.length()))
                .findFirst();
    }

    private static Optional<Long> labelled(String label, List<String> words) {
        return text(label + ":", words)
                .map(LineTokens::integer)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong);
    }

    InterfaceReport report() {
        return new InterfaceReport(name, flags, state, mtu, type, mac, metric, ipv4, ipv6, counters);
    }
}
