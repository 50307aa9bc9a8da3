package org.patchbay.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps spare machines of one profile and replaces them in the background, one at a time, after a delay that leaves the
 * processors to the learner who got the last one. Machines in use, spare and starting never exceed the limit together.
 * Thread-safe.
 */
public final class Pool implements Engine, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Pool.class);

    private final Engine engine;
    private final Profile profile;
    private final WarmupHook warmupHook;
    private final int places;
    private final int memoryMiB;
    private final int warm;
    private final Duration rest;

    private final Object lock = new Object();
    private final Deque<Sandbox> spare = new ArrayDeque<>();
    private final Set<Sandbox> used = new HashSet<>();
    private final List<Profile> starting = new ArrayList<>();
    private Optional<Sandbox> almostSpare = Optional.empty();
    private boolean filling;
    private boolean askedWhileFilling;
    private boolean closed;

    /**
     * Counts running machines as in use; creates none before {@link #fill()}.
     *
     * @param profile of the spare machines
     * @param warmupHook prepares each spare machine
     * @param rest the delay between the use of a spare machine and its replacement; about the time in which a page
     *     loads
     */
    public Pool(Engine engine, Profile profile, WarmupHook warmupHook, SandboxSettings settings, Duration rest) {
        this.engine = engine;
        this.profile = profile;
        this.warmupHook = warmupHook;
        this.rest = rest;
        this.places = settings.machines();
        this.memoryMiB = settings.memoryMiB();
        this.warm = settings.spareMachines();
        used.addAll(engine.running());
        List.copyOf(used).forEach(this::watchUsed);
    }

    /** Fills the pool in the background, now and whenever a spare machine is used. */
    public void fill() {
        synchronized (lock) {
            askedWhileFilling = filling;
            if (filling || !roomForSpare()) {
                return;
            }
            filling = true;
            starting.add(profile);
        }
        Thread.ofVirtual().name("pool").start(this::fillOne);
    }

    /** Returns a spare machine, or else starts one. Waits for one that is starting if there is no room for another. */
    @Override
    public Sandbox start(Profile wanted) throws SandboxException, InterruptedException {
        var spared = takeOrReserve(wanted, true);
        if (spared == null) {
            return makeReserved(wanted, () -> engine.start(wanted));
        }
        watchUsed(spared);
        Thread.ofVirtual().name("pool").start(this::fillLater);
        return spared;
    }

    private void fillLater() {
        try {
            Thread.sleep(rest);
            fill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #start}, but never uses a spare machine. */
    @Override
    public Sandbox restore(Checkpoint saved) throws SandboxException, InterruptedException {
        takeOrReserve(saved.profile(), false);
        return makeReserved(saved.profile(), () -> engine.restore(saved));
    }

    @Override
    public Checkpoint save(Sandbox sandbox, Path folder) throws SandboxException, InterruptedException {
        return engine.save(sandbox, folder);
    }

    /** The machines in use and the spare ones. */
    @Override
    public List<Sandbox> running() {
        return engine.running();
    }

    /** The number of spare machines. A snapshot. */
    public int spare() {
        synchronized (lock) {
            return spare.size();
        }
    }

    /** Ends the spare machines, including one that is starting; those in use remain. */
    @Override
    public void close() {
        List<Sandbox> left;
        synchronized (lock) {
            closed = true;
            left = new ArrayList<>(spare);
            almostSpare.ifPresent(left::add);
            spare.clear();
            lock.notifyAll();
        }
        left.forEach(Sandbox::close);
    }

    /** Null if there is no usable spare machine; then one is counted as starting. */
    private Sandbox takeOrReserve(Profile wanted, boolean spareWillDo) throws SandboxException, InterruptedException {
        var evicted = new ArrayList<Sandbox>();
        try {
            synchronized (lock) {
                while (true) {
                    forgetEnded();
                    if (spareWillDo && wanted == profile && !spare.isEmpty()) {
                        var taken = spare.removeFirst();
                        used.add(taken);
                        return taken;
                    }
                    if (roomFor(wanted)) {
                        starting.add(wanted);
                        return null;
                    }
                    if (!spare.isEmpty()) {
                        evicted.add(spare.removeLast());
                    } else if (filling) {
                        lock.wait();
                    } else {
                        throw new SandboxException(
                                "All %d machines are in use; try again when one is free".formatted(used.size()));
                    }
                }
            }
        } finally {
            evicted.forEach(Sandbox::close);
        }
    }

    private Sandbox makeReserved(Profile reserved, Maker maker) throws SandboxException, InterruptedException {
        Sandbox made = null;
        try {
            made = maker.make();
        } finally {
            synchronized (lock) {
                starting.remove(reserved);
                if (made != null) {
                    used.add(made);
                }
                lock.notifyAll();
            }
        }
        watchUsed(made);
        fill();
        return made;
    }

    /** A way to create a machine. */
    private interface Maker {
        Sandbox make() throws SandboxException, InterruptedException;
    }

    private void watchUsed(Sandbox sandbox) {
        sandbox.ended().thenRun(() -> {
            synchronized (lock) {
                used.remove(sandbox);
                lock.notifyAll();
            }
            fill();
        });
    }

    /** Others may learn of a machine's end earlier and request the next one, so check whether each still runs. */
    private void forgetEnded() {
        used.removeIf(sandbox -> sandbox.ended().isDone());
        spare.removeIf(sandbox -> sandbox.ended().isDone());
    }

    /** Whether the limit allows one more machine. */
    private boolean roomFor(Profile wanted) {
        int reserved = Stream.concat(
                        starting.stream(),
                        Stream.concat(used.stream(), spare.stream()).map(Sandbox::profile))
                .mapToInt(Profile::reserveMiB)
                .sum();
        return used.size() + starting.size() + spare.size() < places && reserved + wanted.reserveMiB() <= memoryMiB;
    }

    private boolean roomForSpare() {
        forgetEnded();
        return !closed && spare.size() + (filling ? 1 : 0) < warm && roomFor(profile);
    }

    private void fillOne() {
        Sandbox made = null;
        try {
            made = makeReady();
        } catch (SandboxException e) {
            LOG.warnf("Failed to start a spare machine; the next request will retry: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            filled(made);
        }
    }

    private Sandbox makeReady() throws SandboxException, InterruptedException {
        Sandbox made = engine.start(profile);
        boolean ready = false;
        try {
            beingReadied(made);
            warmupHook.ready(made);
            ready = true;
            return made;
        } finally {
            synchronized (lock) {
                almostSpare = Optional.empty();
            }
            if (!ready) {
                made.close();
            }
        }
    }

    private void beingReadied(Sandbox made) throws SandboxException {
        synchronized (lock) {
            if (closed) {
                throw new SandboxException("No spare machine is needed any more");
            }
            almostSpare = Optional.of(made);
        }
    }

    private void filled(Sandbox made) {
        boolean keep;
        boolean again;
        synchronized (lock) {
            filling = false;
            // A request during a failed attempt counts as the next one, which tries again.
            again = made != null || askedWhileFilling;
            starting.remove(profile);
            keep = made != null && !closed;
            if (keep) {
                spare.addLast(made);
                LOG.infof("%d of %d spare machines are ready", spare.size(), warm);
            }
            lock.notifyAll();
        }
        if (keep) {
            made.ended().thenRun(() -> spareDied(made));
        } else if (made != null) {
            made.close();
        }
        if (again) {
            fill();
        }
    }

    private void spareDied(Sandbox sandbox) {
        synchronized (lock) {
            spare.remove(sandbox);
        }
        fill();
    }
}
