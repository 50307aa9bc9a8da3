package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process, not necessarily a child of this one, identified by pid and start time, because pids are reused.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since boot: field 22 of /proc/PID/stat, proc(5)
 */
record MachineProcess(long pid, long startTicks) {
    private static final int STATE = 0;
    private static final int START = 19;

    /** Parses a line of /proc/PID/stat; empty if it is invalid. */
    static Optional<MachineProcess> parse(String stat) {
        try {
            // The command's name is in parentheses and may contain some itself.
            long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
            return Optional.of(new MachineProcess(pid, Long.parseLong(afterName(stat)[START])));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it runs. A zombie does not. */
    boolean alive() {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var state = afterName(stat)[STATE];
            return parse(stat).filter(this::equals).isPresent() && !state.equals("Z") && !state.equals("X");
        } catch (IOException | IndexOutOfBoundsException e) {
            // If it can't be read, the process may still run.
            return Files.exists(Path.of("/proc", Long.toString(pid)));
        }
    }

    /** Kills it and returns when it is gone, after at most five seconds. */
    void kill() throws InterruptedException {
        var handle = ProcessHandle.of(pid);
        if (!alive() || handle.isEmpty()) {
            return;
        }
        handle.get().destroyForcibly();
        awaitExit(5_000);
    }

    /** Waits at most this long for its end; returns whether it is gone. */
    boolean awaitExit(long milliseconds) throws InterruptedException {
        var handle = ProcessHandle.of(pid);
        if (alive() && handle.isPresent()) {
            try {
                handle.get().onExit().get(milliseconds, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                return !alive();
            }
        }
        return true;
    }

    private static String[] afterName(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    }
}
