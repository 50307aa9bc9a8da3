package org.patchbay.lab.machine;

import java.util.Map;
import java.util.Optional;
import org.patchbay.check.frames.FrameJourneys;
import org.patchbay.observe.CommandLog;

/** The frame paths of one machine; reset for another machine. Immutable. */
public record FollowedFrames(Optional<LabMachine> machine, FrameJourneys journeys) {
    public static final FollowedFrames NOTHING = new FollowedFrames(Optional.empty(), FrameJourneys.NONE);

    /** Updated after a look into the current machine; the same object if there is nothing new. */
    public FollowedFrames after(Optional<LabMachine> now) {
        if (!now.equals(machine)) {
            return now.isEmpty() ? NOTHING : new FollowedFrames(now, FrameJourneys.NONE).after(now);
        }
        FrameJourneys next = now.flatMap(one -> one.seen().map(seen -> journeys.after(seen, log(one), one.watched())))
                .orElse(journeys);
        return next == journeys ? this : new FollowedFrames(machine, next);
    }

    private static CommandLog log(LabMachine machine) {
        return machine.executions().joined(machine.terminals().since(Map.of())).with(machine.traffic());
    }
}
