package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/** Follows a packet and its answer through a snapshot, to the first thing that is broken. Pure, total. */
final class Journey {
    private final Snapshot snapshot;
    private final Trail trail = new Trail();

    private Journey(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    static Outcome of(Snapshot snapshot, Reach reach) {
        return new Journey(snapshot).follow(reach);
    }

    private Outcome follow(Reach reach) {
        Optional<Namespace> origin = snapshot.namespace(reach.from());
        if (origin.isEmpty()) {
            return new Outcome.Broken(trail.failed(
                    Layer.LINK,
                    reach.from(),
                    Message.of("namespace.missing", "namespace", reach.from()),
                    "ip netns list"));
        }
        Optional<RouteLookup> lookup = RouteLookup.of(origin.get(), reach.address(), reach.via());
        Optional<Verdict.Failed> broken = lookup.filter(RouteLookup::local).isPresent()
                ? origin.get().link("lo").flatMap(lo -> Carrier.broken(snapshot, origin.get(), lo, trail))
                : Way.broken(snapshot, origin.get(), reach.address(), reach.via(), Optional.empty(), trail);
        return broken.<Outcome>map(Outcome.Broken::new)
                .orElseGet(() -> new Outcome.Unknown(Message.of("unseen.rules", "namespace", reach.from())));
    }
}
