package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One way of a frame through a segment, so far. Immutable. */
record Branch(List<Hop> hops, Optional<Verdict.Failed> obstacle, Optional<Message> doubt) {
    static final Branch START = new Branch(List.of(), Optional.empty(), Optional.empty());

    boolean clear() {
        return obstacle.isEmpty();
    }

    Branch hop(Hop hop) {
        return new Branch(Stream.concat(hops.stream(), Stream.of(hop)).toList(), obstacle, doubt);
    }

    /** Of several things in the way the first counts. */
    Branch stoppedBy(Optional<Verdict.Failed> failed) {
        return obstacle.isPresent() ? this : new Branch(hops, failed, doubt);
    }

    Branch doubted(Optional<Message> reason) {
        return doubt.isPresent() ? this : new Branch(hops, obstacle, reason);
    }
}
