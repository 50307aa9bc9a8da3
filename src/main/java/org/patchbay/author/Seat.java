package org.patchbay.author;

import java.util.Optional;
import java.util.Set;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;

/**
 * The machine of one task's mistakes. One after the other can be made on it as long as each leaves it as it was; after one
 * that does not, a new one is made. For one thread.
 */
final class Seat implements AutoCloseable {
    private final Place place;
    private Optional<Rehearsal> rehearsal = Optional.empty();
    private Portrait before = new Portrait(Set.of());

    Seat(Place place) {
        this.place = place;
    }

    /** A machine on which only the task is left to do, and on which nothing counts that was done for it before. */
    Rehearsal ready() throws RehearsalException, InterruptedException {
        if (rehearsal.isPresent() && before.equals(portrait(rehearsal.get()))) {
            rehearsal.get().enter(place.step());
            return rehearsal.get();
        }
        close();
        Rehearsal fresh = place.arrive();
        rehearsal = Optional.of(fresh);
        before = portrait(fresh);
        return fresh;
    }

    /** What a tool prints is of its own run; whom the kernel asked for is of all runs. */
    private Portrait portrait(Rehearsal machine) throws RehearsalException {
        return Portrait.of(machine.look(), place.ofSnapshot() ? Portrait.Neighbours.ALL : Portrait.Neighbours.ANSWERED);
    }

    /** Has the next one be made on a new machine. */
    @Override
    public void close() {
        rehearsal.ifPresent(Rehearsal::close);
        rehearsal = Optional.empty();
    }
}
