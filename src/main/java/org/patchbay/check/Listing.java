package org.patchbay.check;

import java.util.List;
import java.util.Set;

/** Runs of the tools that also change the network, but here only print what is there. */
public final class Listing {
    private static final Set<String> CHANGING = Set.of(
            "add", "append", "change", "chg", "del", "delete", "down", "exec", "flush", "prepend", "replace", "set",
            "up");

    private Listing() {}

    /**
     * Whether it is such a run.
     *
     * @param program the genuine tool's name; empty for a stranger, which may do anything
     */
    public static boolean is(String program, List<String> argv) {
        List<String> words = argv.subList(Math.min(1, argv.size()), argv.size());
        return switch (program) {
            case "ip", "bridge", "route" -> words.stream().noneMatch(CHANGING::contains);
            case "arp" ->
                List.of("-s", "-d", "-f").stream()
                        .noneMatch(option -> Arguments.value(words, option).isPresent());
            case "ifconfig" ->
                words.stream().filter(word -> !word.startsWith("-")).count() <= 1;
            case "iptables", "ip6tables" -> words.stream().anyMatch(Listing::lists);
            case "iptables-save", "ip6tables-save", "lsns", "ss", "sleep" -> true;
            default -> false;
        };
    }

    /** {@code -L}, {@code -S}, also among others: {@code -vnL}. */
    private static boolean lists(String word) {
        return word.startsWith("--list")
                || word.startsWith("-") && !word.startsWith("--") && (word.indexOf('L') > 0 || word.indexOf('S') > 0);
    }
}
