package org.patchbay.check.packet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;

/** A frame's path through a segment so far. Immutable. */
public record Branch(List<Hop> hops, Optional<Verdict.Failed> obstacle, Optional<Message> doubt) {
    public static final Branch START = new Branch(List.of(), Optional.empty(), Optional.empty());

    boolean clear() {
        return obstacle.isEmpty();
    }

    Branch hop(Hop hop) {
        return new Branch(Stream.concat(hops.stream(), Stream.of(hop)).toList(), obstacle, doubt);
    }

    /** A copy with this obstacle, unless there is an earlier one. */
    public Branch stoppedBy(Optional<Verdict.Failed> failed) {
        return obstacle.isPresent() ? this : new Branch(hops, failed, doubt);
    }

    Branch doubted(Optional<Message> reason) {
        return doubt.isPresent() ? this : new Branch(hops, obstacle, reason);
    }
}
