package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The learner's own tcpdump showed frames: {@code captured}.
 *
 * @param on the device it listened on, in its namespace
 * @param atLeast how many such frames, 1 or more
 * @param during only captures that listened during the whole of this run count; with it, "no such frame" can be proved
 * @param path further devices on which the same frame must have been seen, not before it was on {@code on}
 */
public record Captured(Device on, FramePattern frame, int atLeast, Optional<Ran> during, List<Device> path)
        implements Assertion {
    public Captured {
        path = List.copyOf(path);
        if (atLeast < 1) {
            throw new IllegalArgumentException("at-least must be 1 or more");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT_AND_COMMANDS;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return new Verdict.Inconclusive(Message.of("unseen.commands"));
    }

    @Override
    public Verdict refute(Evidence evidence) {
        return new Verdict.Inconclusive(Message.of("unseen.commands"));
    }
}
