package org.patchbay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.patchbay.lab.event.MarkerText;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.event.Provisioning;
import org.patchbay.lab.machine.LabCheckpoint;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineConnections;
import org.patchbay.lab.machine.Recordings;
import org.patchbay.lab.machine.StepPreparation;
import org.patchbay.probe.ProbeException;
import org.patchbay.progress.LabId;
import org.patchbay.progress.ProgressException;
import org.patchbay.progress.RecordedTo;
import org.patchbay.sandbox.Backoff;
import org.patchbay.sandbox.Lease;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.QueueEntry;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;

/**
 * Provides a lab's machines, each in its own thread: queueing, cloning, connecting, preparing for the current step.
 * {@link MachineLifecycle} decides whether one is still wanted.
 */
final class MachineProvisioner {
    private static final Logger LOG = Logger.getLogger(MachineProvisioner.class);

    private static final Backoff TRIES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final LabId lab;
    private final LabServices services;
    private final Profile profile;
    private final Path recordings;
    private final MachineCallbacks callbacks;
    private final MachineLifecycle lifecycle;

    /**
     * @param profile of the machines
     * @param recordings the folder with one folder per machine
     */
    MachineProvisioner(
            LabId lab,
            LabServices services,
            Profile profile,
            Path recordings,
            MachineCallbacks callbacks,
            MachineLifecycle lifecycle) {
        this.lab = lab;
        this.services = services;
        this.profile = profile;
        this.recordings = recordings;
        this.callbacks = callbacks;
        this.lifecycle = lifecycle;
    }

    /**
     * Starts a machine.
     *
     * @param kept the lease of a replaced machine, whose learner does not queue again
     */
    void launch(PendingMachine mine, Optional<Lease> kept, boolean replaced) {
        begin("provision", mine, () -> {
            start(mine, kept.isPresent() ? kept.get() : await(mine));
            if (replaced) {
                callbacks.notice(Notice.MACHINE_REPLACED);
            }
        });
    }

    /**
     * Takes over a machine of an earlier server process. Failures are retried as long as that machine runs; only after
     * its end another one is started.
     */
    void adopt(PendingMachine mine, Sandbox sandbox, Lease lease) {
        begin("adopt", mine, () -> {
            for (Backoff next = TRIES; mine.wanted() && !sandbox.ended().isDone(); next = next.longer()) {
                if (reconnected(mine, sandbox, lease, next.pause())) {
                    return;
                }
                await(CompletableFuture.anyOf(mine.decided(), sandbox.ended()), next.pause());
            }
            switch (mine.disposition()) {
                case WANTED -> lifecycle.vanished(mine, lease);
                case LEFT -> {}
                case ASLEEP -> putToSleep(sandbox, lease);
                case UNWANTED -> {
                    sandbox.close();
                    lease.close();
                }
            }
        });
    }

    private boolean reconnected(PendingMachine mine, Sandbox sandbox, Lease lease, Duration pause)
            throws InterruptedException {
        LabMachine machine;
        PendingMachine.Disposition fate;
        services.reconnects().enter(lifecycle::watched);
        try {
            if (!mine.wanted() || sandbox.ended().isDone()) {
                return false;
            }
            machine = LabMachine.rejoin(sandbox, folder(sandbox), callbacks);
            fate = arrived(mine, machine, lease);
        } catch (ProbeException | RuntimeException e) {
            LOG.warnf(
                    e instanceof RuntimeException ? e : null,
                    "Lab %s: failed to reconnect to its machine %s; retrying in %d ms: %s",
                    lab,
                    sandbox.id(),
                    pause.toMillis(),
                    e.getMessage());
            return false;
        } finally {
            services.reconnects().leave();
        }
        settle(fate, machine, lease);
        callbacks.notice(Notice.SERVER_RESTARTED);
        return true;
    }

    private static void await(CompletableFuture<?> news, Duration longest) throws InterruptedException {
        try {
            news.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debugf("Nothing has changed within %d ms", longest.toMillis());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a machine and starts its replacement: from the checkpoint, or new if there is none. */
    void rewind(PendingMachine mine, Running was, MachineReplacement to) {
        begin("rewind", mine, () -> {
            was.machine().close();
            if (to.saved().isPresent()
                    && restored(mine, was.lease(), to.marker(), to.saved().get())) {
                to.restored().ifPresent(callbacks::notice);
            } else {
                start(mine, was.lease());
                callbacks.notice(to.replaced());
            }
        });
    }

    /**
     * @param marker for its recordings
     * @return false if it failed; the lease can then be used for another machine
     */
    private boolean restored(PendingMachine mine, Lease lease, Optional<String> marker, LabCheckpoint saved)
            throws InterruptedException {
        Sandbox sandbox;
        try {
            sandbox = services.engine().restore(saved.checkpoint());
        } catch (SandboxException e) {
            LOG.warnf("Lab %s: failed to restore the machine saved in %s: %s", lab, saved.folder(), e.getMessage());
            return false;
        }
        try {
            saved.layRecordings(folder(sandbox));
            LabMachine machine = LabMachine.rejoin(sandbox, folder(sandbox), callbacks);
            marker.ifPresent(text -> machine.terminals().all().forEach(terminal -> terminal.mark(text)));
            hand(mine, machine, lease, List.of());
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Lab %s: the machine restored from %s cannot be used: %s", lab, saved.folder(), e.getMessage());
            sandbox.close();
            return false;
        }
    }

    /** Restores a sleeping machine, or starts a new one if that fails. */
    void wake(PendingMachine mine, LabCheckpoint asleep) {
        begin("wake", mine, () -> {
            Lease lease = await(mine);
            if (restored(mine, lease, Optional.of(MarkerText.slept()), asleep)) {
                callbacks.notice(Notice.AWAKE);
            } else {
                start(mine, lease);
                callbacks.notice(Notice.MACHINE_REPLACED);
            }
        });
    }

    /** A task for one machine, in its own thread. */
    private interface Work {
        void run() throws SandboxException, ProbeException, InterruptedException;
    }

    private void begin(String name, PendingMachine mine, Work work) {
        Thread.ofVirtual().name(name + "-" + lab).start(() -> {
            try {
                work.run();
            } catch (SandboxException | ProbeException | RuntimeException e) {
                lifecycle.failed(mine, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                mine.done().complete(null);
            }
        });
    }

    /** Each machine has its own queue entry: the previous one's lease may not be free yet. */
    private Lease await(PendingMachine mine) throws SandboxException, InterruptedException {
        QueueEntry turn = services.queue().enter(mine.key(), profile, () -> lifecycle.moved(mine));
        if (!lifecycle.queued(mine, turn)) {
            turn.leave();
        }
        lifecycle.moved(mine);
        return turn.await();
    }

    private void start(PendingMachine mine, Lease lease) throws SandboxException, ProbeException, InterruptedException {
        try {
            Sandbox sandbox = services.engine().start(profile);
            try {
                LabMachine machine = LabMachine.of(sandbox, contact(mine, sandbox), folder(sandbox), callbacks);
                hand(mine, machine, lease, callbacks.preparation());
            } catch (ProbeException | RuntimeException e) {
                sandbox.close();
                throw e;
            }
        } catch (SandboxException | ProbeException | RuntimeException | InterruptedException e) {
            lease.close();
            throw e;
        }
    }

    /** Uses a spare machine's connections, if it was connected in advance. */
    private MachineConnections contact(PendingMachine mine, Sandbox sandbox) throws ProbeException {
        Optional<MachineConnections> made = services.warmer().take(sandbox);
        if (made.isPresent()) {
            return made.get();
        }
        lifecycle.stage(mine, new Provisioning.Connecting());
        return MachineConnections.with(sandbox.endpoint());
    }

    private Path folder(Sandbox sandbox) {
        return recordings.resolve(sandbox.id().value());
    }

    private void hand(PendingMachine mine, LabMachine machine, Lease lease, List<String> preparation)
            throws ProbeException, InterruptedException {
        try {
            prepare(mine, machine, preparation);
            // A lab that was ended and reopened meanwhile may have another machine now.
            if (!lifecycle.unwanted(mine)) {
                services.labs()
                        .assignSandbox(lab, Optional.of(machine.sandbox().id().value()));
            }
        } catch (ProbeException | RuntimeException e) {
            machine.disconnect();
            throw e;
        }
        settle(arrived(mine, machine, lease), machine, lease);
    }

    private PendingMachine.Disposition arrived(PendingMachine mine, LabMachine machine, Lease lease) {
        try {
            return lifecycle.arrived(mine, machine, lease);
        } catch (RuntimeException e) {
            machine.disconnect();
            throw e;
        }
    }

    private void settle(PendingMachine.Disposition fate, LabMachine machine, Lease lease) throws InterruptedException {
        Sandbox sandbox = machine.sandbox();
        switch (fate) {
            case WANTED -> {
                sandbox.ended().thenAccept(ending -> lifecycle.ended(machine, ending));
                makeRoom(sandbox);
            }
            case LEFT -> machine.disconnect();
            case ASLEEP -> {
                machine.disconnect();
                putToSleep(sandbox, lease);
            }
            case UNWANTED -> {
                machine.close();
                lease.close();
            }
        }
    }

    private void putToSleep(Sandbox sandbox, Lease lease) throws InterruptedException {
        callbacks.sleep(sandbox);
        sandbox.close();
        lease.close();
    }

    /** Every restored machine copies its recordings, and there may be any number of them. */
    private void makeRoom(Sandbox newest) {
        Set<String> spared = Stream.concat(
                        Stream.of(newest.id().value()),
                        services.handIns().of(lab).stream()
                                .flatMap(done -> done.recordings().stream())
                                .map(RecordedTo::machine))
                .collect(Collectors.toSet());
        try {
            if (new Recordings(recordings).keepWithin(services.recorded(), spared)) {
                LOG.infof("Lab %s: deleted the recordings of its oldest machines to free space", lab);
                callbacks.notice(Notice.RECORDINGS_REMOVED);
            }
        } catch (IOException | ProgressException e) {
            // Continue; the next machine tries again.
            LOG.warnf("Lab %s: failed to free space for recordings: %s", lab, e.getMessage());
        }
    }

    private void prepare(PendingMachine mine, LabMachine machine, List<String> preparation) throws ProbeException {
        if (!preparation.isEmpty()) {
            lifecycle.stage(mine, new Provisioning.Restoring());
            machine.probe()
                    .run(StepPreparation.together(preparation), StepPreparation.LIMIT.multipliedBy(preparation.size()));
        }
    }
}
