package org.patchbay.check.output;

import java.util.List;
import java.util.Set;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.parse.Tool;

/** Detects runs that only list, of tools that can also change the network. */
public final class Listing {
    /** Tools that print names in place of addresses unless {@code -n} is given. */
    private static final Set<String> NAMING = Set.of("arp", "route");

    private static final Set<String> CHANGING = Set.of(
            "add", "append", "change", "chg", "del", "delete", "down", "exec", "flush", "prepend", "replace", "set",
            "up");

    private Listing() {}

    /**
     * Whether a run only lists.
     *
     * @param program the genuine tool's name; empty for an unknown program, which may do anything
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

    /** Whether a run may print names in place of addresses. */
    public static boolean showsNames(Execution run) {
        return NAMING.contains(run.program()) && !Arguments.match(List.of("-n"), run.argv());
    }

    /** @throws IllegalArgumentException for {@code -n} of these tools: learners may choose how addresses are printed */
    public static void checkArguments(String tool, List<String> arguments) {
        if (NAMING.contains(tool) && arguments.contains("-n")) {
            throw new IllegalArgumentException(
                    "a check must not require '-n' of " + tool + ": addresses count in either form");
        }
    }

    /** The command that lists everything of a tool: {@code route -n}, {@code ip route}. */
    static String typed(String tool) {
        String typed = Tool.of(tool).map(Tool::typed).orElse(tool);
        return NAMING.contains(tool) ? typed + " -n" : typed;
    }

    /** {@code -L}, {@code -S}, also in a cluster: {@code -vnL}. */
    private static boolean lists(String word) {
        return word.startsWith("--list")
                || word.startsWith("-") && !word.startsWith("--") && (word.indexOf('L') > 0 || word.indexOf('S') > 0);
    }
}
