package org.patchbay.check.output;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.verdict.Message;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Execution.Sink;

/**
 * Whether the text of a command may be taken for what a genuine program printed. Single bytes of a terminal can't be
 * tied to their writer, so the rule is strict: the program wrote to the terminal, or through filters that only pass
 * lines on, and everything else that wrote to the terminal under that command can't be made to print just any text.
 */
public final class OutputTrust {
    /** Genuine programs that say what the kernel says. */
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

    /** Programs that print no rows of their own; {@code reset} is a link to tset (reset(1)). */
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
            // Whoever else writes into a pipe may be heard through the same filters.
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

    /** The program's name, for a person: the genuine tool's, or the last part of its path; empty if it ended unseen. */
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

    /** A filter that was given no file to read: its words are options, numbers or, for grep, one pattern. */
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

    /** A shell that reads the keyboard, as in a container: it has neither a command nor a script to run. */
    public static boolean interactiveShell(Execution other) {
        return SHELLS.contains(other.program())
                && other.argv().stream()
                        .skip(1)
                        .allMatch(word -> word.equals("-i") || word.equals("-l") || word.equals("sh"));
    }

    /** A shell's own commands that print any text leave no execution. */
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

    /** tcpdump's own "ICMP echo request", "ICMP6, echo request". */
    private static boolean followsIcmp(String text, int at) {
        return text.startsWith("ICMP ", at - 5) || text.startsWith("ICMP6, ", at - 7);
    }
}
