package org.patchbay.lab;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.patchbay.observe.Snapshot;

/**
 * What pages show of the network in a lab's machine: the network as it was last looked at, and the frames that can be
 * followed through it. Thread-safe: takes the lab's lock.
 */
public final class NetworkPicture {
    private final MachineLife life;
    private final FrameWatch watch;
    private final Object lock;
    private final Consumer<LabEvent> publish;
    private final Runnable look;
    private final AtomicInteger pages = new AtomicInteger();
    private Optional<Scene> scene = Optional.empty();
    private Followed followed = Followed.NOTHING;

    /**
     * @param life that of the lab's machine
     * @param look has the machine looked at anew
     */
    NetworkPicture(MachineLife life, FrameWatch watch, Object lock, Consumer<LabEvent> publish, Runnable look) {
        this.life = life;
        this.watch = watch;
        this.lock = lock;
        this.publish = publish;
        this.look = look;
    }

    /**
     * A page shows the network from now on: {@link LabEvent.NetworkChanged} is told while any does.
     *
     * @return ends that; more than one call does nothing
     */
    public Runnable show() {
        AtomicBoolean shows = new AtomicBoolean(true);
        pages.incrementAndGet();
        look.run();
        return () -> {
            if (shows.getAndSet(false)) {
                pages.decrementAndGet();
            }
        };
    }

    /** The network in the machine as it was last looked at; empty while there is no machine. */
    public Optional<Snapshot> network() {
        return life.machine().flatMap(Machine::seen);
    }

    /** The frames that can be followed in the machine that there is now, and how it stands with the watching. */
    public FramesView frames() {
        synchronized (lock) {
            return new FramesView(followed.journeys(), watch.state());
        }
    }

    /** Whether any page shows it. */
    boolean shown() {
        return pages.get() > 0;
    }

    /** The machine was looked at, or there is none any more. */
    void looked() {
        follow();
        if (!shown()) {
            return;
        }
        Optional<Scene> now = network().map(Scene::of);
        synchronized (lock) {
            if (!now.equals(scene)) {
                scene = now;
                publish.accept(new LabEvent.NetworkChanged());
            }
        }
    }

    /** Whether or not a page shows the network: what became of a frame is to be seen in the look that first tells of it. */
    private void follow() {
        Followed before;
        synchronized (lock) {
            before = followed;
        }
        Followed now = before.after(life.machine());
        if (now != before) {
            synchronized (lock) {
                followed = now;
                if (shown()) {
                    publish.accept(new LabEvent.FramesSeen());
                }
            }
        }
    }
}
