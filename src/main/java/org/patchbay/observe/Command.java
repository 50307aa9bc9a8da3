package org.patchbay.observe;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.patchbay.observe.kernel.Execution;

/**
 * One command line that a learner entered, cut out of a terminal's stream by shell integration (OSC 133 and 633).
 * Immutable; a running command is replaced by a newer value of the same {@code number}. Any program can print these
 * sequences; only {@link #executions()} is the kernel's report.
 *
 * @param terminal id of the terminal
 * @param number counts the commands of that terminal from 1
 * @param line what was entered; may span lines
 * @param output what it printed, escape sequences removed, at most {@value #OUTPUT_LIMIT} characters: when there is
 *     more, the first half and the last half of the limit with a line {@code …} between
 * @param running whether it has not ended yet
 * @param exitStatus empty while it runs, or when the shell never said
 * @param namespace inode of the shell's network namespace, if the shell said
 * @param startedAt seconds since the epoch by the sandbox's clock; by the server's where the shell does not tell
 * @param executions the programs that ran under it, by start; empty when the sandbox could not tell
 * @param afterwards what came after it had ended and before the next began, prompts aside: what jobs in the background
 *     print, and what is typed meanwhile; at most {@value #OUTPUT_LIMIT} characters, as for the output
 */
public record Command(
        String terminal,
        int number,
        String line,
        String output,
        boolean running,
        OptionalInt exitStatus,
        OptionalLong namespace,
        double startedAt,
        double endedAt,
        List<Execution> executions,
        String afterwards) {
    /** Limit of the kept output per command, in characters. */
    public static final int OUTPUT_LIMIT = 256 * 1024;

    public Command {
        executions = List.copyOf(executions);
    }

    /** A command with nothing printed after its end. */
    public Command(
            String terminal,
            int number,
            String line,
            String output,
            boolean running,
            OptionalInt exitStatus,
            OptionalLong namespace,
            double startedAt,
            double endedAt,
            List<Execution> executions) {
        this(terminal, number, line, output, running, exitStatus, namespace, startedAt, endedAt, executions, "");
    }

    /** A copy with these executions. */
    public Command with(List<Execution> ran) {
        return new Command(
                terminal, number, line, output, running, exitStatus, namespace, startedAt, endedAt, ran, afterwards);
    }

    /** A copy with this as {@link #afterwards()}. */
    public Command followedBy(String text) {
        return new Command(
                terminal, number, line, output, running, exitStatus, namespace, startedAt, endedAt, executions, text);
    }
}
