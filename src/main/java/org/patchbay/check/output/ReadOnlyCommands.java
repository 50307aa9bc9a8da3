package org.patchbay.check.output;

import java.util.Set;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Execution;

/** Detects commands that only read the network's state. */
public final class ReadOnlyCommands {
    private static final Set<String> READING_FILES = Set.of(
            "cat",
            "cut",
            "dmesg",
            "file",
            "grep",
            "head",
            "less",
            "ls",
            "more",
            "readlink",
            "sort",
            "stat",
            "tail",
            "wc");

    private static final Set<String> USING_THE_NETWORK =
            Set.of("arping", "curl", "nc", "ping", "tcpdump", "traceroute");

    private ReadOnlyCommands() {}

    /** Whether a program reads files and changes none, whichever devices the files' names name. */
    public static boolean readsFiles(String program) {
        return READING_FILES.contains(program);
    }

    /**
     * Whether all programs that ran under the command so far only read, or an inner shell is at its prompt, whose lines
     * are commands of their own. A command without a known program may do anything.
     */
    public static boolean only(Command command) {
        boolean shell = command.executions().stream().anyMatch(OutputTrust::interactiveShell);
        return shell
                || !command.executions().isEmpty()
                        && command.executions().stream()
                                .map(Execution::program)
                                .allMatch(program -> readsFiles(program) || USING_THE_NETWORK.contains(program));
    }
}
