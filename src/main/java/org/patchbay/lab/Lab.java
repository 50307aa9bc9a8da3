package org.patchbay.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.observe.Command;
import org.patchbay.observe.Execution;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;
import org.patchbay.probe.ProbeException;
import org.patchbay.probe.ProbeListener;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.IdleReaper;
import org.patchbay.sandbox.Place;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.Standing;
import org.patchbay.sandbox.Ticket;
import org.patchbay.sandbox.Watch;
import org.patchbay.terminal.Terminal;
import org.patchbay.terminal.TerminalListener;
import org.patchbay.terminal.TerminalState;

/** One learner's lesson with its machine, terminals and checks, told as one journal of events. Thread-safe. */
public final class Lab {
    private static final Logger LOG = Logger.getLogger(Lab.class);
    private static final int LONGEST_NAME = 24;

    private final LabRecord record;
    private final BoundLesson lesson;
    private final Rooms rooms;
    private final Path recordings;
    private final Runnable unused;
    private final Journal journal;

    /** Guards everything below; nothing that takes long happens under it but a write to the database. */
    private final Object lock = new Object();

    private final Walkthrough walkthrough;
    private final Map<String, String> names = new HashMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private Provisioning provisioning = new Provisioning.Ended();
    /** Written with the lock held, read without as well: a key must not wait for a write to the database. */
    private volatile Optional<Running> running = Optional.empty();

    private Optional<Making> making = Optional.empty();
    private int made;
    private List<TerminalView> terminals = List.of();
    private int pages;
    private boolean closed;

    /** What a lab has while its machine runs. */
    private record Running(Machine machine, Examiner examiner, Watch watch, Place place) {}

    /** What is to become of a machine that is being made. */
    private enum Fate {
        WANTED,
        /** The server ends: the next one goes on with it. */
        LEFT,
        /** Nobody wants it any more. */
        UNWANTED
    }

    /** One machine on its way, from the waiting line until it runs. Guarded by the lab's lock. */
    private static final class Making {
        private final int number;
        private Optional<Ticket> ticket = Optional.empty();
        private Fate fate = Fate.WANTED;

        Making(int number) {
            this.number = number;
        }
    }

    /**
     * @param recordings where each of its machines has a folder of its own
     * @param epoch unlike that of any other journal of this lab
     * @param unused is run whenever the lab may have become one that could be let go; asks {@link #letGo}
     */
    Lab(LabRecord record, BoundLesson lesson, Rooms rooms, Path recordings, String epoch, Runnable unused) {
        this.record = record;
        this.lesson = lesson;
        this.rooms = rooms;
        this.recordings = recordings;
        this.unused = unused;
        this.journal = new Journal(epoch);
        this.walkthrough = new Walkthrough(
                lesson,
                record.id(),
                rooms.progress().of(record.id()),
                rooms.progress(),
                rooms.alarm()::now,
                journal::publish);
    }

    public LabId id() {
        return record.id();
    }

    public BoundLesson lesson() {
        return lesson;
    }

    public Journal journal() {
        return journal;
    }

    public LabState state() {
        synchronized (lock) {
            return new LabState(
                    journal.last(),
                    provisioning,
                    walkthrough.steps(),
                    walkthrough.tasks(),
                    walkthrough.questions(),
                    walkthrough.predictions(),
                    walkthrough.hints(),
                    terminals,
                    notices);
        }
    }

    public void answer(String step, String question, String choice) throws DeclinedException {
        synchronized (lock) {
            walkthrough.answer(step, question, choice);
        }
        somethingHappened();
    }

    public void predict(String step, String prediction, String choice) throws DeclinedException {
        synchronized (lock) {
            walkthrough.predict(step, prediction, choice);
        }
    }

    public void hint(String step, String task) throws DeclinedException {
        synchronized (lock) {
            walkthrough.hint(step, task);
        }
    }

    /** Makes a machine unless there is one or one is being made. Returns at once; the journal tells how it goes. */
    public void start() {
        synchronized (lock) {
            boolean startable = switch (provisioning) {
                case Provisioning.Ended _, Provisioning.Failed _ -> true;
                case Provisioning.Waiting _,
                        Provisioning.Starting _,
                        Provisioning.Connecting _,
                        Provisioning.Restoring _,
                        Provisioning.Ready _,
                        Provisioning.Lost _,
                        Provisioning.Ending _ -> false;
            };
            if (!startable || closed) {
                return;
            }
            Making begun = begin(new Provisioning.Starting());
            launch(begun, Optional.empty(), false);
        }
    }

    /** A page looks at the lab from now on. A machine is made for it if there is none. */
    public void join() {
        synchronized (lock) {
            pages++;
            making.flatMap(now -> now.ticket).ifPresent(Ticket::back);
        }
        start();
    }

    /** A page is gone. When it was the last, a place in the waiting line is kept for a while only. */
    public void leave() {
        synchronized (lock) {
            pages--;
            if (pages == 0) {
                making.flatMap(now -> now.ticket).ifPresent(Ticket::away);
            }
        }
        unused.run();
    }

    /**
     * Closes the lab if no page looks at it and it has no machine and gets none.
     *
     * @return whether it is closed now; what it achieved is stored, and another object may take its place
     */
    boolean letGo() {
        synchronized (lock) {
            if (pages > 0 || running.isPresent() || making.isPresent()) {
                return false;
            }
            closed = true;
        }
        journal.close();
        return true;
    }

    /** A sign of life from the learner. Cheap enough for every key. */
    public void touch() {
        running.ifPresent(alive -> alive.watch().touch());
    }

    /** The terminal of that id. */
    public Optional<Terminal> terminal(String id) {
        return running.flatMap(now -> now.machine().terminal(id));
    }

    /** The terminal of that id, for the learner to work in: if its shell has ended, a new one is begun. */
    public Optional<Terminal> enterTerminal(String id) {
        return running.flatMap(now -> now.machine().enter(id));
    }

    /** Opens another terminal and returns its id. */
    public String openTerminal() throws DeclinedException {
        String id = machine().open().id();
        showTerminals();
        return id;
    }

    /** Ends a terminal's shell. */
    public void closeTerminal(String id) throws DeclinedException {
        try {
            machine().close(id);
        } catch (ProbeException e) {
            LOG.debugf("Terminal %s of lab %s: %s", id, id(), e.getMessage());
        }
        synchronized (lock) {
            names.remove(id);
        }
        showTerminals();
    }

    /** Gives a terminal a name of the learner's choosing: 1 to {@value #LONGEST_NAME} characters. */
    public void renameTerminal(String id, String name) throws DeclinedException {
        String trimmed = name.strip();
        if (trimmed.isEmpty()
                || trimmed.length() > LONGEST_NAME
                || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw new DeclinedException(DeclinedException.Reason.BAD_NAME);
        }
        if (terminal(id).isEmpty()) {
            throw new DeclinedException(DeclinedException.Reason.UNKNOWN_TERMINAL);
        }
        synchronized (lock) {
            names.put(id, trimmed);
        }
        showTerminals();
    }

    /** Ends the machine, if there is one or one is being made, and the waiting for one. The lab can be started again. */
    public void stop() {
        Optional<Running> stopped;
        Optional<Ticket> turn;
        synchronized (lock) {
            stopped = running;
            running = Optional.empty();
            turn = abandon(Fate.UNWANTED);
            provisioned(new Provisioning.Ended());
        }
        // Not with the lock held: whoever leaves the line tells the labs behind, and each takes its own lock.
        turn.ifPresent(Ticket::leave);
        stopped.ifPresent(was -> {
            release(was);
            was.machine().close();
            was.place().close();
        });
        showTerminals();
        unused.run();
    }

    /** Lets go of the machine without ending it: the next server process goes on with it. */
    void detach() {
        Optional<Running> detached;
        Optional<Ticket> turn;
        synchronized (lock) {
            closed = true;
            detached = running;
            running = Optional.empty();
            turn = abandon(Fate.LEFT);
        }
        journal.close();
        turn.ifPresent(Ticket::leave);
        detached.ifPresent(was -> {
            release(was);
            was.machine().disconnect();
        });
    }

    /** Goes on with a machine of an earlier server process. */
    void adopt(Sandbox sandbox, Place place) {
        Making mine;
        synchronized (lock) {
            mine = begin(new Provisioning.Connecting());
        }
        Thread.ofVirtual().name("adopt-" + id()).start(() -> {
            try {
                connect(mine, sandbox, place, List.of());
                notice(Notice.SERVER_RESTARTED);
            } catch (ProbeException | RuntimeException e) {
                sandbox.close();
                place.close();
                failed(mine, e);
            }
        });
    }

    // --- the machine's life

    /** With the lock held. */
    private Making begin(Provisioning first) {
        made++;
        Making begun = new Making(made);
        making = Optional.of(begun);
        provisioned(first);
        return begun;
    }

    /** With the lock held. Gives up what is being made, and returns the turn that is to be left. */
    private Optional<Ticket> abandon(Fate fate) {
        Optional<Making> abandoned = making;
        making = Optional.empty();
        abandoned.ifPresent(was -> was.fate = fate);
        return abandoned.flatMap(was -> was.ticket);
    }

    /** @param kept the place of a machine that is replaced: its learner does not wait again */
    private void launch(Making mine, Optional<Place> kept, boolean replaced) {
        Thread.ofVirtual().name("provision-" + id()).start(() -> make(mine, kept, replaced));
    }

    private void make(Making mine, Optional<Place> kept, boolean replaced) {
        try {
            Place place = kept.isPresent() ? kept.get() : await(mine);
            start(mine, place);
            if (replaced) {
                notice(Notice.MACHINE_REPLACED);
            }
        } catch (SandboxException | ProbeException | RuntimeException e) {
            failed(mine, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each machine has a turn of its own: the place of the one before may not be free yet. */
    private Place await(Making mine) throws SandboxException, InterruptedException {
        Ticket turn = rooms.line().enter(id().value() + "." + mine.number, Profile.NET, () -> moved(mine));
        boolean wanted;
        synchronized (lock) {
            mine.ticket = Optional.of(turn);
            wanted = mine.fate == Fate.WANTED;
            if (pages == 0 && turn.standing() instanceof Standing.Waiting) {
                turn.away();
            }
        }
        if (!wanted) {
            turn.leave();
        }
        moved(mine);
        return turn.await();
    }

    private void start(Making mine, Place place) throws SandboxException, ProbeException, InterruptedException {
        try {
            Sandbox sandbox = rooms.engine().start(Profile.NET);
            try {
                stage(mine, new Provisioning.Connecting());
                connect(mine, sandbox, place, preparation());
            } catch (ProbeException | RuntimeException e) {
                sandbox.close();
                throw e;
            }
        } catch (SandboxException | ProbeException | RuntimeException | InterruptedException e) {
            place.close();
            throw e;
        }
    }

    /** The line has moved, or this lab in it. */
    private void moved(Making mine) {
        synchronized (lock) {
            if (mine.fate != Fate.WANTED || mine.ticket.isEmpty()) {
                return;
            }
            switch (mine.ticket.get().standing()) {
                case Standing.Waiting waiting ->
                    provisioned(new Provisioning.Waiting(waiting.place(), waiting.of(), waiting.estimate()));
                case Standing.Admitted _ -> {
                    if (provisioning instanceof Provisioning.Waiting) {
                        provisioned(new Provisioning.Starting());
                    }
                }
                // Whoever waits for the turn learns it from there.
                case Standing.Left _ -> {}
            }
        }
    }

    private List<String> preparation() {
        synchronized (lock) {
            return Preparation.of(lesson, walkthrough.behind());
        }
    }

    private void connect(Making mine, Sandbox sandbox, Place place, List<String> preparation) throws ProbeException {
        Executions executions = new Executions();
        Path folder = recordings.resolve(sandbox.id().value());
        Machine machine = Machine.connect(sandbox, folder, new Changes(executions), new Shells());
        try {
            prepare(mine, machine, preparation);
            rooms.labs().assignSandbox(id(), Optional.of(sandbox.id().value()));
        } catch (ProbeException | RuntimeException e) {
            machine.disconnect();
            throw e;
        }
        Fate fate;
        synchronized (lock) {
            fate = mine.fate;
            if (fate == Fate.WANTED) {
                Examiner examiner = new Examiner(machine, executions, rooms.alarm(), this::current, this::judged);
                Watch watch = rooms.reaper().watch(new Idleness(machine));
                making = Optional.empty();
                running = Optional.of(new Running(machine, examiner, watch, place));
                provisioned(new Provisioning.Ready());
            }
        }
        switch (fate) {
            case WANTED -> {
                showTerminals();
                sandbox.ended().thenAccept(ending -> ended(machine, ending));
            }
            case LEFT -> machine.disconnect();
            case UNWANTED -> {
                machine.close();
                place.close();
            }
        }
    }

    private void prepare(Making mine, Machine machine, List<String> preparation) throws ProbeException {
        if (!preparation.isEmpty()) {
            stage(mine, new Provisioning.Restoring());
            for (String script : preparation) {
                machine.probe().run(script, Preparation.LIMIT);
            }
        }
    }

    private void stage(Making mine, Provisioning now) {
        synchronized (lock) {
            if (mine.fate == Fate.WANTED) {
                provisioned(now);
            }
        }
    }

    private void ended(Machine machine, Sandbox.Ending ending) {
        switch (ending) {
            case CLOSED -> {}
            case DIED -> lost(machine);
        }
    }

    private void lost(Machine machine) {
        Running was;
        Making next;
        synchronized (lock) {
            if (!runs(machine)) {
                return;
            }
            was = running.orElseThrow();
            running = Optional.empty();
            next = begin(new Provisioning.Lost());
        }
        release(was);
        machine.disconnect();
        showTerminals();
        launch(next, Optional.of(was.place()), true);
    }

    private void failed(Making mine, Exception why) {
        synchronized (lock) {
            if (mine.fate != Fate.WANTED) {
                return;
            }
            abandon(Fate.UNWANTED);
            if (mine.ticket
                    .filter(turn -> turn.standing() instanceof Standing.Left)
                    .isPresent()) {
                provisioned(new Provisioning.Ended());
            } else {
                LOG.warnf("Lab %s has no machine: %s", id(), why.getMessage());
                provisioned(new Provisioning.Failed(why.getMessage()));
            }
        }
        unused.run();
    }

    private boolean runs(Machine machine) {
        return running.filter(now -> now.machine() == machine).isPresent();
    }

    private static void release(Running was) {
        was.examiner().close();
        was.watch().close();
    }

    private Machine machine() throws DeclinedException {
        return running.map(Running::machine)
                .orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
    }

    // --- what happens in it

    private Optional<Step> current() {
        synchronized (lock) {
            return walkthrough.current();
        }
    }

    private boolean judged(Step step, Map<Task, Examiner.Judged> verdicts) {
        showTerminals();
        synchronized (lock) {
            verdicts.forEach((task, judged) -> walkthrough.judged(step, task, judged.verdict(), judged.shown()));
            return walkthrough.finished(step);
        }
    }

    private void somethingHappened() {
        running.ifPresent(alive -> alive.examiner().look());
    }

    private final class Changes implements ProbeListener {
        private final Executions executions;

        Changes(Executions executions) {
            this.executions = executions;
        }

        @Override
        public void changed() {
            somethingHappened();
        }

        @Override
        public void execution(Execution execution) {
            executions.add(List.of(execution));
        }

        @Override
        public void terminalEnded(String id, OptionalInt status) {
            showTerminals();
        }

        @Override
        public void lost() {
            LOG.debugf("The observer of lab %s is out of reach", id());
        }
    }

    private final class Shells implements TerminalListener {
        @Override
        public void commandChanged(Command command) {
            somethingHappened();
        }

        @Override
        public void stateChanged(TerminalState state) {
            showTerminals();
        }

        @Override
        public void recordingStopped(String reason) {
            LOG.errorf("Lab %s is no longer recorded: %s", id(), reason);
            notice(Notice.RECORDING_STOPPED);
        }
    }

    /** One machine's; a word that comes late, when there is another or none, means nothing. */
    private final class Idleness implements IdleReaper.Listener {
        private final Machine machine;

        Idleness(Machine machine) {
            this.machine = machine;
        }

        @Override
        public void warned(Duration left) {
            say(new Provisioning.Ending(left));
        }

        @Override
        public void resumed() {
            say(new Provisioning.Ready());
        }

        @Override
        public void expired() {
            if (runs(machine)) {
                stop();
            }
        }

        private void say(Provisioning now) {
            synchronized (lock) {
                if (runs(machine)) {
                    provisioned(now);
                }
            }
        }
    }

    // --- what is told

    /** With the lock held. */
    private void provisioned(Provisioning now) {
        if (!now.equals(provisioning)) {
            provisioning = now;
            journal.publish(new LabEvent.ProvisioningChanged(now));
        }
    }

    private void notice(Notice notice) {
        synchronized (lock) {
            notices.remove(notice);
            notices.add(notice);
            journal.publish(new LabEvent.Noticed(notice));
        }
    }

    private void showTerminals() {
        synchronized (lock) {
            List<TerminalView> now = running.map(alive ->
                            alive.machine().terminals().stream().map(this::view).toList())
                    .orElse(List.of());
            if (!now.equals(terminals)) {
                terminals = now;
                journal.publish(new LabEvent.TerminalsChanged(now));
            }
        }
    }

    private TerminalView view(Terminal terminal) {
        TerminalState state = terminal.state();
        return new TerminalView(
                terminal.id(),
                names.getOrDefault(terminal.id(), terminal.id().substring(1)),
                namespace(state.namespace()),
                state.busy() ? Optional.of(state.foreground()) : Optional.empty(),
                state.ended());
    }

    private String namespace(OptionalLong inode) {
        if (inode.isEmpty()) {
            return Namespace.INIT;
        }
        Optional<Snapshot> seen = running.flatMap(now -> now.machine().seen());
        if (seen.isEmpty()) {
            return Namespace.INIT;
        }
        return seen.get()
                .namespace(inode.getAsLong())
                .filter(found -> found.init() || !found.names().isEmpty())
                .map(found -> found.init() ? Namespace.INIT : found.names().getFirst())
                .orElse("ns:" + inode.getAsLong());
    }
}
