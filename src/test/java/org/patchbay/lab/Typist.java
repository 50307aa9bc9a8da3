package org.patchbay.lab;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.lesson.Action;
import org.patchbay.observe.Command;
import org.patchbay.terminal.Terminal;

/** Does at a machine's terminals what a lesson's author says a person would do. */
final class Typist {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Machine machine;
    private final Happenings happenings;
    private final Map<String, Terminal> hands = new LinkedHashMap<>();
    private final Map<Terminal, Integer> before = new LinkedHashMap<>();

    Typist(Machine machine, Happenings happenings) {
        this.machine = machine;
        this.happenings = happenings;
    }

    /** Does all of it, and waits until every terminal is at its prompt again. */
    void act(List<Action> actions) throws Exception {
        for (Action action : actions) {
            Terminal terminal = terminal(action.terminal());
            switch (action) {
                case Action.Type type -> type(terminal, type.line());
                case Action.Until until -> await(terminal, until.text());
                case Action.Press press ->
                    terminal.input(new byte[] {(byte) press.key().code()});
            }
        }
        for (Terminal terminal : hands.values()) {
            awaitPrompt(terminal);
        }
    }

    private Terminal terminal(String hand) throws DeclinedException {
        Terminal terminal = hands.get(hand);
        if (terminal == null) {
            terminal =
                    hands.isEmpty() ? machine.terminal(Machine.FIRST_TERMINAL).orElseThrow() : machine.open();
            hands.put(hand, terminal);
        }
        return terminal;
    }

    private void type(Terminal terminal, String line) throws InterruptedException {
        awaitPrompt(terminal);
        int newest = newest(terminal);
        before.put(terminal, newest);
        terminal.input((line + "\r").getBytes(StandardCharsets.UTF_8));
        await(terminal, "'" + line + "' to start", () -> newest(terminal) > newest);
    }

    private void awaitPrompt(Terminal terminal) throws InterruptedException {
        await(
                terminal,
                "the prompt",
                () -> terminal.state().connected()
                        && !terminal.state().busy()
                        && terminal.commands().commands().stream().noneMatch(Command::running));
    }

    private void await(Terminal terminal, String text) throws InterruptedException {
        int last = before.getOrDefault(terminal, 0);
        await(
                terminal,
                "'" + text + "'",
                () -> terminal.commands().commands().stream()
                        .filter(command -> command.number() > last)
                        .anyMatch(command ->
                                !command.running() || command.output().contains(text)));
    }

    private void await(Terminal terminal, String what, java.util.function.BooleanSupplier so)
            throws InterruptedException {
        if (!happenings.await(so, PATIENCE)) {
            throw new AssertionError("terminal " + terminal.id() + ": waited in vain for " + what + "; its commands: "
                    + terminal.commands());
        }
    }

    private static int newest(Terminal terminal) {
        return terminal.commands().commands().stream()
                .mapToInt(Command::number)
                .max()
                .orElse(0);
    }
}
