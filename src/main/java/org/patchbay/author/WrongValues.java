package org.patchbay.author;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.lesson.WrittenName;
import org.patchbay.observe.kernel.Namespace;

/**
 * Wrong values that a learner could type instead of a value in an assertion: another address, prefix, device,
 * namespace, hardware address, number, tool or setting.
 *
 * @param making whether the solution creates devices; then only unused names are chosen, because ip(8) refuses others
 */
record WrongValues(Surroundings around, boolean making) {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.)(\\d{1,3})");
    private static final Pattern NETWORK = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("(?i)([0-9a-f]{0,4}:[0-9a-f:]*:)([0-9a-f]{0,4})");
    private static final Pattern MAC = Pattern.compile("(?i)((?:[0-9a-f]{2}:){5})([0-9a-f]{2})");
    private static final Pattern PREFIXED = Pattern.compile("([0-9a-fA-F.:]+)/(\\d{1,3})");
    /** Far enough not to be the next of those that a lesson uses. */
    private static final int FAR = 7;

    /** Keywords, each with its replacement. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("veth", "dummy"),
            Map.entry("bridge", "dummy"),
            Map.entry("dummy", "bridge"),
            Map.entry("arp", "route"),
            Map.entry("route", "arp"),
            Map.entry("ifconfig", "route"),
            Map.entry("ping", "arp"),
            Map.entry("ip", "ifconfig"),
            Map.entry("tcpdump", "arp"),
            Map.entry("dmesg", "arp"),
            Map.entry("rp_filter", "accept_local"),
            Map.entry("accept_local", "arp_ignore"),
            Map.entry("log_martians", "accept_local"),
            Map.entry("tcp", "udp"),
            Map.entry("udp", "tcp"),
            Map.entry("icmp", "tcp"),
            Map.entry("accept", "drop"),
            Map.entry("drop", "accept"),
            Map.entry("masquerade", "accept"),
            Map.entry("filter", "nat"),
            Map.entry("nat", "filter"),
            Map.entry("input", "output"),
            Map.entry("output", "input"),
            Map.entry("forward", "input"),
            Map.entry("prerouting", "output"),
            Map.entry("postrouting", "input"));

    /** The replacements for a field's value; empty if no command contains such a value. */
    List<WordSubstitution> of(AssertionField assertionField) {
        return switch (assertionField.value()) {
            case DeviceName device -> device(device);
            case Integer number -> number(assertionField.key(), number);
            case Long number -> number(assertionField.key(), number);
            case Boolean flag -> flag(assertionField.key(), flag);
            case Enum<?> word -> word(word);
            case String text -> text(assertionField.key(), text);
            case Object _ -> List.of();
        };
    }

    private List<WordSubstitution> device(DeviceName device) {
        List<WordSubstitution> changes = new ArrayList<>(name(device.namespace(), device.name()));
        if (!device.namespace().equals(Namespace.INIT)) {
            changes.addAll(namespace(device.namespace()));
        }
        return changes;
    }

    private List<WordSubstitution> name(String namespace, String device) {
        Optional<String> beside = making ? Optional.empty() : around.beside(namespace, device);
        return List.of(new WordSubstitution(device, beside.orElseGet(() -> stranger(device))));
    }

    /** {@code veth9} for {@code veth0}. */
    private static String stranger(String device) {
        String other = device.replaceAll("\\d+$", "") + "9";
        return other.equals(device) || other.length() > 15 ? device.substring(0, device.length() - 1) + "8" : other;
    }

    /** Another namespace, or commands without a namespace. */
    private List<WordSubstitution> namespace(String name) {
        String other = around.otherNamespace(name);
        return other.equals(Namespace.INIT)
                ? List.of(
                        new WordSubstitution("ip netns exec " + name + " ", ""),
                        new WordSubstitution("ip -n " + name, "ip"),
                        new WordSubstitution(name, name + "9"))
                : List.of(new WordSubstitution(name, other));
    }

    private static List<WordSubstitution> number(String key, long number) {
        // How many of them a learner sees is not typed as such.
        return key.endsWith("at-least")
                ? List.of()
                : List.of(new WordSubstitution("" + number, "" + (number == 1 ? 0 : number + 1)));
    }

    private static List<WordSubstitution> flag(String key, boolean flag) {
        return key.equals("up") || key.endsWith(".up")
                ? List.of(new WordSubstitution(flag ? "up" : "down", flag ? "down" : "up"))
                : List.of();
    }

    private static List<WordSubstitution> word(Enum<?> word) {
        return Arrays.stream(word.getDeclaringClass().getEnumConstants())
                .filter(other -> other != word)
                .map(other -> new WordSubstitution(WrittenName.of(word), WrittenName.of((Enum<?>) other)))
                .limit(1)
                .toList();
    }

    private List<WordSubstitution> text(String key, String text) {
        if (key.equals("namespace") || key.endsWith(".namespace")) {
            return text.equals(Namespace.INIT) ? List.of() : namespace(text);
        }
        int blank = text.indexOf(' ');
        if (text.startsWith("-") && blank > 0) {
            String option = text.substring(0, blank + 1);
            return text(key, text.substring(blank + 1).strip()).stream()
                    .map(change -> new WordSubstitution(option + change.from(), option + change.to()))
                    .toList();
        }
        if (text.startsWith("-")) {
            return List.of(new WordSubstitution(text, ""));
        }
        return known(text).or(() -> address(text)).orElseGet(() -> List.of(new WordSubstitution(text, another(text))));
    }

    private Optional<List<WordSubstitution>> known(String text) {
        return around.knows(text) ? Optional.of(name(Namespace.INIT, text)) : Optional.empty();
    }

    private static Optional<List<WordSubstitution>> address(String text) {
        Matcher prefixed = PREFIXED.matcher(text);
        if (prefixed.matches()) {
            String length = prefixed.group(2);
            int bits = Integer.parseInt(length);
            List<WordSubstitution> prefix = List.of(
                    new WordSubstitution(text, prefixed.group(1) + "/" + (bits % 32 == 0 ? bits - 1 : bits + 1)));
            List<WordSubstitution> address = network(prefixed.group(1), bits)
                    .map(other -> List.of(new WordSubstitution(text, other + "/" + length)))
                    .or(() -> address(prefixed.group(1)))
                    .orElse(List.of());
            return Optional.of(Stream.concat(address.stream(), prefix.stream()).toList());
        }
        return Stream.of(decimal(IPV4.matcher(text)), hexadecimal(MAC.matcher(text)), hexadecimal(IPV6.matcher(text)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(other -> List.of(new WordSubstitution(text, other)));
    }

    /** Changes a network's own address to another network's, because other host bits would mean the same network. */
    private static Optional<String> network(String address, int bits) {
        Matcher ipv4 = NETWORK.matcher(address);
        int octets = bits / 8;
        if (!ipv4.matches() || octets == 0 || octets == 4 || !address.endsWith(".0".repeat(4 - octets))) {
            return Optional.empty();
        }
        String[] parts = address.split("\\.");
        parts[octets - 1] = "" + other(Integer.parseInt(parts[octets - 1]), 254);
        return Optional.of(String.join(".", parts));
    }

    private static Optional<String> decimal(Matcher address) {
        return address.matches()
                ? Optional.of(address.group(1) + other(Integer.parseInt(address.group(2)), 254))
                : Optional.empty();
    }

    private static Optional<String> hexadecimal(Matcher address) {
        if (!address.matches()) {
            return Optional.empty();
        }
        String last = address.group(2).isEmpty() ? "0" : address.group(2);
        String other = Integer.toHexString(other(Integer.parseInt(last, 16), 0xfe));
        return Optional.of(address.group(1) + "0".repeat(Math.max(0, last.length() - other.length())) + other);
    }

    private static int other(int number, int most) {
        return number + FAR > most ? Math.max(1, number - FAR) : number + FAR;
    }

    private static String another(String text) {
        try {
            return "" + (Long.parseLong(text) + 1);
        } catch (NumberFormatException _) {
            String other = OTHER.get(text.toLowerCase(Locale.ROOT));
            return other == null ? text + "x" : upper(text) ? other.toUpperCase(Locale.ROOT) : other;
        }
    }

    private static boolean upper(String text) {
        return text.equals(text.toUpperCase(Locale.ROOT));
    }
}
