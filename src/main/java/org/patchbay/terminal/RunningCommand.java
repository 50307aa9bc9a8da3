package org.patchbay.terminal;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.patchbay.observe.Command;

/** A command whose output still comes. */
final class RunningCommand {
    private final int number;
    private String line;
    private final OptionalLong namespace;
    private final double startedAt;
    private final CommandOutput output = new CommandOutput();
    private boolean printed;
    private boolean called;

    RunningCommand(int number, String line, OptionalLong namespace, double startedAt) {
        this.number = number;
        this.line = line;
        this.namespace = namespace;
        this.startedAt = startedAt;
    }

    int number() {
        return number;
    }

    String line() {
        return line;
    }

    /** Its line as the shell has it. Once, and not after it has printed something: that might be its own invention. */
    boolean isCalled(String commandLine) {
        boolean changed = !called && output.size() == 0 && !commandLine.equals(line);
        if (changed) {
            line = commandLine;
        }
        called = true;
        return changed;
    }

    /** Whether its line will not change any more. */
    boolean hasItsLine() {
        return called || output.size() > 0;
    }

    void prints(byte[] bytes, int from, int to) {
        output.append(bytes, from, to);
        for (int i = from; i < to && !printed; i++) {
            printed = bytes[i] == '\n';
        }
    }

    void gap() {
        output.gap();
        printed = true;
    }

    /** Whether it has printed a line since this was last asked. */
    boolean takePrinted() {
        boolean was = printed;
        printed = false;
        return was;
    }

    boolean hasPrinted() {
        return printed;
    }

    /** How many bytes it has printed. */
    long size() {
        return output.size();
    }

    Command running(String terminal) {
        return command(terminal, true, OptionalInt.empty(), 0);
    }

    Command ended(String terminal, OptionalInt status, double now) {
        return command(terminal, false, status, now);
    }

    private Command command(String terminal, boolean running, OptionalInt status, double endedAt) {
        return new Command(
                terminal, number, line, output.text(), running, status, namespace, startedAt, endedAt, List.of());
    }
}
