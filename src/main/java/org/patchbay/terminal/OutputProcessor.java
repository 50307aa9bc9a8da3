package org.patchbay.terminal;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.ssh.PtySize;

/**
 * Processes a terminal's stream after its viewers: records it and splits it into commands. Runs in its own thread, so
 * that neither a slow disk nor a listener delays a keystroke. Thread-safe.
 */
final class OutputProcessor {
    /** Below this size of output, each line of a command is reported. */
    private static final int SMALL = 16 * 1024;

    private static final byte[] NOTHING = {};
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(100);

    private final OutputFanout stream;
    private final CommandScanner scanner;
    private final Recording recording;
    private final InstantSource clock;
    private final Listener listener;
    /** The number of the newest command with a marker, or that started before the recording. */
    private int named;

    private Optional<OptionalInt> end = Optional.empty();
    private List<Command> gone = List.of();
    private ShellPlace told = ShellPlace.UNKNOWN;
    private long toldAt = System.nanoTime() - PACE;
    /** Since when a line at the prompt waits to be reported. */
    private OptionalLong asideSince = OptionalLong.empty();

    OutputProcessor(
            OutputFanout stream, CommandScanner scanner, Recording recording, InstantSource clock, Listener listener) {
        this.stream = stream;
        this.scanner = scanner;
        this.named = scanner.started();
        this.recording = recording;
        this.clock = clock;
        this.listener = listener;
    }

    /** Processes the stream until it is closed and all is read. Only this calls the listener. */
    void run() {
        try {
            take(NOTHING).tell(listener);
            byte[] bytes = stream.takeForProcessor(patience());
            while (bytes.length > 0 || !stream.hasClosed()) {
                take(bytes).tell(listener);
                stream.processed(bytes.length);
                bytes = stream.takeForProcessor(patience());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            endRecording().tell(listener);
        }
    }

    synchronized CommandLog commands() {
        return scanner.log();
    }

    synchronized void resized(PtySize size) {
        recording.add(recorder -> recorder.resize(size, now()));
    }

    synchronized void mark(String label) {
        recording.add(recorder -> recorder.mark(label, now()));
    }

    /** Called after everything before has been processed. */
    synchronized void gap(long bytes) {
        recording.add(recorder -> recorder.gap(bytes, now()));
        scanner.gap();
    }

    /** A new shell has replaced the one before. Called after everything before has been processed. */
    void shellBegins() {
        synchronized (this) {
            gone = scanner.end(now());
        }
        stream.wakeProcessor();
    }

    /** The shell has ended; its last output may not be processed yet. */
    void shellEnds(OptionalInt status) {
        synchronized (this) {
            end = Optional.of(status);
        }
        stream.wakeProcessor();
    }

    private synchronized Findings take(byte[] bytes) {
        double now = now();
        List<Command> commands = new ArrayList<>(gone);
        gone = List.of();
        if (bytes.length > 0) {
            recording.add(recorder -> recorder.output(bytes, 0, bytes.length, now));
            List<Command> changed = scanner.feed(bytes, 0, bytes.length, now);
            name(changed, now);
            commands.addAll(changed);
        }
        long nanos = System.nanoTime();
        if (nanos - toldAt >= PACE || isSmall()) {
            Optional<Command> printed = scanner.takePrinted();
            if (printed.isPresent()) {
                toldAt = nanos;
                commands.add(printed.get());
            }
        }
        // A typed line is followed at once by its command's start, so it need not be reported.
        if (!scanner.hasAside()) {
            asideSince = OptionalLong.empty();
        } else if (asideSince.isEmpty()) {
            asideSince = OptionalLong.of(nanos);
        } else if (nanos - asideSince.getAsLong() >= PACE) {
            asideSince = OptionalLong.empty();
            scanner.takeAside().ifPresent(commands::add);
        }
        recording.forceIfDue();
        Optional<OptionalInt> ended = bytes.length == 0 ? end : Optional.empty();
        if (ended.isPresent()) {
            end = Optional.empty();
            commands.addAll(scanner.end(now));
        }
        return new Findings(commands, newPlace(), recording.takeFailure(), ended);
    }

    /**
     * Writes markers for started commands, as soon as the shell has reported their line, just after the start, and
     * before their output.
     */
    private void name(List<Command> changed, double now) {
        changed.stream()
                .filter(command -> !command.running())
                .forEach(command -> name(command.number(), command.line(), now));
        scanner.foreground()
                .filter(RunningCommand::hasItsLine)
                .ifPresent(running -> name(running.number(), running.line(), now));
    }

    private void name(int number, String line, double now) {
        if (number > named && !line.isBlank()) {
            named = number;
            recording.add(recorder -> recorder.mark(Marker.ofCommand(line), now));
        }
    }

    private synchronized Findings endRecording() {
        recording.close();
        return new Findings(List.of(), Optional.empty(), recording.takeFailure(), Optional.empty());
    }

    private boolean isSmall() {
        return scanner.printing().filter(c -> c.size() < SMALL).isPresent();
    }

    /** How long there is nothing to do without new bytes, in nanoseconds. */
    private synchronized long patience() {
        if (end.isPresent() || !gone.isEmpty()) {
            return 1;
        }
        long untilTold =
                scanner.printing().isPresent() ? Math.max(1, toldAt + PACE - System.nanoTime()) : Long.MAX_VALUE;
        long untilAside = asideSince.isPresent()
                ? Math.max(1, asideSince.getAsLong() + PACE - System.nanoTime())
                : Long.MAX_VALUE;
        return Math.min(Math.min(untilTold, untilAside), recording.untilForce());
    }

    /** The new place, compared after all bytes: a prompt without a command before it may be another shell's. */
    private Optional<ShellPlace> newPlace() {
        ShellPlace now = scanner.place();
        if (now.equals(told)) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(now);
    }

    private double now() {
        Instant instant = clock.instant();
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /** What to report once no lock is held: the listener may use locks of its own. */
    private record Findings(
            List<Command> commands,
            Optional<ShellPlace> place,
            Optional<IOException> failure,
            Optional<OptionalInt> end) {
        void tell(Listener listener) {
            commands.forEach(listener::commandChanged);
            place.ifPresent(listener::placeChanged);
            failure.ifPresent(listener::recordingStopped);
            end.ifPresent(listener::shellEnded);
        }
    }

    /** Receives what was found. */
    interface Listener {
        void commandChanged(Command command);

        /** The innermost shell or its running command has changed. */
        void placeChanged(ShellPlace place);

        void recordingStopped(IOException cause);

        /** The shell has ended, and all its output has been processed. */
        void shellEnded(OptionalInt status);
    }
}
