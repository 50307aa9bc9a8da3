package org.patchbay.lab;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.patchbay.lab.event.FramesView;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.machine.FollowedFrames;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.observe.kernel.Snapshot;

/**
 * What pages show of the network in a lab's machine: the network as it was last looked at, and the frames that can be
 * followed through it. Thread-safe: takes the lab's lock.
 */
public final class NetworkPicture {
    private final MachineLifecycle lifecycle;
    private final FrameWatch watch;
    private final Object lock;
    private final Consumer<LabEvent> publish;
    private final Runnable look;
    private final AtomicInteger pages = new AtomicInteger();
    private Optional<PictureState> pictureState = Optional.empty();
    private FollowedFrames followedFrames = FollowedFrames.NOTHING;

    /**
     * @param lifecycle that of the lab's machine
     * @param look has the machine looked at anew
     */
    NetworkPicture(
            MachineLifecycle lifecycle, FrameWatch watch, Object lock, Consumer<LabEvent> publish, Runnable look) {
        this.lifecycle = lifecycle;
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
        return lifecycle.machine().flatMap(LabMachine::seen);
    }

    /** The frames that can be followed in the machine that there is now, and how it stands with the watching. */
    public FramesView frames() {
        synchronized (lock) {
            return new FramesView(followedFrames.journeys(), watch.state());
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
        Optional<PictureState> now = network().map(PictureState::of);
        synchronized (lock) {
            if (!now.equals(pictureState)) {
                pictureState = now;
                publish.accept(new LabEvent.NetworkChanged());
            }
        }
    }

    /** Whether or not a page shows the network: what became of a frame is to be seen in the look that first tells of it. */
    private void follow() {
        FollowedFrames before;
        synchronized (lock) {
            before = followedFrames;
        }
        FollowedFrames now = before.after(lifecycle.machine());
        if (now != before) {
            synchronized (lock) {
                followedFrames = now;
                if (shown()) {
                    publish.accept(new LabEvent.FramesSeen());
                }
            }
        }
    }
}
