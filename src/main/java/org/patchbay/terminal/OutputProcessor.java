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
 * Reads a terminal's stream after its viewers have it: records it and cuts it into commands. Runs in a thread of its own,
 * so that neither a slow disk nor a listener delays a keystroke. Safe for several threads.
 */
final class OutputProcessor {
    /** Commands that have printed less than this are told of with each line. */
    private static final int SMALL = 16 * 1024;

    private static final byte[] NOTHING = {};
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(100);

    private final OutputFanout stream;
    private final CommandScanner scanner;
    private final Recording recording;
    private final InstantSource clock;
    private final Listener listener;
    /** The number of the newest command that the recording names, or that started before. */
    private int named;

    private Optional<OptionalInt> end = Optional.empty();
    private List<Command> gone = List.of();
    private ShellPlace told = ShellPlace.UNKNOWN;
    private long toldAt = System.nanoTime() - PACE;
    /** Since when a line at the prompt waits to be told. */
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

    /** Reads until the stream is closed, which leaves nothing unread. The listener is called from here only. */
    void run() {
        try {
            take(NOTHING).tell(listener);
            byte[] bytes = stream.takeForArchive(patience());
            while (bytes.length > 0 || !stream.hasClosed()) {
                take(bytes).tell(listener);
                stream.archived(bytes.length);
                bytes = stream.takeForArchive(patience());
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

    /** Called when everything before has been read. */
    synchronized void gap(long bytes) {
        recording.add(recorder -> recorder.gap(bytes, now()));
        scanner.gap();
    }

    /** Another shell is there now, and what ran in the one before is gone. Called when everything before has been read. */
    void shellBegins() {
        synchronized (this) {
            gone = scanner.end(now());
        }
        stream.wakeArchive();
    }

    /** The shell has ended; what it printed last may not have been read yet. */
    void shellEnds(OptionalInt status) {
        synchronized (this) {
            end = Optional.of(status);
        }
        stream.wakeArchive();
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
        // The line that was typed is followed by its command's start at once, and needs no telling.
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
     * Names in the recording the commands that have started: as soon as the shell has told their line, which it does just
     * behind their start, and before they print anything.
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

    /** How long there is nothing to do if no bytes come. */
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

    /** A prompt without a command before it may be another shell's: the place is compared after all bytes. */
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

    /** What there is to tell, once no lock is held: the listener may have locks of its own. */
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

    /** Hears what the archive finds. */
    interface Listener {
        void commandChanged(Command command);

        /** Another shell is the innermost now, or runs something else. */
        void placeChanged(ShellPlace place);

        void recordingStopped(IOException cause);

        /** The shell has ended, and everything that it printed has been read. */
        void shellEnded(OptionalInt status);
    }
}
