package org.patchbay.author;

import java.util.Optional;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.observe.Snapshot;

/**
 * The machine of one task's mistakes. One after the other can be made on it as long as each leaves it as it was, but for
 * neighbours that were met, who are forgotten again; after one that does not, a new one is made. For one thread.
 */
final class Seat implements AutoCloseable {
    private final Place place;
    private Optional<Rehearsal> rehearsal = Optional.empty();
    private Optional<Snapshot> before = Optional.empty();

    Seat(Place place) {
        this.place = place;
    }

    /** A machine on which only the task is left to do, and on which nothing counts that was done for it before. */
    Rehearsal ready() throws RehearsalException, InterruptedException {
        if (rehearsal.isPresent() && asBefore(rehearsal.get())) {
            rehearsal.get().enter(place.step());
            return rehearsal.get();
        }
        close();
        Rehearsal fresh = place.arrive();
        rehearsal = Optional.of(fresh);
        before = Optional.of(fresh.look());
        return fresh;
    }

    /**
     * The machine as the last one who sat there left it.
     *
     * @throws RehearsalException if there is none
     */
    Rehearsal solved() throws RehearsalException {
        return rehearsal.orElseThrow(() -> new RehearsalException("There is no machine on which the task was solved"));
    }

    private boolean asBefore(Rehearsal machine) throws RehearsalException, InterruptedException {
        Snapshot now = machine.look();
        if (!Portrait.of(before.get(), false).equals(Portrait.of(now, false))) {
            return false;
        }
        Optional<String> forgetting = Acquaintances.forgetting(before.get(), now);
        if (forgetting.filter(script -> !script.isEmpty()).isPresent()) {
            machine.run(forgetting.get());
            forgetting = Acquaintances.forgetting(before.get(), machine.look());
        }
        return forgetting.filter(String::isEmpty).isPresent();
    }

    /** Has the next one be made on a new machine. */
    @Override
    public void close() {
        rehearsal.ifPresent(Rehearsal::close);
        rehearsal = Optional.empty();
    }
}
