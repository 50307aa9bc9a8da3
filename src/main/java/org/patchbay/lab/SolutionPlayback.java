package org.patchbay.lab;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineWaiter;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.machine.Typist;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.Task;
import org.patchbay.terminal.Terminal;

/**
 * Plays the solutions of tasks: types them into its own terminals on the learner's machine, at reading speed, each task
 * once the one before has passed. Judging works as for the learner's own commands. Runs in its own virtual thread;
 * stopped by {@link #breakOff}, never by an interrupt, which during a write would close H2's file. Thread-safe.
 */
final class SolutionPlayback implements Typist.Style {
    private static final Logger LOG = Logger.getLogger(SolutionPlayback.class);

    private static final Duration KEY = Duration.ofMillis(35);
    /** Limit for typing one line, however long it is. */
    private static final Duration LINE = Duration.ofSeconds(4);
    /** Pause for reading a line before Enter. */
    private static final Duration READING = Duration.ofMillis(700);
    /** Limit for an expected verdict. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LabMachine machine;
    private final List<Task> tasks;
    private final Audience audience;
    /** Its terminals, those of the previous playback first. */
    private final List<Terminal> terminals;
    /** The newest command of each when typing ended. */
    private final Map<Terminal, Integer> left = new ConcurrentHashMap<>();

    private final MachineWaiter waiter = new MachineWaiter();
    private final Typist typist = new Typist(this, waiter);
    private final Thread thread = Thread.ofVirtual().name("demonstration").unstarted(this::run);
    private volatile boolean over;
    /** Used by the playback's thread only. */
    private Task current;

    private int taken;

    /** Callbacks to the lab, on the playback's thread. */
    interface Audience {
        /** Called before a task's solution is typed; false to skip it. */
        boolean begins(Task task);

        /** Opens another terminal for the playback. */
        Terminal open(int number) throws DeclinedException;

        /** The next text will be typed there. */
        void watches(Task task, Terminal terminal);

        boolean passed(Task task);

        /** Typing has ended. */
        void ended(Ending ending);
    }

    enum Ending {
        SOLVED,
        /** All was typed but a task does not pass, or it could not be typed. */
        IN_VAIN,
        BROKEN_OFF
    }

    /** @param before the previous playback on this machine, whose unused terminals are reused */
    SolutionPlayback(LabMachine machine, List<Task> tasks, Optional<SolutionPlayback> before, Audience audience) {
        this.machine = machine;
        this.tasks = List.copyOf(tasks);
        this.audience = audience;
        this.terminals = new ArrayList<>(before.filter(one -> one.machine == machine)
                .map(SolutionPlayback::untouched)
                .orElse(List.of()));
    }

    LabMachine machine() {
        return machine;
    }

    /** The number of terminals that have to be opened. */
    int missing() {
        long hands = tasks.stream()
                .flatMap(task -> task.solve().stream())
                .map(Action::terminal)
                .distinct()
                .count();
        return (int) Math.max(0, hands - terminals.size());
    }

    void start() {
        thread.start();
    }

    /** Something changed in the machine, or was judged. */
    void stir() {
        waiter.wake();
    }

    /** Stops typing. Returns at once. */
    void breakOff() {
        over = true;
        waiter.wake();
    }

    /** Waits until typing has ended. */
    void await() throws InterruptedException {
        thread.join();
    }

    private void run() {
        Ending ending = Ending.IN_VAIN;
        try {
            if (solved()) {
                ending = Ending.SOLVED;
            }
        } catch (PlaybackException e) {
            LOG.debugf("The solution was typed but did not pass: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Failed to play a solution");
        } finally {
            if (ending != Ending.SOLVED) {
                // An unfinished line, or a program that waits for a key.
                terminals
                        .subList(0, taken)
                        .forEach(terminal -> terminal.input(new byte[] {(byte) Action.Key.CTRL_C.code()}));
            }
            terminals.forEach(terminal -> left.put(terminal, Typist.newest(terminal)));
            audience.ended(over && ending != Ending.SOLVED ? Ending.BROKEN_OFF : ending);
        }
    }

    private boolean solved() throws PlaybackException, InterruptedException {
        for (Task task : tasks) {
            if (over || !audience.begins(task)) {
                over = true;
                return false;
            }
            current = task;
            typist.act(task.solve());
            if (!waiter.await(() -> over || audience.passed(task), PATIENCE) || over) {
                return false;
            }
            pause(READING);
        }
        return true;
    }

    @Override
    public Terminal terminal(int number) throws DeclinedException, InterruptedException {
        if (number == terminals.size()) {
            terminals.add(audience.open(number));
        }
        Terminal terminal = terminals.get(number);
        taken = number + 1;
        turnTo(terminal);
        // Input before the first prompt would be echoed twice. The shell reports its namespace with that prompt.
        waiter.await(() -> over || terminal.state().namespace().isPresent(), PATIENCE);
        pause(READING);
        return terminal;
    }

    @Override
    public void line(Terminal terminal, String line) throws InterruptedException {
        turnTo(terminal);
        int keys = line.codePointCount(0, line.length());
        Duration each = keys == 0 ? KEY : min(KEY, LINE.dividedBy(keys));
        for (int key : line.codePoints().toArray()) {
            if (over) {
                return;
            }
            terminal.input(Character.toString(key).getBytes(StandardCharsets.UTF_8));
            pause(each);
        }
        pause(READING);
        terminal.input(new byte[] {'\r'});
    }

    @Override
    public void key(Terminal terminal, Action.Key key) throws InterruptedException {
        turnTo(terminal);
        pause(READING);
        Typist.Style.super.key(terminal, key);
    }

    @Override
    public boolean over() {
        return over;
    }

    private void turnTo(Terminal terminal) {
        audience.watches(current, terminal);
    }

    private void pause(Duration time) throws InterruptedException {
        waiter.await(() -> over, time);
    }

    private List<Terminal> untouched() {
        return terminals.stream()
                .filter(terminal -> machine.terminals().all().contains(terminal))
                .filter(Typist::atPrompt)
                .filter(terminal -> left.getOrDefault(terminal, -1) == Typist.newest(terminal))
                .toList();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
