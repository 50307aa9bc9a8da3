package org.patchbay.check.output;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.Passage;
import org.patchbay.observe.wire.Passages;

/**
 * Compares the frames shown by captures of a device with those that the kernel passed meanwhile. Root can print any
 * text on a terminal, but cannot make the kernel report a frame that did not pass.
 */
public final class Confirmation {
    /** ICMP types that tcpdump and the agent name alike. */
    private static final Set<String> TYPES =
            Set.of("echo request", "echo reply", "unreachable", "redirect", "time exceeded");

    private static final long QUARTER = 900_000_000;

    private final Set<Passage> unclaimed;
    private final Map<Long, List<Passage>> byTime;
    private final boolean complete;

    /** @param told the kernel's report; if there is none (a saved text), every line is accepted */
    Confirmation(Passages told, List<TcpdumpRun> captures, Namespace here, String device) {
        List<ToolRun> runs = captures.stream().map(TcpdumpRun::run).toList();
        this.unclaimed = new LinkedHashSet<>(passed(told, runs, here, device));
        this.byTime = unclaimed.stream().collect(Collectors.groupingBy(passage -> micros(passage.at())));
        this.complete = captures.stream()
                .allMatch(capture -> told.complete(capture.run().execution(), here.inode()));
    }

    /** The first unclaimed frame of the kernel's report that this line shows. Each is claimed by one line only. */
    Optional<Passage> of(Frame shown) {
        Optional<Passage> found = atItsTime(shown)
                .or(() -> unclaimed.stream()
                        .filter(passage -> same(shown.payload(), passage.payload()))
                        .findFirst());
        found.ifPresent(unclaimed::remove);
        return found;
    }

    private Optional<Passage> atItsTime(Frame shown) {
        OptionalDouble time = SeenFrames.seconds(shown);
        if (time.isEmpty()) {
            return Optional.empty();
        }
        long micros = micros(time.getAsDouble());
        return LongStream.of(micros, micros - 1, micros + 1)
                .mapToObj(near -> byTime.getOrDefault(near, List.of()))
                .flatMap(List::stream)
                .filter(passage -> unclaimed.contains(passage) && same(shown.payload(), passage.payload()))
                .findFirst();
    }

    /** Microseconds within a quarter of an hour: time zones differ by multiples of that. */
    private static long micros(double seconds) {
        return Math.floorMod(Math.round(seconds * 1e6), QUARTER);
    }

    /** Whether the report is complete, so that an unconfirmed frame did not pass. */
    boolean complete() {
        return complete;
    }

    /**
     * The frames that passed the device of this current name during any of these runs. An earlier device of the same
     * name is another.
     */
    public static List<Passage> passed(Passages told, List<ToolRun> runs, Namespace here, String device) {
        Set<Passage> found = new LinkedHashSet<>();
        Optional<Integer> index = here.link(device).map(Link::index);
        for (ToolRun run : runs) {
            told.during(run.execution(), here.inode()).stream()
                    .filter(passage -> passage.device().equals(device))
                    .filter(passage -> index.isEmpty() || index.get() == passage.index())
                    .forEach(found::add);
        }
        return Mark.without(List.copyOf(found), Passage::frame);
    }

    private static boolean same(Frame.Payload shown, Frame.Payload passed) {
        return switch (shown) {
            case Frame.Arp arp -> passed instanceof Frame.Arp other && same(arp, other);
            case Frame.Ip ip -> passed instanceof Frame.Ip other && same(ip, other);
            case Frame.Other _ -> false;
        };
    }

    private static boolean same(Frame.Arp shown, Frame.Arp passed) {
        return shown.op().equals(passed.op())
                && shown.senderIp().equals(passed.senderIp())
                && shown.targetIp().equals(passed.targetIp())
                && shown.senderMac().map(String::toLowerCase).equals(passed.senderMac());
    }

    private static boolean same(Frame.Ip shown, Frame.Ip passed) {
        return shown.source().equals(passed.source())
                && shown.destination().equals(passed.destination())
                && same(shown.sourcePort(), passed.sourcePort())
                && same(shown.destinationPort(), passed.destinationPort())
                && type(shown).equals(type(passed));
    }

    private static boolean same(OptionalInt shown, OptionalInt passed) {
        return shown.isEmpty() || passed.isEmpty() || shown.equals(passed);
    }

    private static Optional<String> type(Frame.Ip packet) {
        return packet.icmp().map(Frame.Icmp::type).filter(TYPES::contains);
    }
}
