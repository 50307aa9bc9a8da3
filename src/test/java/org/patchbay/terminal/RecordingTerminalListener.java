package org.patchbay.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.patchbay.observe.Command;

/** A listener that keeps its calls, and lets a test wait for one. */
final class RecordingTerminalListener implements TerminalListener {
    private final List<Command> commands = new ArrayList<>();
    private final List<TerminalState> states = new ArrayList<>();
    private final List<String> stops = new ArrayList<>();

    synchronized void await(Predicate<RecordingTerminalListener> condition) throws InterruptedException {
        while (!condition.test(this)) {
            wait();
        }
    }

    Command awaitCommand(Predicate<Command> condition) throws InterruptedException {
        await(recordingTerminalListener ->
                recordingTerminalListener.commands().stream().anyMatch(condition));
        return commands().stream().filter(condition).findFirst().orElseThrow();
    }

    void awaitState(Predicate<TerminalState> condition) throws InterruptedException {
        await(recordingTerminalListener ->
                recordingTerminalListener.states().stream().anyMatch(condition));
    }

    synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    synchronized List<TerminalState> states() {
        return List.copyOf(states);
    }

    synchronized List<String> stops() {
        return List.copyOf(stops);
    }

    @Override
    public synchronized void commandChanged(Command command) {
        commands.add(command);
        notifyAll();
    }

    @Override
    public synchronized void stateChanged(TerminalState state) {
        states.add(state);
        notifyAll();
    }

    @Override
    public synchronized void recordingStopped(String reason) {
        stops.add(reason);
        notifyAll();
    }
}
