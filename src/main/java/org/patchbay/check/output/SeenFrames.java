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
 * The frames that several captures of one device showed, each counted once though two may have seen it, and only those
 * that the kernel passed there.
 *
 * @param confirmed what the kernel passed too; all of them where nobody asked it
 * @param unconfirmed how many lines show what it did not
 * @param complete whether none that passed could be missing from what the kernel told
 */
public record SeenFrames(List<Sight> confirmed, int unconfirmed, boolean complete) {
    /** How long one frame may take from device to device of one machine, in seconds. */
    private static final double JOURNEY = 0.5;

    public SeenFrames {
        confirmed = List.copyOf(confirmed);
    }

    /**
     * One frame as a line shows it.
     *
     * @param passage as the kernel passed it; empty where nobody asked
     */
    public record Sight(Frame frame, Optional<Passage> passage) {
        /** Whether it is the same frame as another, at the same time or soon after. */
        boolean follows(Sight first) {
            return frame.payload().equals(first.frame.payload()) && inTime(first);
        }

        /** Whether it was seen so shortly before or after another that it can be the same frame. */
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
        return new SeenFrames(confirmed, shown.size() - confirmed.size(), kernel.complete());
    }

    public List<Frame> frames() {
        return confirmed.stream().map(Sight::frame).toList();
    }

    /** Those of these frames that were seen on a further device too. */
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
                // Without a time stamp two frames may read the same.
                boolean another =
                        frame.time().isEmpty() || texts.add(frame.time().get() + frame.payload());
                if (another && wanted.test(frame)) {
                    seen.add(frame);
                }
            }
        }
        return seen;
    }

    /** Seconds since midnight of {@code 11:40:13.140366}, with a date or without. */
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
