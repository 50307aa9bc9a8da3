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
 * The network that pages show: the snapshot of the last look, and the paths of frames. Thread-safe: uses the lab's
 * lock.
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
     * @param lifecycle of the lab's machine
     * @param look requests a look
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
     * Registers a page that shows the network; {@link LabEvent.NetworkChanged} is published while there is any.
     *
     * @return unregisters it; further calls do nothing
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

    /** The network at the last look; empty without a machine. */
    public Optional<Snapshot> network() {
        return lifecycle.machine().flatMap(LabMachine::seen);
    }

    /** The frames' paths in the current machine, and the state of its watch. */
    public FramesView frames() {
        synchronized (lock) {
            return new FramesView(followedFrames.journeys(), watch.state());
        }
    }

    /** Whether any page shows the network. */
    boolean shown() {
        return pages.get() > 0;
    }

    /** A look has ended, or there is no machine any more. */
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

    /** Always, even without a page: a frame's end is determined by the look that first reports it. */
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
