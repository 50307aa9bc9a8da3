package org.patchbay.check.output;

import java.util.Set;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Execution;

/** Commands that look at the network and leave it as it is. */
public final class ReadOnlyCommands {
    private static final Set<String> WATCHING =
            Set.of("arping", "cat", "curl", "dmesg", "grep", "nc", "ping", "tcpdump", "traceroute");

    private ReadOnlyCommands() {}

    /**
     * Whether all that ran under the command so far only looks on, or a shell is at its prompt in it, so that what the
     * learner types there are commands of their own. A command of which no program is known may do anything.
     */
    public static boolean only(Command command) {
        boolean shell = command.executions().stream().anyMatch(OutputTrust::interactiveShell);
        return shell
                || !command.executions().isEmpty()
                        && command.executions().stream().map(Execution::program).allMatch(WATCHING::contains);
    }
}
