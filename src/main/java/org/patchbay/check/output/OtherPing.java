package org.patchbay.check.output;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.check.packet.RouteLookup;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;

/** Detects a learner's ping or arping to another address, or through another device, than expected. */
public final class OtherPing {
    private OtherPing() {}

    /** All runs of ping and arping, ordered by start. */
    public static List<ToolRun> runs(CommandLog log) {
        return Stream.of("ping", "arping")
                .flatMap(tool -> ToolRun.of(log, tool).stream())
                .sorted(Comparator.comparingDouble(run -> run.execution().startedAt()))
                .toList();
    }

    /**
     * What the last ping did differently; empty if one was as expected, or there was none.
     *
     * @param address the expected destination
     * @param device the expected device, if the sender must select one
     */
    public static Optional<Message> of(CommandLog log, String address, Optional<String> device) {
        boolean asked = log.commands().stream()
                .flatMap(command -> command.executions().stream())
                .filter(run ->
                        log.recent(run) && !run.program().equals("tcpdump") && !Listing.is(run.program(), run.argv()))
                .anyMatch(run -> run.argv().contains(address));
        if (!asked) {
            return runs(log).reversed().stream()
                    .flatMap(run -> otherAddress(run, address).stream())
                    .findFirst();
        }
        return last(log, address)
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

    /** That the newest ping went to another address, whatever the ones before it did. */
    public static Optional<Message> newest(CommandLog log, String address) {
        return runs(log).reversed().stream().findFirst().flatMap(run -> otherAddress(run, address));
    }

    /** That the last ping to an address of its own namespace selected no device, so that it stayed on {@code lo}. */
    public static Optional<Message> unselected(CommandLog log, Namespace here, String address) {
        return last(log, address)
                .filter(run -> run.in(here)
                        && Arguments.value(words(run), "-I").isEmpty()
                        && RouteLookup.of(here, address, Optional.empty())
                                .filter(RouteLookup::local)
                                .isPresent())
                .map(run -> Message.of("ping.no-device", "tool", program(run), "address", address));
    }

    private static Optional<ToolRun> last(CommandLog log, String address) {
        return runs(log).reversed().stream()
                .filter(run -> run.execution().argv().contains(address))
                .findFirst();
    }

    private static Optional<Message> otherAddress(ToolRun run, String address) {
        return target(run)
                .filter(seen -> !seen.equals(address))
                .map(seen -> Message.of(
                        "ping.other-address", "tool", program(run), "seen", "`" + seen + "`", "wanted", address));
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
