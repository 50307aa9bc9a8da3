package org.patchbay.check.output;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.patchbay.check.All;
import org.patchbay.check.Assertion;
import org.patchbay.check.Captured;
import org.patchbay.check.frames.FrameEnd;
import org.patchbay.check.frames.FrameJourney;
import org.patchbay.check.frames.FrameJourneys;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.observe.parse.Frame;

/** Whether every frame that a lesson has its learner capture can be followed over the devices that were listened to. */
public final class CapturedWays {
    /** Allowed explanations of a frame that was not followed further. */
    private static final List<String> NO_CAPTURE_BEYOND =
            List.of("hop.unheard", "hop.bridge-unheard", "hop.forwards-unheard", "hop.outside");

    private CapturedWays() {}

    /** What is missing or wrong in the paths of frames that this assertion has captured; empty if nothing is. */
    public static List<String> faults(Assertion assertion, FrameJourneys told) {
        return captured(assertion)
                .flatMap(captured -> faults(captured, told).stream())
                .toList();
    }

    private static Stream<Captured> captured(Assertion assertion) {
        if (assertion instanceof All(List<Assertion> of)) {
            return of.stream().flatMap(CapturedWays::captured);
        }
        return assertion instanceof Captured captured ? Stream.of(captured) : Stream.empty();
    }

    private static List<String> faults(Captured wanted, FrameJourneys told) {
        List<String> faults = new ArrayList<>();
        List<FrameJourney> ways = told.journeys().stream()
                .filter(way -> passes(way, wanted.on(), wanted.frame()))
                .filter(way -> wanted.path().stream().allMatch(next -> passes(way, next, wanted.frame())))
                .toList();
        if (ways.size() < wanted.atLeast()) {
            faults.add("%d ways of %s over %s %s, not %d: %s"
                    .formatted(
                            ways.size(),
                            wanted.frame().text(),
                            wanted.on(),
                            wanted.path(),
                            wanted.atLeast(),
                            told.journeys().stream().map(CapturedWays::said).toList()));
        }
        for (FrameJourney way : ways) {
            if (isReply(way.sent())
                    && told.journeys().stream()
                            .noneMatch(asked -> asked.answer().equals(OptionalLong.of(way.number())))) {
                faults.add("answers nobody: " + said(way));
            }
            way.hops().stream()
                    .flatMap(hop -> hop.end().stream())
                    .filter(end -> end.kind() == FrameEnd.Kind.UNKNOWN
                            && !NO_CAPTURE_BEYOND.contains(end.why().key()))
                    .forEach(end -> faults.add(end.why() + ": " + said(way)));
        }
        return faults;
    }

    private static boolean passes(FrameJourney way, DeviceName device, FramePattern frame) {
        return way.hops().stream().anyMatch(hop -> hop.device().equals(device) && frame.matches(hop.shown()));
    }

    private static boolean isReply(Frame.Payload payload) {
        return switch (payload) {
            case Frame.Arp arp -> arp.op().equals("reply");
            case Frame.Ip ip ->
                ip.icmp().filter(icmp -> icmp.type().equals("echo reply")).isPresent();
            case Frame.Other _ -> false;
        };
    }

    private static String said(FrameJourney way) {
        return way.caption() + " over "
                + way.hops().stream().map(hop -> hop.device().toString()).toList();
    }
}
