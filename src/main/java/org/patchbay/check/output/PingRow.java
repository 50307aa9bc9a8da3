package org.patchbay.check.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.Passage;
import org.patchbay.observe.wire.Passages;

/**
 * The rows that ping of iputils can have printed: at most as many replies as were received while it ran, and consistent
 * with its exit status, 0 with replies and 1 without (ping(8)).
 */
final class PingRow {
    private static final double ALL = 100;

    private PingRow() {}

    /**
     * The row of a run, by the frames that passed in its namespace; a reply on several devices counts once.
     *
     * @param wanted restricts the replies if it names an address
     */
    static ExpectedRow of(Passages told, Execution run, Map<String, Cell> wanted) {
        Optional<String> from = Optional.ofNullable(wanted.get("destination_ip"))
                .or(() -> Optional.ofNullable(wanted.get("destination")))
                .filter(Cell.Is.class::isInstance)
                .map(Cell::text)
                .filter(text -> Prefix.parse(text).isPresent());
        List<OptionalInt> replies = told.during(run, run.namespace()).stream()
                .filter(passage -> !passage.sent())
                .flatMap(passage -> reply(passage, from).stream())
                .distinct()
                .toList();
        boolean counted = replies.stream().allMatch(OptionalInt::isPresent);
        boolean refused = run.exitStatus().equals(OptionalInt.of(1)) && !deadline(run.argv());
        long most = refused ? 0 : counted ? replies.size() : told.frames().size();
        long least = run.exitStatus().equals(OptionalInt.of(0)) ? 1 : 0;
        return new ExpectedRow()
                .where(
                        "packets_received",
                        cell -> LongStream.rangeClosed(least, most).anyMatch(cell::matches))
                .where("packet_loss_percent", cell -> most == 0 ? cell.matches(ALL) : least == 0 || !all(cell))
                .where("responses", cell -> most > 0 || !reply(cell));
    }

    private static boolean all(Cell cell) {
        return cell instanceof Cell.Is(String _) && cell.matches(ALL);
    }

    private static boolean reply(Cell cell) {
        return cell instanceof Cell.Has(String word) && word.equals("reply");
    }

    /** With {@code -w} the status is 1 for too few replies as well. */
    private static boolean deadline(List<String> argv) {
        return Arguments.value(argv.subList(Math.min(1, argv.size()), argv.size()), "-w")
                .isPresent();
    }

    private static Optional<OptionalInt> reply(Passage passage, Optional<String> from) {
        return passage.ip()
                .filter(packet -> from.isEmpty() || packet.source().equals(from.get()))
                .flatMap(Frame.Ip::icmp)
                .filter(icmp -> icmp.type().equals("echo reply"))
                .map(Frame.Icmp::seq);
    }
}
