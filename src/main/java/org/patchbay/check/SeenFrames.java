package org.patchbay.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.patchbay.observe.Frame;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/** The frames that several captures showed, each counted once though two may have seen it. */
final class SeenFrames {
    /** How long one frame may take from device to device of one machine, in seconds. */
    private static final double JOURNEY = 0.5;

    private SeenFrames() {}

    static List<Frame> of(List<Capture> captures, Device on, FramePattern pattern) {
        List<Frame> seen = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (Capture capture : captures) {
            for (Frame frame : capture.frames(on.name())) {
                // Without a time stamp two frames may read the same.
                boolean another =
                        frame.time().isEmpty() || texts.add(frame.time().get() + frame.payload());
                if (another && pattern.matches(frame)) {
                    seen.add(frame);
                }
            }
        }
        return seen;
    }

    /** Whether one of these frames was seen on a further device too, at the same time or soon after. */
    static boolean follow(
            List<Frame> frames, List<Capture> captures, Snapshot snapshot, Device next, FramePattern pattern) {
        Optional<Namespace> there = snapshot.namespace(next.namespace());
        List<Capture> listening = captures.stream()
                .filter(capture -> there.isPresent()
                        && capture.in(there.get())
                        && capture.listenedOn(next.name())
                        && capture.doubt().isEmpty())
                .toList();
        return of(listening, next, pattern).stream()
                .anyMatch(later -> frames.stream()
                        .anyMatch(first -> first.payload().equals(later.payload()) && inTime(first, later)));
    }

    private static boolean inTime(Frame first, Frame later) {
        OptionalDouble one = seconds(first);
        OptionalDouble two = seconds(later);
        if (one.isEmpty() || two.isEmpty()) {
            return true;
        }
        double after = two.getAsDouble() - one.getAsDouble();
        return after >= 0 && after <= JOURNEY;
    }

    /** Seconds since midnight of {@code 11:40:13.140366}, with a date or without. */
    private static OptionalDouble seconds(Frame frame) {
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
