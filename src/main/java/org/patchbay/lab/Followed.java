package org.patchbay.lab;

import java.util.Map;
import java.util.Optional;
import org.patchbay.check.FrameJourneys;
import org.patchbay.observe.CommandLog;

/** The frames that were followed in one machine; in another everything begins anew. Immutable. */
record Followed(Optional<Machine> machine, FrameJourneys journeys) {
    static final Followed NOTHING = new Followed(Optional.empty(), FrameJourneys.NONE);

    /** After another look into the machine that there is now; this same object if that showed nothing new. */
    Followed after(Optional<Machine> now) {
        if (!now.equals(machine)) {
            return now.isEmpty() ? NOTHING : new Followed(now, FrameJourneys.NONE).after(now);
        }
        FrameJourneys next = now.flatMap(one -> one.seen().map(seen -> journeys.after(seen, log(one), one.watched())))
                .orElse(journeys);
        return next == journeys ? this : new Followed(machine, next);
    }

    private static CommandLog log(Machine machine) {
        return machine.executions().joined(machine.terminals().since(Map.of())).with(machine.traffic());
    }
}
