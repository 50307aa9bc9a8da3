package org.patchbay.check.output;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.Passage;

/**
 * The frames that captures of one device showed and the kernel passed there since {@link CommandLog#from}, each counted
 * once.
 *
 * @param confirmed those that the kernel passed; all for a saved text
 * @param unconfirmed how many lines show frames that it did not pass
 * @param complete whether the kernel's report has no gap
 */
public record SeenFrames(List<Sight> confirmed, int unconfirmed, boolean complete) {
    /** The longest time of one frame from device to device of one machine, in seconds. */
    private static final double JOURNEY = 0.5;

    public SeenFrames {
        confirmed = List.copyOf(confirmed);
    }

    /**
     * One frame in a line of output.
     *
     * @param passage the kernel's report of it; empty for a saved text
     */
    public record Sight(Frame frame, Optional<Passage> passage) {
        /** Whether it is the same frame as the other, at the same time or soon after. */
        boolean follows(Sight first) {
            return frame.payload().equals(first.frame.payload()) && inTime(first);
        }

        /** Whether both are so close in time that they can be the same frame. */
        public boolean soon(Sight other) {
            return inTime(other) || other.inTime(this);
        }

        private boolean inTime(Sight first) {
            OptionalDouble one = first.time();
            OptionalDouble two = time();
            if (one.isEmpty() || two.isEmpty()) {
                return true;
            }
            double after = two.getAsDouble() - one.getAsDouble();
            return after >= 0 && after <= JOURNEY;
        }

        private OptionalDouble time() {
            return passage.isPresent() ? OptionalDouble.of(passage.get().at()) : seconds(frame);
        }
    }

    public static SeenFrames of(
            CommandLog log, List<TcpdumpRun> captures, Namespace here, DeviceName on, Predicate<Frame> wanted) {
        List<Frame> shown = shown(captures, on, wanted);
        if (log.passages().isEmpty()) {
            return new SeenFrames(
                    shown.stream()
                            .map(frame -> new Sight(frame, Optional.empty()))
                            .toList(),
                    0,
                    true);
        }
        Confirmation kernel = new Confirmation(log.passages().get(), captures, here, on.name());
        List<Sight> confirmed = new ArrayList<>();
        for (Frame frame : shown) {
            kernel.of(frame).ifPresent(passage -> confirmed.add(new Sight(frame, Optional.of(passage))));
        }
        int unconfirmed = shown.size() - confirmed.size();
        // A capture may have begun in an earlier step.
        confirmed.removeIf(sight -> sight.passage().orElseThrow().at() < log.from());
        return new SeenFrames(confirmed, unconfirmed, kernel.complete());
    }

    public List<Frame> frames() {
        return confirmed.stream().map(Sight::frame).toList();
    }

    /** The frames that were also seen on a further device. */
    public SeenFrames followedTo(
            CommandLog log, List<TcpdumpRun> captures, Snapshot snapshot, DeviceName next, FramePattern pattern) {
        List<Sight> there = snapshot.namespace(next.namespace()).stream()
                .flatMap(place ->
                        of(log, listening(captures, place, next), place, next, pattern::matches).confirmed().stream())
                .toList();
        List<Sight> same = confirmed.stream()
                .filter(first -> there.stream().anyMatch(later -> later.follows(first)))
                .toList();
        return new SeenFrames(same, unconfirmed, complete);
    }

    private static List<TcpdumpRun> listening(List<TcpdumpRun> captures, Namespace there, DeviceName next) {
        return captures.stream()
                .filter(capture -> capture.in(there)
                        && capture.listenedOn(next.name())
                        && capture.doubt().isEmpty())
                .toList();
    }

    private static List<Frame> shown(List<TcpdumpRun> captures, DeviceName on, Predicate<Frame> wanted) {
        List<Frame> seen = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (TcpdumpRun capture : captures) {
            for (Frame frame : capture.frames(on.name())) {
                // Without time stamps two frames may have the same text.
                boolean another =
                        frame.time().isEmpty() || texts.add(frame.time().get() + frame.payload());
                if (another && wanted.test(frame)) {
                    seen.add(frame);
                }
            }
        }
        return seen;
    }

    /** Seconds since midnight of {@code 11:40:13.140366}, with or without a date. */
    static OptionalDouble seconds(Frame frame) {
        String time = frame.time().orElse("");
        String clock = time.substring(time.indexOf(' ') + 1);
        String[] parts = clock.split(":");
        try {
            return parts.length == 3
                    ? OptionalDouble.of(Integer.parseInt(parts[0]) * 3600
                            + Integer.parseInt(parts[1]) * 60
                            + Double.parseDouble(parts[2]))
                    : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
