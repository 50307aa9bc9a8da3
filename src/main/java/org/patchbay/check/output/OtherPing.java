package org.patchbay.check.output;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.CommandLog;

/** A learner's ping to a different address, or through a different device, than expected. */
public final class OtherPing {
    private OtherPing() {}

    /**
     * What the last ping did instead; empty if one went as it is meant, or none went anywhere.
     *
     * @param address where it should go to
     * @param device that it should leave by, if it was told one at all
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
                                    run.typed(),
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
                                last.typed(),
                                "seen",
                                seen,
                                "wanted",
                                device.orElseThrow())));
    }

    private static Optional<String> target(ToolRun run) {
        return words(run).reversed().stream()
                .filter(word -> Prefix.parse(word).isPresent() && word.indexOf('.') > 0)
                .findFirst();
    }

    /** The device that it was told to leave by. */
    static Optional<String> chosen(ToolRun run) {
        return Arguments.value(words(run), "-I")
                .filter(device -> Prefix.parse(device).isEmpty());
    }

    private static List<String> words(ToolRun run) {
        List<String> argv = run.execution().argv();
        return argv.subList(Math.min(1, argv.size()), argv.size());
    }
}
