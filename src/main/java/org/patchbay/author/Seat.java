package org.patchbay.author;

import java.util.Optional;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.observe.Snapshot;

/**
 * The machine of tasks' mistakes. One after the other can be made on it as long as what each leaves can be taken back;
 * after one of which something is left, a new one is made. For one thread.
 */
final class Seat implements AutoCloseable {
    /** Of taking back: with a container goes what then need not be taken back. */
    private static final int ROUNDS = 3;

    private Place place;
    private Optional<Rehearsal> rehearsal = Optional.empty();
    private Optional<Snapshot> before = Optional.empty();
    /** Whether the tasks before have only just been solved in the step, so that what was typed for them still counts. */
    private boolean fresh;
    /** The machine on which the tasks before were solved by hand. */
    private Optional<Portrait> arrived = Optional.empty();

    /** @param first the task to begin with */
    Seat(Place first) {
        this.place = first;
    }

    /**
     * Turns to a task further on in the same lesson. The machine is brought there, if it can be made as it was: what is left
     * of the step itself is typed, as a tool's look may need that.
     */
    void turnTo(Place next) throws InterruptedException {
        boolean same = next.step().equals(place.step());
        try {
            if (rehearsal.isPresent() && asBefore(rehearsal.get())) {
                if (same) {
                    place.solve(rehearsal.get(), next.since(place));
                } else {
                    next.pass(rehearsal.get(), next.since(place));
                }
                before = Optional.of(rehearsal.get().look());
                fresh = same;
            } else {
                close();
            }
        } catch (RehearsalException e) {
            close();
        }
        place = next;
        arrived = Optional.empty();
    }

    /** A machine on which only the task is left to do, and on which nothing counts that was done for it before. */
    Rehearsal ready() throws RehearsalException, InterruptedException {
        if (rehearsal.isPresent() && (fresh || asBefore(rehearsal.get()))) {
            if (!fresh) {
                rehearsal.get().enter(place.step());
            }
            fresh = false;
            return rehearsal.get();
        }
        close();
        Rehearsal other = arrived.isPresent() ? again(arrived.get()) : place.arrive();
        rehearsal = Optional.of(other);
        before = Optional.of(other.look());
        if (arrived.isEmpty()) {
            arrived = Optional.of(Portrait.of(before.get(), true));
        }
        return other;
    }

    /** The short way, if it leads to the same. */
    private Rehearsal again(Portrait known) throws RehearsalException, InterruptedException {
        Rehearsal other = place.shortcut();
        if (Portrait.of(other.look(), true).equals(known)) {
            return other;
        }
        other.close();
        return place.arrive();
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
        Snapshot was = before.orElseThrow();
        Snapshot now = machine.look();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<String> back = Restoration.script(was, now);
            if (back.isEmpty()) {
                return false;
            }
            if (back.get().isEmpty()) {
                return alike(was, now) && forgotten(machine, was, now);
            }
            now = machine.mend(back.get(), one -> alike(was, one));
        }
        return false;
    }

    private static boolean alike(Snapshot was, Snapshot now) {
        return Portrait.of(was, false).equals(Portrait.of(now, false));
    }

    private static boolean forgotten(Rehearsal machine, Snapshot was, Snapshot now)
            throws RehearsalException, InterruptedException {
        Optional<String> forgetting = Acquaintances.forgetting(was, now);
        if (forgetting.filter(script -> !script.isEmpty()).isPresent()) {
            forgetting = Acquaintances.forgetting(was, machine.mend(forgetting.get(), one -> true));
        }
        return forgetting.filter(String::isEmpty).isPresent();
    }

    /** Has the next one be made on a new machine. */
    @Override
    public void close() {
        fresh = false;
        rehearsal.ifPresent(Rehearsal::close);
        rehearsal = Optional.empty();
    }
}
