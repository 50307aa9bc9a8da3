package org.patchbay.check.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.parse.Ping;
import org.patchbay.observe.parse.PingReport;

/** Finds evidence in the learner's own traffic of this step that an address answers. */
public final class OwnTraffic {
    private OwnTraffic() {}

    /** The line that proves it. */
    public static Optional<Quote> answered(CommandLog log, Namespace here, Reach reach) {
        return switch (reach.kind()) {
            case ICMP ->
                ToolRun.of(log, "ping").reversed().stream()
                        .filter(run -> run.in(here) && run.doubt().isEmpty() && same(run, reach))
                        .filter(run -> came(log, run, reach))
                        .flatMap(run -> reply(run, reach).stream())
                        .findFirst();
            case ARP -> confirmed(here, reach);
            // nc may print whatever its peer sends.
            case TCP, UDP -> Optional.empty();
        };
    }

    /** Whether the kernel passed such a reply while it ran; unknown for a saved text, which is accepted. */
    private static boolean came(CommandLog log, ToolRun run, Reach reach) {
        Map<String, Cell> answered =
                Map.of("destination_ip", new Cell.Is(reach.address()), "packets_received", new Cell.AtLeast(1));
        return log.passages()
                .map(told -> PingRow.of(told, run.execution(), answered).agrees(answered))
                .orElse(true);
    }

    /** Whether device, source, size and fragmentation are at least as demanding as required. */
    private static boolean same(ToolRun run, Reach reach) {
        List<String> argv = run.execution().argv();
        List<String> given = argv.isEmpty() ? argv : argv.subList(1, argv.size());
        List<String> chosen = reach.via().isPresent() || reach.source().isPresent()
                ? List.of(reach.source().or(reach::via).get())
                : List.of();
        boolean both = reach.via().isPresent() && reach.source().isPresent();
        Optional<String> option = Arguments.value(given, "-I");
        boolean whole = Arguments.value(given, "-M")
                .filter(mode -> mode.equals("do") || mode.equals("probe"))
                .isPresent();
        return !both
                && option.stream().toList().equals(chosen)
                && (reach.size().isEmpty()
                        || Arguments.value(given, "-s")
                                .filter(size -> size.equals(
                                        Integer.toString(reach.size().getAsInt())))
                                .isPresent())
                && (!reach.dontFragment() || whole);
    }

    private static Optional<Quote> reply(ToolRun run, Reach reach) {
        return Ping.parse(run.command().output()).rows().stream()
                .filter(report -> report.destinationIp().equals(reach.address()))
                .flatMap(report -> report.responses().stream())
                .filter(response ->
                        response.type().equals("reply") && response.responseIp().equals(Optional.of(reach.address())))
                .map(response -> quote(run, response))
                .findFirst();
    }

    private static Quote quote(ToolRun run, PingReport.Response response) {
        return new Quote(
                run.command().line(),
                response.bytes().orElse(0) + " bytes from "
                        + response.responseIp().orElse("") + ": icmp_seq="
                        + response.sequence().orElse(0));
    }

    /** The kernel's neighbour entry, if it was confirmed within about the last half minute (arp(7)). */
    private static Optional<Quote> confirmed(Namespace here, Reach reach) {
        return here.neighbours().stream()
                .filter(entry ->
                        entry.address().equals(reach.address()) && entry.state().equals("REACHABLE"))
                .filter(entry -> reach.via().isEmpty() || reach.via().get().equals(entry.device()))
                .filter(entry -> reach.source().isEmpty())
                .findFirst()
                .map(entry -> ToolText.neighbour(here, entry));
    }
}
