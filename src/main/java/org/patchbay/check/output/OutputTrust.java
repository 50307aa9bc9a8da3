package org.patchbay.check.output;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.verdict.Message;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Execution.Sink;

/**
 * Decides whether a command's text was printed by a genuine program. Bytes on a terminal don't show their writer, so
 * the rule is strict: the program wrote to the terminal, directly or through filters that only pass lines on, and no
 * other program that wrote there meanwhile can print arbitrary text.
 */
public final class OutputTrust {
    /** Genuine programs that print the kernel's state. */
    private static final Set<String> TRUSTED = Set.of(
            "arp",
            "arping",
            "brctl",
            "bridge",
            "conntrack",
            "ethtool",
            "ifconfig",
            "ip",
            "ip6tables",
            "ip6tables-save",
            "iptables",
            "iptables-save",
            "nft",
            "nsenter",
            "ping",
            "route",
            "sysctl",
            "tcpdump",
            "traceroute",
            "unshare");

    /** Programs that print no rows; {@code reset} is a link to tset (reset(1)). */
    private static final Set<String> SILENT = Set.of(
            "clear", "env", "kill", "killall", "nohup", "pkill", "setsid", "sleep", "stdbuf", "stty", "timeout", "true",
            "tset");

    private static final Set<String> FILTERS = Set.of("grep", "tee", "head", "tail", "less", "more");
    static final Set<String> SHELLS = Set.of("bash", "dash", "busybox");

    private OutputTrust() {}

    static Optional<Message> doubt(Command command, Execution run) {
        String tool = run.program();
        if (run.tampered()) {
            return Optional.of(Message.of("text.loader", "tool", tool));
        }
        boolean piped = run.stdout() == Sink.PIPE;
        if (run.stdout() != Sink.TERMINAL && !piped) {
            return Optional.of(Message.of("text.redirected", "tool", tool));
        }
        List<Execution> meanwhile = command.executions().stream()
                .filter(other -> other != run)
                .filter(other -> command.running() || other.startedAt() <= command.endedAt())
                .toList();
        List<Execution> others = meanwhile.stream()
                .filter(other -> other.stdout() == Sink.TERMINAL)
                .toList();
        boolean passedOn = others.stream().anyMatch(OutputTrust::passesLinesOn);
        if (piped && !passedOn) {
            return Optional.of(Message.of("text.redirected", "tool", tool));
        }
        boolean nested = others.stream().anyMatch(OutputTrust::interactiveShell);
        Optional<Execution> stranger = others.stream()
                .filter(other -> !harmless(other) && !interactiveShell(other) && !(piped && passesLinesOn(other)))
                .findFirst();
        if (piped) {
            // Another program that writes into the pipe reaches the same filters.
            stranger = stranger.or(() -> meanwhile.stream()
                    .filter(other -> other.stdout() == Sink.PIPE)
                    .filter(other -> !harmless(other) && !passesLinesOn(other))
                    .findFirst());
        }
        if (stranger.isPresent()) {
            String name = name(stranger.get());
            return Optional.of(
                    name.isEmpty()
                            ? Message.of("text.mixed-unseen", "tool", tool)
                            : Message.of("text.mixed", "tool", tool, "program", name));
        }
        Optional<String> builtin =
                builtin(command.line()).or(() -> nested ? builtin(command.output()) : Optional.empty());
        return builtin.map(word -> Message.of("text.mixed", "tool", tool, "program", word));
    }

    /** The program's name for people: the genuine tool's, or its path's last part; empty if it ended unseen. */
    static String name(Execution execution) {
        return execution.program().isEmpty()
                ? execution.path().substring(execution.path().lastIndexOf('/') + 1)
                : execution.program();
    }

    private static boolean harmless(Execution other) {
        return TRUSTED.contains(other.program()) || ofTheSystem(other) && SILENT.contains(name(other));
    }

    private static boolean ofTheSystem(Execution other) {
        return other.path().startsWith("/usr/bin/")
                || other.path().startsWith("/bin/")
                || other.path().startsWith("/usr/sbin/")
                || other.path().startsWith("/sbin/");
    }

    /** Whether a filter reads no file: its arguments are options, numbers or, for grep, one pattern. */
    private static boolean passesLinesOn(Execution other) {
        String name = name(other);
        if (!ofTheSystem(other) || !FILTERS.contains(name)) {
            return false;
        }
        long words = other.argv().stream()
                .skip(1)
                .filter(word -> !word.startsWith("-") && !word.chars().allMatch(Character::isDigit))
                .count();
        return name.equals("tee") || words <= (name.equals("grep") ? 1 : 0);
    }

    /** Whether it is a shell that reads the keyboard, as in a container: it has no command or script to run. */
    public static boolean interactiveShell(Execution other) {
        return SHELLS.contains(other.program())
                && other.argv().stream()
                        .skip(1)
                        .allMatch(word -> word.equals("-i") || word.equals("-l") || word.equals("sh"));
    }

    /** A shell builtin in the text that can print any text; it leaves no execution. */
    static Optional<String> builtin(String text) {
        for (String word : List.of("echo", "printf")) {
            int at = text.indexOf(word);
            while (at >= 0) {
                boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
                int end = at + word.length();
                if (begins && end < text.length() && text.charAt(end) == ' ' && !followsIcmp(text, at)) {
                    return Optional.of(word);
                }
                at = text.indexOf(word, at + 1);
            }
        }
        return Optional.empty();
    }

    /** Whether it follows "ICMP", as in tcpdump's "ICMP echo request", "ICMP6, echo request". */
    private static boolean followsIcmp(String text, int at) {
        return text.startsWith("ICMP ", at - 5) || text.startsWith("ICMP6, ", at - 7);
    }
}
