package org.patchbay.check.output;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.CommandLog;

/** Detects a learner's ping to another address, or through another device, than expected. */
public final class OtherPing {
    private OtherPing() {}

    /**
     * What the last ping did differently; empty if one was as expected, or there was none.
     *
     * @param address the expected destination
     * @param device the expected device, if the sender must select one
     */
    public static Optional<Message> of(CommandLog log, String address, Optional<String> device) {
        List<ToolRun> pings = ToolRun.of(log, "ping");
        boolean asked = log.commands().stream()
                .flatMap(command -> command.executions().stream())
                .anyMatch(run -> run.argv().contains(address));
        if (!asked) {
            return pings.reversed().stream()
                    .flatMap(run -> target(run).stream()
                            .map(seen -> Message.of(
                                    "ping.other-address",
                                    "tool",
                                    program(run),
                                    "seen",
                                    "`" + seen + "`",
                                    "wanted",
                                    address)))
                    .findFirst();
        }
        return pings.reversed().stream()
                .filter(run -> run.execution().argv().contains(address))
                .findFirst()
                .flatMap(last -> chosen(last)
                        .filter(seen ->
                                device.filter(wanted -> !wanted.equals(seen)).isPresent())
                        .map(seen -> Message.of(
                                "ping.other-device",
                                "tool",
                                program(last),
                                "seen",
                                seen,
                                "wanted",
                                device.orElseThrow())));
    }

    /** The ping alone: its line may have other commands. */
    private static String program(ToolRun run) {
        return String.join(" ", run.execution().argv());
    }

    private static Optional<String> target(ToolRun run) {
        return words(run).reversed().stream()
                .filter(word -> Prefix.parse(word).isPresent() && word.indexOf('.') > 0)
                .findFirst();
    }

    /** The device that the run selected. */
    static Optional<String> chosen(ToolRun run) {
        return Arguments.value(words(run), "-I")
                .filter(device -> Prefix.parse(device).isEmpty());
    }

    private static List<String> words(ToolRun run) {
        List<String> argv = run.execution().argv();
        return argv.subList(Math.min(1, argv.size()), argv.size());
    }
}
