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
import org.patchbay.probe.ProbeException;
import org.patchbay.progress.LabId;
import org.patchbay.progress.ProgressException;
import org.patchbay.progress.RecordedTo;
import org.patchbay.sandbox.Place;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.Ticket;

/**
 * Brings a lab its machines, each in a thread of its own: through the waiting line, cloned, connected, and prepared to
 * where the learner is. Whether one is still wanted is decided by {@link MachineLife}.
 */
final class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final LabId lab;
    private final Rooms rooms;
    private final Profile profile;
    private final Path recordings;
    private final Resident resident;
    private final MachineLife life;

    /**
     * @param profile what the machines are prepared for
     * @param recordings where each machine has a folder of its own
     */
    Delivery(LabId lab, Rooms rooms, Profile profile, Path recordings, Resident resident, MachineLife life) {
        this.lab = lab;
        this.rooms = rooms;
        this.profile = profile;
        this.recordings = recordings;
        this.resident = resident;
        this.life = life;
    }

    /**
     * Makes a machine.
     *
     * @param kept the place of a machine that is replaced: its learner does not wait again
     */
    void launch(Making mine, Optional<Place> kept, boolean replaced) {
        begin("provision", mine, () -> {
            start(mine, kept.isPresent() ? kept.get() : await(mine));
            if (replaced) {
                resident.notice(Notice.MACHINE_REPLACED);
            }
        });
    }

    /**
     * Goes on with a machine of an earlier server process. Whatever goes wrong is tried again for as long as that machine
     * runs: only when it has ended does another take its place.
     */
    void adopt(Making mine, Sandbox sandbox, Place place) {
        begin("adopt", mine, () -> {
            Duration pause = FIRST_PAUSE;
            while (mine.wanted() && !sandbox.ended().isDone()) {
                if (reconnected(mine, sandbox, place, pause)) {
                    return;
                }
                await(CompletableFuture.anyOf(mine.decided(), sandbox.ended()), pause);
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
            switch (mine.fate()) {
                case WANTED -> life.vanished(mine, place);
                case LEFT -> {}
                case UNWANTED -> {
                    sandbox.close();
                    place.close();
                }
            }
        });
    }

    private boolean reconnected(Making mine, Sandbox sandbox, Place place, Duration pause) throws InterruptedException {
        Machine machine;
        Making.Fate fate;
        rooms.reconnects().enter(life::watched);
        try {
            if (!mine.wanted() || sandbox.ended().isDone()) {
                return false;
            }
            Senses senses = new Senses(lab, resident);
            machine = Machine.rejoin(sandbox, folder(sandbox), senses, senses);
            fate = arrived(mine, machine, place);
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
            rooms.reconnects().leave();
        }
        settle(fate, machine, place);
        resident.notice(Notice.SERVER_RESTARTED);
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

    /** Ends a machine and makes the one that takes its place: a saved one, or a new one where none is kept. */
    void rewind(Making mine, Running was, String step, Optional<SavedMachine> saved) {
        begin("rewind", mine, () -> {
            was.machine().close();
            if (saved.isPresent() && restored(mine, was.place(), MomentText.backAt(step), saved.get())) {
                resident.notice(Notice.REWOUND);
            } else {
                start(mine, was.place());
                resident.notice(Notice.REWOUND_ANEW);
            }
        });
    }

    /**
     * @param marker what its recordings say of it
     * @return false if it can't be: the place is free for another machine then
     */
    private boolean restored(Making mine, Place place, String marker, SavedMachine saved) throws InterruptedException {
        Sandbox sandbox;
        try {
            sandbox = rooms.engine().restore(saved.checkpoint());
        } catch (SandboxException e) {
            LOG.warnf("Lab %s: failed to restore the machine saved at %s: %s", lab, marker, e.getMessage());
            return false;
        }
        try {
            saved.layRecordings(folder(sandbox));
            Senses senses = new Senses(lab, resident);
            Machine machine = Machine.rejoin(sandbox, folder(sandbox), senses, senses);
            machine.terminals().all().forEach(terminal -> terminal.mark(marker));
            hand(mine, machine, place, List.of());
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Lab %s: the machine restored from %s cannot be used: %s", lab, marker, e.getMessage());
            sandbox.close();
            return false;
        }
    }

    /** Goes on with a machine that was put to sleep, or makes a new one if that can't be. */
    void wake(Making mine, SavedMachine asleep) {
        begin("wake", mine, () -> {
            Place place = await(mine);
            if (restored(mine, place, MomentText.slept(), asleep)) {
                resident.notice(Notice.AWAKE);
            } else {
                start(mine, place);
            }
            // A lab that was ended meanwhile can be reopened, and wakes it then.
            if (!life.unwanted(mine)) {
                resident.awake();
            }
        });
    }

    /** What one machine takes, in a thread of its own. */
    private interface Work {
        void run() throws SandboxException, ProbeException, InterruptedException;
    }

    private void begin(String name, Making mine, Work work) {
        Thread.ofVirtual().name(name + "-" + lab).start(() -> {
            try {
                work.run();
            } catch (SandboxException | ProbeException | RuntimeException e) {
                life.failed(mine, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Each machine has a turn of its own: the place of the one before may not be free yet. */
    private Place await(Making mine) throws SandboxException, InterruptedException {
        Ticket turn = rooms.line().enter(lab.value() + "." + mine.number(), profile, () -> life.moved(mine));
        if (!life.queued(mine, turn)) {
            turn.leave();
        }
        life.moved(mine);
        return turn.await();
    }

    private void start(Making mine, Place place) throws SandboxException, ProbeException, InterruptedException {
        try {
            Sandbox sandbox = rooms.engine().start(profile);
            try {
                Senses senses = new Senses(lab, resident);
                Machine machine = Machine.of(sandbox, contact(mine, sandbox), folder(sandbox), senses, senses);
                hand(mine, machine, place, resident.preparation());
            } catch (ProbeException | RuntimeException e) {
                sandbox.close();
                throw e;
            }
        } catch (SandboxException | ProbeException | RuntimeException | InterruptedException e) {
            place.close();
            throw e;
        }
    }

    /** A spare machine has been connected while it waited. */
    private Contact contact(Making mine, Sandbox sandbox) throws ProbeException {
        Optional<Contact> made = rooms.lobby().take(sandbox);
        if (made.isPresent()) {
            return made.get();
        }
        life.stage(mine, new Provisioning.Connecting());
        return Contact.with(sandbox.endpoint());
    }

    private Path folder(Sandbox sandbox) {
        return recordings.resolve(sandbox.id().value());
    }

    private void hand(Making mine, Machine machine, Place place, List<String> preparation) throws ProbeException {
        try {
            prepare(mine, machine, preparation);
            rooms.labs().assignSandbox(lab, Optional.of(machine.sandbox().id().value()));
        } catch (ProbeException | RuntimeException e) {
            machine.disconnect();
            throw e;
        }
        settle(arrived(mine, machine, place), machine, place);
    }

    private Making.Fate arrived(Making mine, Machine machine, Place place) {
        try {
            return life.arrived(mine, machine, place);
        } catch (RuntimeException e) {
            machine.disconnect();
            throw e;
        }
    }

    private void settle(Making.Fate fate, Machine machine, Place place) {
        Sandbox sandbox = machine.sandbox();
        switch (fate) {
            case WANTED -> {
                sandbox.ended().thenAccept(ending -> life.ended(machine, ending));
                makeRoom(sandbox);
            }
            case LEFT -> machine.disconnect();
            case UNWANTED -> {
                machine.close();
                place.close();
            }
        }
    }

    /** A machine that goes on from a saved one brings its recordings along, and any number of machines may come. */
    private void makeRoom(Sandbox newest) {
        Set<String> spared = Stream.concat(
                        Stream.of(newest.id().value()),
                        rooms.handIns().of(lab).stream()
                                .flatMap(done -> done.recordings().stream())
                                .map(RecordedTo::machine))
                .collect(Collectors.toSet());
        try {
            if (new Recordings(recordings).keepWithin(rooms.recorded(), spared)) {
                LOG.infof("Lab %s: deleted the recordings of its oldest machines to free space", lab);
                resident.notice(Notice.RECORDINGS_REMOVED);
            }
        } catch (IOException | ProgressException e) {
            // The lab goes on, and the next machine tries again.
            LOG.warnf("Lab %s: failed to free space for recordings: %s", lab, e.getMessage());
        }
    }

    private void prepare(Making mine, Machine machine, List<String> preparation) throws ProbeException {
        if (!preparation.isEmpty()) {
            life.stage(mine, new Provisioning.Restoring());
            machine.probe().run(Preparation.together(preparation), Preparation.LIMIT.multipliedBy(preparation.size()));
        }
    }
}
