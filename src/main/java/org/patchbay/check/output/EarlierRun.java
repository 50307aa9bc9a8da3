package org.patchbay.check.output;

import java.util.List;
import org.patchbay.observe.CommandLog;

/**
 * A run of a tool that must precede another one, in any namespace: {@code after}.
 *
 * @param arguments what it must have been given, matched by {@link Arguments}
 */
public record EarlierRun(String tool, List<String> arguments) {
    public EarlierRun {
        arguments = List.copyOf(arguments);
    }

    /** Whether such a run began before the other. */
    public boolean before(ToolRun other, CommandLog log) {
        return ToolRun.of(log, tool).stream()
                .filter(run -> Arguments.match(arguments, run.execution().argv()))
                .anyMatch(run -> run.execution().startedAt() < other.execution().startedAt());
    }

    /** The command as typed. */
    public String typed() {
        return String.join(" ", tool, String.join(" ", arguments)).strip();
    }
}
