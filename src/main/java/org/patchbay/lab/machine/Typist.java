package org.patchbay.lab.machine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lesson.Action;
import org.patchbay.observe.Command;
import org.patchbay.terminal.Terminal;

/** Performs a lesson's actions at a machine's terminals. For use by one thread. */
public final class Typist {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** After this time a person notices a mistake. */
    private static final Duration DOUBT = Duration.ofSeconds(15);
    /** Likewise without any output or change: longer than ARP's retries or ping's interval. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private final Style manner;
    private final MachineWaiter waiter;
    private final Map<String, Terminal> hands = new LinkedHashMap<>();
    private final Map<Terminal, Integer> before = new LinkedHashMap<>();

    /** Where and how to type. */
    public interface Style {
        /** @param number how many terminals were requested before */
        Terminal terminal(int number) throws DeclinedException, InterruptedException;

        /** Types a line and Enter. */
        default void line(Terminal terminal, String line) throws InterruptedException {
            terminal.input((line + "\r").getBytes(StandardCharsets.UTF_8));
        }

        default void key(Terminal terminal, Action.Key key) throws InterruptedException {
            terminal.input(new byte[] {(byte) key.code()});
        }

        /** Whether to stop typing and waiting. */
        default boolean over() {
            return false;
        }
    }

    public Typist(Style manner, MachineWaiter waiter) {
        this.manner = manner;
        this.waiter = waiter;
    }

    /**
     * Types at full speed at a machine's first terminal, and opens others as needed. Waits until those in use are at their
     * prompts.
     *
     * @param used {@link #terminals()} of the typist at the machine before it was saved; empty for a new machine
     */
    public static Typist at(LabMachine machine, MachineWaiter waiter, Map<String, String> used)
            throws PlaybackException, InterruptedException {
        Typist typist = new Typist(
                number -> number == 0
                        ? machine.terminals().of(Terminals.FIRST).orElseThrow()
                        : machine.terminals().open(),
                waiter);
        used.forEach(
                (name, id) -> typist.hands.put(name, machine.terminals().of(id).orElseThrow()));
        typist.awaitPrompts();
        return typist;
    }

    /** The ids of the terminals in use, by the names that actions give them. */
    public Map<String, String> terminals() {
        Map<String, String> ids = new LinkedHashMap<>();
        hands.forEach((name, terminal) -> ids.put(name, terminal.id()));
        return ids;
    }

    /** Performs all actions, and waits until every terminal is at its prompt. */
    public void act(List<Action> actions) throws PlaybackException, InterruptedException {
        for (Action action : actions) {
            Terminal terminal = terminal(action.terminal());
            switch (action) {
                case Action.Type type -> type(terminal, type.line());
                case Action.Until until -> await(terminal, "'" + until.text() + "'", shown(terminal, until.text()));
                case Action.Press press -> manner.key(terminal, press.key());
            }
        }
        awaitPrompts();
    }

    private void awaitPrompts() throws PlaybackException, InterruptedException {
        for (Terminal terminal : hands.values()) {
            await(terminal, "the prompt", () -> atPrompt(terminal));
        }
    }

    /** Performs all actions, but waits no longer than a person would, and interrupts what does not end. */
    public void attempt(List<Action> actions) throws PlaybackException, InterruptedException {
        for (Action action : actions) {
            Terminal terminal = terminal(action.terminal());
            switch (action) {
                case Action.Type type -> {
                    interrupt(terminal);
                    type(terminal, type.line());
                }
                case Action.Until until -> waiter.await(shown(terminal, until.text()), DOUBT, STANDSTILL);
                case Action.Press press -> manner.key(terminal, press.key());
            }
        }
        for (Terminal terminal : hands.values()) {
            interrupt(terminal);
            await(terminal, "the prompt", () -> atPrompt(terminal));
        }
    }

    /** Types all lines ahead, without waiting for each, then waits for the last, with a limit per line. */
    public void hurry(List<String> lines) throws PlaybackException, InterruptedException {
        Optional<Terminal> free =
                hands.values().stream().filter(Typist::atPrompt).findFirst();
        Terminal terminal = free.isPresent() ? free.get() : terminal("a");
        await(terminal, "the prompt", () -> atPrompt(terminal));
        int before = newest(terminal);
        terminal.input((String.join("\r", lines) + "\r").getBytes(StandardCharsets.UTF_8));
        for (int i = 1; i <= lines.size(); i++) {
            int number = before + i;
            await(terminal, "line " + i + " of " + lines.size() + " to start", () -> newest(terminal) >= number);
        }
        await(terminal, "the prompt", () -> atPrompt(terminal));
    }

    private Terminal terminal(String hand) throws PlaybackException, InterruptedException {
        Terminal terminal = hands.get(hand);
        if (terminal == null) {
            try {
                terminal = manner.terminal(hands.size());
            } catch (DeclinedException e) {
                throw new PlaybackException("Terminal '" + hand + "' could not be opened: " + e.getMessage(), e);
            }
            hands.put(hand, terminal);
        }
        return terminal;
    }

    private void type(Terminal terminal, String line) throws PlaybackException, InterruptedException {
        await(terminal, "the prompt", () -> atPrompt(terminal));
        int newest = newest(terminal);
        before.put(terminal, newest);
        manner.line(terminal, line);
        await(terminal, "'" + line + "' to start", () -> newest(terminal) > newest);
    }

    /** Waits for the running program's end, then interrupts it. */
    private void interrupt(Terminal terminal) throws InterruptedException {
        if (!waiter.await(() -> atPrompt(terminal), DOUBT, STANDSTILL)) {
            manner.key(terminal, Action.Key.CTRL_C);
        }
    }

    public static boolean atPrompt(Terminal terminal) {
        return terminal.state().connected()
                && !terminal.state().busy()
                && terminal.commands().commands().stream().noneMatch(Command::running);
    }

    /** Whether that text was printed since the last line was typed, or that line's command has ended. */
    private BooleanSupplier shown(Terminal terminal, String text) {
        int last = before.getOrDefault(terminal, 0);
        return () -> terminal.commands().commands().stream()
                .filter(command -> command.number() > last)
                .anyMatch(command -> !command.running() || command.output().contains(text));
    }

    private void await(Terminal terminal, String what, BooleanSupplier so)
            throws PlaybackException, InterruptedException {
        boolean come = waiter.await(() -> manner.over() || so.getAsBoolean(), PATIENCE);
        if (manner.over()) {
            throw new PlaybackException("broken off");
        }
        if (!come) {
            throw new PlaybackException("terminal " + terminal.id() + ": timed out waiting for " + what
                    + "; what it shows:\n" + screen(terminal));
        }
    }

    private static String screen(Terminal terminal) {
        return terminal.commands().commands().stream()
                .skip(Math.max(0, terminal.commands().commands().size() - 2L))
                .map(command -> "$ " + command.line() + "\n" + command.output())
                .collect(Collectors.joining("\n"));
    }

    /** The number of the newest command there; 0 before the first. */
    public static int newest(Terminal terminal) {
        return terminal.commands().commands().stream()
                .mapToInt(Command::number)
                .max()
                .orElse(0);
    }
}
