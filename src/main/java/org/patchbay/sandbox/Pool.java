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
 * Keeps machines of one profile ready before anybody asks, and fills up in the background, one at a time. Whoever got a
 * spare machine has the processors first: the next one is made a moment later. Machines in use, spare ones and those
 * being made never pass the limit together. Safe for use by several threads.
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
     * Counts what runs already as in use, and makes nothing before {@link #fill()}.
     *
     * @param profile what spare machines are prepared for
     * @param warmupHook what each of them needs before it is one
     * @param rest how long after a spare machine was taken the next is begun; about what a page needs to come up
     */
    public Pool(Engine engine, Profile profile, WarmupHook warmupHook, SandboxSettings settings, Duration rest) {
        this.engine = engine;
        this.profile = profile;
        this.warmupHook = warmupHook;
        this.rest = rest;
        this.places = settings.places();
        this.memoryMiB = settings.memoryMiB();
        this.warm = settings.warm();
        used.addAll(engine.running());
        List.copyOf(used).forEach(this::watchUsed);
    }

    /** Fills up in the background. From then on the pool does so by itself whenever a spare machine is taken. */
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

    /**
     * A spare machine if there is one, else a new one. Waits for a machine that is being made if that is the only place
     * left.
     */
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

    /** As {@link #start}, but never by a spare machine. */
    @Override
    public Sandbox restore(Checkpoint saved) throws SandboxException, InterruptedException {
        takeOrReserve(saved.profile(), false);
        return makeReserved(saved.profile(), () -> engine.restore(saved));
    }

    @Override
    public Checkpoint save(Sandbox sandbox, Path folder) throws SandboxException, InterruptedException {
        return engine.save(sandbox, folder);
    }

    /** Those in use and the spare ones. */
    @Override
    public List<Sandbox> running() {
        return engine.running();
    }

    /** How many machines are ready for the next learners. A snapshot. */
    public int spare() {
        synchronized (lock) {
            return spare.size();
        }
    }

    /** Ends the spare machines, also one that is being made; those in use stay. */
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

    /** Null: no spare machine would do, or none was there, and a new machine has been counted as being made. */
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

    /** One way to come by a machine. */
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

    /** Others may hear of a machine's end before we do and ask for the next at once, so each is asked whether it still runs. */
    private void forgetEnded() {
        used.removeIf(sandbox -> sandbox.ended().isDone());
        spare.removeIf(sandbox -> sandbox.ended().isDone());
    }

    /** Whether one more may be made beside those of all kinds. */
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
            // Whoever asked during an attempt that failed is the next request, which tries again.
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
