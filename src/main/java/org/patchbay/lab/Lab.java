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
import org.patchbay.identity.LearnerId;
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
    private final Journal journal;

    /** Guards everything below; nothing that takes long happens under it but a write to the database. */
    private final Object lock = new Object();

    private final Walkthrough walkthrough;
    private final Map<String, String> names = new HashMap<>();
    private final List<Notice> notices = new ArrayList<>();
    private Provisioning provisioning = new Provisioning.Ended();
    private Optional<Running> running = Optional.empty();
    private Optional<Ticket> ticket = Optional.empty();
    private Optional<Snapshot> lastSeen = Optional.empty();
    private List<TerminalView> terminals = List.of();
    private int pages;
    private boolean closed;

    /** What a lab has while its machine runs. */
    private record Running(Machine machine, Examiner examiner, Watch watch) {}

    Lab(LabRecord record, BoundLesson lesson, Rooms rooms, Path recordings, String epoch) {
        this.record = record;
        this.lesson = lesson;
        this.rooms = rooms;
        this.recordings = recordings;
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

    public LearnerId owner() {
        return record.learner();
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
            provision(new Provisioning.Starting());
        }
    }

    /** A page looks at the lab from now on. A machine is made for it if there is none. */
    public void join() {
        synchronized (lock) {
            pages++;
            ticket.ifPresent(this::back);
        }
        start();
    }

    /** A page is gone. When it was the last, a place in the waiting line is kept for a while only. */
    public void leave() {
        synchronized (lock) {
            pages--;
            if (pages == 0) {
                ticket.ifPresent(Ticket::away);
            }
        }
    }

    /** A sign of life from the learner. Cheap enough for every key. */
    public void touch() {
        Optional<Running> now;
        synchronized (lock) {
            now = running;
        }
        now.ifPresent(alive -> alive.watch().touch());
    }

    /** The terminal of that id. */
    public Optional<Terminal> terminal(String id) {
        synchronized (lock) {
            return running.flatMap(now -> now.machine().terminal(id));
        }
    }

    /** The terminal of that id, for the learner to work in: if its shell has ended, a new one is begun. */
    public Optional<Terminal> enterTerminal(String id) {
        Optional<Machine> now;
        synchronized (lock) {
            now = running.map(Running::machine);
        }
        return now.flatMap(machine -> machine.enter(id));
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

    /** Ends the machine, if there is one, and the waiting for one. The lab can be started again. */
    public void stop() {
        Optional<Running> stopped;
        synchronized (lock) {
            stopped = running;
            running = Optional.empty();
            ticket.ifPresent(Ticket::leave);
            provisioned(new Provisioning.Ended());
        }
        stopped.ifPresent(was -> {
            release(was);
            was.machine().close();
            rooms.labs().assignSandbox(id(), Optional.empty());
        });
        showTerminals();
    }

    /** Lets go of the machine without ending it: the next server process goes on with it. */
    void detach() {
        Optional<Running> detached;
        synchronized (lock) {
            closed = true;
            detached = running;
            running = Optional.empty();
            ticket.ifPresent(Ticket::leave);
        }
        journal.close();
        detached.ifPresent(was -> {
            release(was);
            was.machine().disconnect();
        });
    }

    /** Goes on with a machine of an earlier server process. */
    void adopt(Sandbox sandbox, Place place) {
        synchronized (lock) {
            provisioned(new Provisioning.Connecting());
        }
        Thread.ofVirtual().name("adopt-" + id()).start(() -> {
            sandbox.ended().thenRun(place::close);
            try {
                connect(sandbox, List.of());
                notice(Notice.SERVER_RESTARTED);
            } catch (ProbeException e) {
                LOG.warnf("Machine %s of lab %s can't be gone on with: %s", sandbox.id(), id(), e.getMessage());
                sandbox.close();
                failed(e.getMessage());
            }
        });
    }

    // --- the machine's life

    /** With the lock held. */
    private void provision(Provisioning first) {
        provisioned(first);
        boolean replaced = first instanceof Provisioning.Lost;
        Thread.ofVirtual().name("provision-" + id()).start(() -> makeMachine(replaced));
    }

    private void makeMachine(boolean replaced) {
        try {
            Ticket turn = rooms.line().enter(id().value(), Profile.NET, this::moved);
            synchronized (lock) {
                ticket = Optional.of(turn);
                if (pages == 0 && turn.standing() instanceof Standing.Waiting) {
                    turn.away();
                }
            }
            moved();
            Place place = turn.await();
            Sandbox sandbox = start(place);
            rooms.labs().assignSandbox(id(), Optional.of(sandbox.id().value()));
            synchronized (lock) {
                ticket = Optional.empty();
                provisioned(new Provisioning.Connecting());
            }
            connect(sandbox, preparation());
            if (replaced) {
                notice(Notice.MACHINE_REPLACED);
            }
        } catch (SandboxException | ProbeException e) {
            LOG.warnf("Lab %s has no machine: %s", id(), e.getMessage());
            failed(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Sandbox start(Place place) throws SandboxException, InterruptedException {
        try {
            Sandbox sandbox = rooms.engine().start(Profile.NET);
            sandbox.ended().thenRun(place::close);
            return sandbox;
        } catch (SandboxException | InterruptedException e) {
            place.close();
            throw e;
        }
    }

    /** The line has moved, or this lab in it. */
    private void moved() {
        synchronized (lock) {
            if (ticket.isEmpty()) {
                return;
            }
            switch (ticket.get().standing()) {
                case Standing.Waiting waiting ->
                    provisioned(new Provisioning.Waiting(waiting.place(), waiting.of(), waiting.estimate()));
                case Standing.Admitted _ -> provisioned(new Provisioning.Starting());
                case Standing.Left _ -> {
                    ticket = Optional.empty();
                    provisioned(new Provisioning.Ended());
                }
            }
        }
    }

    /** A page is here again: the same key in the line is the same turn. */
    private void back(Ticket turn) {
        if (turn.standing() instanceof Standing.Waiting) {
            try {
                rooms.line().enter(id().value(), Profile.NET, this::moved);
            } catch (SandboxException e) {
                failed(e.getMessage());
            }
        }
    }

    private List<String> preparation() {
        synchronized (lock) {
            return Preparation.of(lesson, walkthrough.behind());
        }
    }

    private void connect(Sandbox sandbox, List<String> preparation) throws ProbeException {
        Executions executions = new Executions();
        Path folder = recordings.resolve(sandbox.id().value());
        Machine machine = Machine.connect(sandbox, folder, new Changes(executions), new Shells());
        try {
            if (!preparation.isEmpty()) {
                synchronized (lock) {
                    provisioned(new Provisioning.Restoring());
                }
                for (String script : preparation) {
                    machine.probe().run(script, Preparation.LIMIT);
                }
            }
        } catch (ProbeException e) {
            machine.close();
            throw e;
        }
        synchronized (lock) {
            Examiner examiner = new Examiner(machine, executions, rooms.alarm(), this::current, this::judged);
            running = Optional.of(new Running(machine, examiner, rooms.reaper().watch(new Idleness())));
            provisioned(new Provisioning.Ready());
        }
        showTerminals();
        sandbox.ended().thenAccept(ending -> {
            switch (ending) {
                case CLOSED -> {}
                case DIED -> lost(machine);
            }
        });
    }

    private void lost(Machine machine) {
        Running was;
        synchronized (lock) {
            if (running.isEmpty() || running.get().machine() != machine) {
                return;
            }
            was = running.get();
            running = Optional.empty();
            provision(new Provisioning.Lost());
        }
        release(was);
        machine.disconnect();
        showTerminals();
    }

    private void failed(String sentence) {
        synchronized (lock) {
            ticket = Optional.empty();
            if (!(provisioning instanceof Provisioning.Ended)) {
                provisioned(new Provisioning.Failed(sentence));
            }
        }
    }

    private static void release(Running was) {
        was.examiner().close();
        was.watch().close();
    }

    private Machine machine() throws DeclinedException {
        synchronized (lock) {
            return running.map(Running::machine)
                    .orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
        }
    }

    // --- what happens in it

    private Optional<Step> current() {
        synchronized (lock) {
            return walkthrough.current();
        }
    }

    private boolean judged(Step step, Map<Task, Examiner.Judged> verdicts) {
        synchronized (lock) {
            boolean moved = false;
            for (Map.Entry<Task, Examiner.Judged> entry : verdicts.entrySet()) {
                moved |= walkthrough.judged(
                        step,
                        entry.getKey(),
                        entry.getValue().verdict(),
                        entry.getValue().shown());
            }
            return moved;
        }
    }

    private void somethingHappened() {
        Optional<Running> now;
        synchronized (lock) {
            now = running;
        }
        now.ifPresent(alive -> alive.examiner().look());
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

    private final class Idleness implements IdleReaper.Listener {
        @Override
        public void warned(Duration left) {
            synchronized (lock) {
                provisioned(new Provisioning.Ending(left));
            }
        }

        @Override
        public void resumed() {
            synchronized (lock) {
                provisioned(new Provisioning.Ready());
            }
        }

        @Override
        public void expired() {
            Thread.ofVirtual().name("idle-" + id()).start(Lab.this::stop);
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
        return lastSeen.flatMap(seen -> seen.namespace(inode.getAsLong()))
                .map(found -> found.init()
                        ? Namespace.INIT
                        : found.names().stream().findFirst().orElse("ns:" + found.inode()))
                .orElse(Namespace.INIT);
    }
}
