package org.patchbay.lab;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.Provisioning;
import org.patchbay.lab.judge.Examiner;
import org.patchbay.lab.machine.LabCheckpoint;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.progress.LabId;
import org.patchbay.sandbox.Lease;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.QueueEntry;
import org.patchbay.sandbox.QueueFullException;
import org.patchbay.sandbox.QueueStatus;
import org.patchbay.sandbox.Sandbox;

/**
 * The lifecycle of a lab's machine: none, starting, or running; publishes its changes. Thread-safe: uses the lab's
 * lock, only for short operations.
 */
final class MachineLifecycle {
    private static final Logger LOG = Logger.getLogger(MachineLifecycle.class);

    private final LabId lab;
    private final LabServices services;
    private final Object lock;
    private final MachineCallbacks callbacks;
    private final Consumer<LabEvent> publish;
    private final MachineProvisioner provisioner;

    private Provisioning provisioning = new Provisioning.Ended();
    /** Written with the lock held; read without it too, because a key must not wait for a write to the database. */
    private volatile Optional<Running> running = Optional.empty();

    private Optional<PendingMachine> pending = Optional.empty();
    private int pages;
    private boolean closed;

    /**
     * @param profile of the lab's machines
     * @param lock the lab's
     * @param recordings the folder with one folder per machine
     */
    MachineLifecycle(
            LabId lab,
            LabServices services,
            Profile profile,
            Path recordings,
            Object lock,
            MachineCallbacks callbacks,
            Consumer<LabEvent> publish) {
        this.lab = lab;
        this.services = services;
        this.lock = lock;
        this.callbacks = callbacks;
        this.publish = publish;
        this.provisioner = new MachineProvisioner(lab, services, profile, recordings, callbacks, this);
    }

    Optional<Running> running() {
        return running;
    }

    Optional<LabMachine> machine() {
        return running.map(Running::machine);
    }

    /** Requires the lock. */
    Provisioning provisioning() {
        return provisioning;
    }

    /** Whether a machine is starting. */
    boolean coming() {
        synchronized (lock) {
            return pending.isPresent();
        }
    }

    boolean runs(LabMachine machine) {
        return running.filter(now -> now.machine() == machine).isPresent();
    }

    /** Records activity of the learner. Cheap enough for every key. */
    void touch() {
        running.ifPresent(alive -> alive.idleTimer().touch());
    }

    /** Starts a machine unless there is one or one is starting. */
    void start() {
        synchronized (lock) {
            boolean startable = switch (provisioning) {
                case Provisioning.Ended _, Provisioning.Asleep _, Provisioning.Full _, Provisioning.Failed _ -> true;
                case Provisioning.Waiting _,
                        Provisioning.Starting _,
                        Provisioning.Connecting _,
                        Provisioning.Reconnecting _,
                        Provisioning.Restoring _,
                        Provisioning.Rewinding _,
                        Provisioning.Ready _,
                        Provisioning.Lost _,
                        Provisioning.Ending _,
                        Provisioning.Closed _ -> false;
            };
            if (startable && !closed) {
                PendingMachine begun = begin(new Provisioning.Starting());
                Optional<LabCheckpoint> asleep = callbacks.asleep();
                if (asleep.isPresent()) {
                    provisioner.wake(begun, asleep.get());
                } else {
                    provisioner.launch(begun, Optional.empty(), false);
                }
            }
        }
    }

    /** Ends an idle machine, and saves it if possible. Blocks for some tenths of a second. */
    void sleep(LabMachine machine) throws InterruptedException {
        if (!runs(machine)) {
            return;
        }
        boolean kept = callbacks.sleep(machine.sandbox());
        if (runs(machine)) {
            stop(kept ? new Provisioning.Asleep() : new Provisioning.Ended());
        }
    }

    /**
     * Replaces the running machine, which is ended.
     *
     * @return false if none runs; then nothing has changed
     */
    boolean rewind(MachineReplacement to) {
        Running was;
        synchronized (lock) {
            if (running.isEmpty()) {
                return false;
            }
            was = running.orElseThrow();
            running = Optional.empty();
            provisioner.rewind(begin(new Provisioning.Rewinding()), was, to);
        }
        was.release();
        callbacks.terminalsChanged();
        return true;
    }

    /** Adds a viewing page. */
    void join() {
        synchronized (lock) {
            pages++;
            pending.flatMap(PendingMachine::entry).ifPresent(QueueEntry::back);
        }
    }

    /** Removes a viewing page. After the last one, the queue entry is kept for a grace period only. */
    void leave() {
        synchronized (lock) {
            pages--;
            if (pages == 0) {
                pending.flatMap(PendingMachine::entry).ifPresent(QueueEntry::away);
            }
        }
    }

    /** Whether a page or the request that ends the lab waits for a machine. */
    boolean watched() {
        synchronized (lock) {
            return pages > 0 || closed;
        }
    }

    /** Stops for good if there is no page and no machine, running or starting; returns whether it did. */
    boolean letGo() {
        synchronized (lock) {
            if (pages > 0 || running.isPresent() || pending.isPresent()) {
                return false;
            }
            closed = true;
            return true;
        }
    }

    /** Takes over a machine of an earlier server process. */
    void adopt(Sandbox sandbox, Lease lease) {
        synchronized (lock) {
            provisioner.adopt(begin(new Provisioning.Reconnecting()), sandbox, lease);
        }
    }

    /** Never starts a machine: the lab has ended. */
    void close() {
        synchronized (lock) {
            closed = true;
            provisioned(new Provisioning.Closed());
        }
    }

    /**
     * Puts the machine to sleep if there is one, and never starts another. One that is being adopted or restored has
     * the learner's work: it is put to sleep when it answers, without a time limit. A new one is abandoned. Blocks
     * until all is done, usually for some tenths of a second.
     */
    void retire() throws InterruptedException {
        Optional<PendingMachine> learners = Optional.empty();
        synchronized (lock) {
            closed = true;
            if (provisioning instanceof Provisioning.Reconnecting || provisioning instanceof Provisioning.Rewinding) {
                learners = pending;
                abandon(PendingMachine.Disposition.ASLEEP);
            }
        }
        learners.map(PendingMachine::done).ifPresent(CompletableFuture::join);
        Optional<LabMachine> last = machine();
        if (last.isPresent()) {
            sleep(last.get());
        }
        stop();
    }

    /** Whether a machine that is starting, or was, is no longer wanted. */
    boolean unwanted(PendingMachine made) {
        synchronized (lock) {
            return made.disposition() == PendingMachine.Disposition.UNWANTED;
        }
    }

    /** Ends the machine, or stops starting or queueing for one. */
    void stop() {
        stop(new Provisioning.Ended());
    }

    /** Ends the machine like {@link #stop()}, and never starts another. */
    void discard() {
        synchronized (lock) {
            closed = true;
        }
        stop();
    }

    private void stop(Provisioning last) {
        Optional<Running> stopped;
        Optional<QueueEntry> turn;
        synchronized (lock) {
            stopped = running;
            running = Optional.empty();
            turn = abandon(PendingMachine.Disposition.UNWANTED);
            provisioned(last);
        }
        // Without the lock: leaving the queue calls other labs, which take their own locks.
        turn.ifPresent(QueueEntry::leave);
        stopped.ifPresent(was -> {
            was.release();
            was.machine().close();
            was.lease().close();
        });
        callbacks.terminalsChanged();
        callbacks.homeless();
    }

    /** Disconnects from the machine without ending it, for the next server process. */
    void detach() {
        Optional<Running> detached;
        Optional<QueueEntry> turn;
        synchronized (lock) {
            closed = true;
            detached = running;
            running = Optional.empty();
            turn = abandon(PendingMachine.Disposition.LEFT);
        }
        turn.ifPresent(QueueEntry::leave);
        detached.ifPresent(was -> {
            was.release();
            was.machine().disconnect();
        });
    }

    // --- what the provisioner reports

    /** It has entered the queue; false if it is no longer wanted. */
    boolean queued(PendingMachine mine, QueueEntry turn) {
        synchronized (lock) {
            mine.waitsWith(turn);
            if (pages == 0 && turn.status() instanceof QueueStatus.Waiting) {
                turn.away();
            }
            return mine.wanted();
        }
    }

    /** The queue's status of this lab has changed. */
    void moved(PendingMachine mine) {
        synchronized (lock) {
            if (!mine.wanted() || mine.entry().isEmpty()) {
                return;
            }
            switch (mine.entry().get().status()) {
                case QueueStatus.Waiting waiting ->
                    provisioned(new Provisioning.Waiting(waiting.place(), waiting.of(), waiting.estimate()));
                case QueueStatus.Admitted _ -> {
                    if (provisioning instanceof Provisioning.Waiting) {
                        provisioned(new Provisioning.Starting());
                    }
                }
                // The thread that waits for the lease handles this.
                case QueueStatus.Left _ -> {}
            }
        }
    }

    void stage(PendingMachine mine, Provisioning now) {
        synchronized (lock) {
            if (mine.wanted()) {
                provisioned(now);
            }
        }
    }

    /** The machine has started. The caller follows the returned disposition. */
    PendingMachine.Disposition arrived(PendingMachine mine, LabMachine machine, Lease lease) {
        synchronized (lock) {
            if (mine.wanted()) {
                callbacks.awake();
                Examiner examiner = callbacks.examine(machine);
                pending = Optional.empty();
                running = Optional.of(new Running(
                        machine, examiner, services.idleTimers().start(new IdleHandler(machine, this)), lease));
                // Before it is ready: a page never shows a machine without its terminals.
                callbacks.terminalsChanged();
                provisioned(new Provisioning.Ready());
            }
            return mine.disposition();
        }
    }

    void failed(PendingMachine mine, Exception why) {
        synchronized (lock) {
            if (!mine.wanted()) {
                return;
            }
            abandon(PendingMachine.Disposition.UNWANTED);
            if (mine.entry()
                    .filter(turn -> turn.status() instanceof QueueStatus.Left)
                    .isPresent()) {
                provisioned(new Provisioning.Ended());
            } else {
                LOG.warnf("Lab %s has no machine: %s", lab, why.getMessage());
                provisioned(
                        why instanceof QueueFullException
                                ? new Provisioning.Full()
                                : new Provisioning.Failed(why.getMessage()));
            }
        }
        callbacks.homeless();
    }

    /** The machine of an earlier server process ended before it was connected. */
    void vanished(PendingMachine mine, Lease lease) {
        Optional<PendingMachine> next = Optional.empty();
        synchronized (lock) {
            if (mine.wanted()) {
                abandon(PendingMachine.Disposition.UNWANTED);
                next = Optional.of(begin(new Provisioning.Lost()));
            }
        }
        // Without the lock: a freed lease calls other labs, which take their own locks.
        next.ifPresentOrElse(another -> provisioner.launch(another, Optional.of(lease), true), lease::close);
    }

    void ended(LabMachine machine, Sandbox.Ending ending) {
        switch (ending) {
            case CLOSED -> {}
            case DIED -> lost(machine);
        }
    }

    private void lost(LabMachine machine) {
        Running was;
        PendingMachine next;
        synchronized (lock) {
            if (!runs(machine)) {
                return;
            }
            was = running.orElseThrow();
            running = Optional.empty();
            next = begin(new Provisioning.Lost());
        }
        was.release();
        machine.disconnect();
        callbacks.terminalsChanged();
        provisioner.launch(next, Optional.of(was.lease()), true);
    }

    /** Publishes a state of this machine, unless it was replaced. */
    void tell(LabMachine machine, Provisioning now) {
        synchronized (lock) {
            if (runs(machine)) {
                provisioned(now);
            }
        }
    }

    // --- with the lock held

    private PendingMachine begin(Provisioning first) {
        if (pending.isPresent() || running.isPresent()) {
            throw new IllegalStateException("Lab " + lab + " has a machine, or one is on its way");
        }
        PendingMachine begun = new PendingMachine();
        pending = Optional.of(begun);
        provisioned(first);
        return begun;
    }

    /** Abandons the machine that is starting, and returns the queue entry to leave. */
    private Optional<QueueEntry> abandon(PendingMachine.Disposition fate) {
        Optional<PendingMachine> abandoned = pending;
        pending = Optional.empty();
        abandoned.ifPresent(was -> was.meets(fate));
        return abandoned.flatMap(PendingMachine::entry);
    }

    private void provisioned(Provisioning now) {
        if (!now.equals(provisioning)) {
            provisioning = now;
            publish.accept(new LabEvent.ProvisioningChanged(now));
            lock.notifyAll();
        }
    }
}
