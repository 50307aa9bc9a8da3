package org.patchbay.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Queue for leases on sandboxes, limited by number and memory. Strictly first come, first served: a smaller machine
 * does not overtake. Thread-safe.
 *
 * <p>Entries are identified by a key. The same key gives the same entry, so that a reloaded page keeps its position.
 */
public final class AdmissionQueue {
    private static final Duration USE_WHILE_UNKNOWN = Duration.ofMinutes(30);

    private final int places;
    private final int memoryMiB;
    private final int waitingLimit;
    private final Duration grace;
    private final Scheduler scheduler;

    private final Object lock = new Object();
    private final Set<Use> uses = new HashSet<>();
    private final Map<String, Entry> turns = new HashMap<>();
    private final Map<String, Entry> waiting = new LinkedHashMap<>();
    private final UseTimes times = new UseTimes(USE_WHILE_UNKNOWN);

    public AdmissionQueue(SandboxSettings settings, Scheduler scheduler) {
        this.places = settings.machines();
        this.memoryMiB = settings.memoryMiB();
        this.waitingLimit = settings.queueLength();
        this.grace = settings.waitingGrace();
        this.scheduler = scheduler;
    }

    /**
     * Joins the queue, or returns the key's existing entry.
     *
     * @param changed is run, on some thread, after each change of the entry's status; it must not block. A later
     *     call with the same key replaces it
     * @throws QueueFullException if too many wait already
     * @throws SandboxException if the memory would not do for this machine alone
     */
    public QueueEntry enter(String key, Profile profile, Runnable changed) throws SandboxException {
        if (profile.reserveMiB() > memoryMiB) {
            throw new SandboxException("A machine for '%s' needs %d MiB, and this server has %d MiB for all of them"
                    .formatted(profile.key(), profile.reserveMiB(), memoryMiB));
        }
        Entry turn;
        List<Runnable> notices;
        synchronized (lock) {
            var held = turns.get(key);
            if (held != null) {
                held.back(changed);
                return held;
            }
            if (waiting.size() >= waitingLimit) {
                throw new QueueFullException(waitingLimit);
            }
            turn = new Entry(key, profile, changed);
            turns.put(key, turn);
            waiting.put(key, turn);
            notices = admit();
        }
        notices.forEach(Runnable::run);
        return turn;
    }

    /**
     * Takes a lease for a sandbox of an earlier server process, even above the limit.
     *
     * @param since when its use began
     */
    public Lease occupy(Profile profile, Instant since) {
        synchronized (lock) {
            var use = new Use(profile, since);
            uses.add(use);
            return use;
        }
    }

    /** The number of leases in use. A snapshot. */
    public int taken() {
        synchronized (lock) {
            return uses.size();
        }
    }

    /** The number of waiting entries. A snapshot. */
    public int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** Admits entries while there is room. Returns the callbacks of all admitted and waiting entries. */
    private List<Runnable> admit() {
        var notices = new ArrayList<Runnable>();
        var line = waiting.values().iterator();
        while (line.hasNext()) {
            var turn = line.next();
            if (uses.size() >= places || reserved() + turn.profile.reserveMiB() > memoryMiB) {
                break;
            }
            line.remove();
            var use = new Use(turn.profile, scheduler.now());
            use.turn = turn;
            uses.add(use);
            turn.place.complete(use);
            notices.add(turn.changed);
        }
        waiting.values().forEach(turn -> notices.add(turn.changed));
        return notices;
    }

    private int reserved() {
        return uses.stream().mapToInt(use -> use.profile.reserveMiB()).sum();
    }

    private void release(Use use) {
        List<Runnable> notices;
        synchronized (lock) {
            if (!uses.remove(use)) {
                return;
            }
            times.add(Duration.between(use.since, scheduler.now()));
            if (use.turn != null) {
                turns.remove(use.turn.key, use.turn);
            }
            notices = admit();
        }
        notices.forEach(Runnable::run);
    }

    private QueueStatus.Waiting waitingAt(Entry turn) {
        var now = scheduler.now();
        var waitEstimator = new WaitEstimator(places - uses.size(), memoryMiB - reserved(), times.usual());
        uses.forEach(use -> waitEstimator.ends(times.left(Duration.between(use.since, now)), use.profile.reserveMiB()));
        int place = 0;
        var estimate = Duration.ZERO;
        for (var next : waiting.values()) {
            place++;
            estimate = waitEstimator.admit(next.profile.reserveMiB());
            if (next == turn) {
                break;
            }
        }
        return new QueueStatus.Waiting(place, waiting.size(), estimate);
    }

    private final class Use implements Lease {
        private final Profile profile;
        private final Instant since;
        private Entry turn;

        Use(Profile profile, Instant since) {
            this.profile = profile;
            this.since = since;
        }

        @Override
        public void close() {
            release(this);
        }
    }

    private final class Entry implements QueueEntry {
        private final String key;
        private final Profile profile;
        private final CompletableFuture<Use> place = new CompletableFuture<>();
        private Runnable changed;
        private Runnable forgetAbsence = () -> {};
        private boolean absent;
        private boolean fetched;
        private boolean gone;

        Entry(String key, Profile profile, Runnable changed) {
            this.key = key;
            this.profile = profile;
            this.changed = changed;
        }

        /** Requires the lock. */
        void back(Runnable changed) {
            this.changed = changed;
            absent = false;
            forgetAbsence.run();
        }

        @Override
        public void back() {
            synchronized (lock) {
                back(changed);
            }
        }

        @Override
        public QueueStatus status() {
            synchronized (lock) {
                if (gone) {
                    return new QueueStatus.Left();
                }
                return waiting.containsKey(key) ? waitingAt(this) : new QueueStatus.Admitted();
            }
        }

        @Override
        public Lease await() throws SandboxException, InterruptedException {
            try {
                var use = place.get();
                synchronized (lock) {
                    if (!gone) {
                        fetched = true;
                        return use;
                    }
                }
                throw left();
            } catch (ExecutionException e) {
                throw left();
            }
        }

        private SandboxException left() {
            return new SandboxException("The queue entry of '%s' was cancelled".formatted(key));
        }

        @Override
        public void leave() {
            give(() -> !fetched && !gone);
        }

        @Override
        public void away() {
            synchronized (lock) {
                absent = true;
                forgetAbsence.run();
                forgetAbsence =
                        scheduler.at(scheduler.now().plus(grace), () -> give(() -> absent && !fetched && !gone));
            }
        }

        /** Removes the entry, or returns its unclaimed lease. The condition is evaluated under the lock. */
        private void give(BooleanSupplier condition) {
            List<Runnable> notices;
            synchronized (lock) {
                if (!condition.getAsBoolean()) {
                    return;
                }
                gone = true;
                turns.remove(key, this);
                waiting.remove(key, this);
                uses.removeIf(use -> use.turn == this);
                place.completeExceptionally(left());
                notices = admit();
                notices.add(changed);
            }
            notices.forEach(Runnable::run);
        }
    }
}
