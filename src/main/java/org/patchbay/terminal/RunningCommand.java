package org.patchbay.terminal;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.patchbay.observe.Command;

/** A command that has not ended. */
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

    /**
     * Sets its line as the shell reports it. Accepted once, and only before output, which could contain a forged
     * report.
     */
    boolean isCalled(String commandLine) {
        boolean changed = !called && output.size() == 0 && !commandLine.equals(line);
        if (changed) {
            line = commandLine;
        }
        called = true;
        return changed;
    }

    /** Whether its line is final. */
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

    /** Whether it has printed a line since the last call. */
    boolean takePrinted() {
        boolean was = printed;
        printed = false;
        return was;
    }

    boolean hasPrinted() {
        return printed;
    }

    /** The number of bytes printed. */
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
