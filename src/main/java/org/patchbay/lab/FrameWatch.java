package org.patchbay.lab;

import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.patchbay.check.frames.FrameJourneys;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.FrameWatchState;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.Provisioning;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.observe.wire.FrameWatchResult;
import org.patchbay.probe.ProbeException;
import org.patchbay.progress.LabId;

/**
 * Watches all devices of a lab's machine, one watch at a time, to show the paths of frames. Allowed in graded lessons,
 * because it shows only what tcpdump would and counts for no task. Thread-safe: uses the lab's lock.
 */
public final class FrameWatch {
    private static final Logger LOG = Logger.getLogger(FrameWatch.class);
    /** Enough to go to a terminal and send something, even with a screen reader or on a narrow screen. */
    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final LabId lab;
    private final MachineLifecycle lifecycle;
    private final Object lock;
    private final Consumer<LabEvent> publish;
    private final Runnable over;
    private FrameWatchState state = new FrameWatchState.Never();

    /**
     * @param lifecycle of the lab's machine
     * @param over called after each watch, without the lock
     */
    FrameWatch(LabId lab, MachineLifecycle lifecycle, Object lock, Consumer<LabEvent> publish, Runnable over) {
        this.lab = lab;
        this.lifecycle = lifecycle;
        this.lock = lock;
        this.publish = publish;
        this.over = over;
    }

    /**
     * Starts a watch of thirty seconds; {@link #end} stops it earlier. Returns at once; start and end are published as
     * {@link LabEvent.FramesSeen}.
     */
    public void begin() throws DeclinedException {
        LabMachine machine;
        synchronized (lock) {
            if (lifecycle.provisioning() instanceof Provisioning.Asleep) {
                throw new DeclinedException(DeclinedException.Reason.ASLEEP);
            }
            machine = lifecycle.machine().orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
            if (state instanceof FrameWatchState.Now) {
                throw new DeclinedException(DeclinedException.Reason.WATCHING);
            }
            is(new FrameWatchState.Now(LENGTH.toSeconds()));
        }
        Thread.ofVirtual().name("watch-" + lab).start(() -> {
            FrameWatchState came = watched(machine);
            synchronized (lock) {
                is(came);
            }
            over.run();
        });
    }

    /** Stops the watch and shows its frames. Does nothing without one. */
    public void end() {
        lifecycle.machine().ifPresent(machine -> {
            try {
                machine.probe().endWatch();
            } catch (ProbeException e) {
                LOG.infof("Failed to stop the frame watch of lab %s; it runs to its end: %s", lab, e.getMessage());
            }
        });
    }

    /** The watch's state. Requires the lock. */
    FrameWatchState state() {
        return state;
    }

    private FrameWatchState watched(LabMachine machine) {
        try {
            FrameWatchResult frameWatchResult = machine.watch(LENGTH);
            if (lifecycle.runs(machine)) {
                return new FrameWatchState.Done(
                        machine.seen()
                                .map(seen -> FrameJourneys.followed(seen, frameWatchResult))
                                .orElse(0),
                        frameWatchResult.complete());
            }
        } catch (ProbeException e) {
            LOG.infof("Failed to watch the devices of lab %s: %s", lab, e.getMessage());
        }
        return new FrameWatchState.Failed();
    }

    /** Requires the lock. */
    private void is(FrameWatchState now) {
        state = now;
        publish.accept(new LabEvent.FramesSeen());
    }
}
