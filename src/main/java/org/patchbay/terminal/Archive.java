package org.patchbay.terminal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.ssh.PtySize;

/**
 * Reads a terminal's stream after its viewers have it: records it and cuts it into commands. Runs in a thread of its own,
 * so that neither a slow disk nor a listener delays a keystroke. Safe for several threads.
 */
final class Archive {
    /** Commands that have printed less than this are told of with each line. */
    private static final int SMALL = 16 * 1024;

    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FORCE_AFTER = TimeUnit.SECONDS.toNanos(5);

    private final Broadcast stream;
    private final CommandScanner scanner;
    private final Recording recording;
    private final InstantSource clock;
    private final Listener listener;
    private long toldAt = System.nanoTime() - PACE;

    Archive(Broadcast stream, CommandScanner scanner, Recording recording, InstantSource clock, Listener listener) {
        this.stream = stream;
        this.scanner = scanner;
        this.recording = recording;
        this.clock = clock;
        this.listener = listener;
    }

    /** Reads until the stream is closed, which leaves nothing unread. */
    void run() {
        try {
            byte[] bytes = stream.takeForArchive(Long.MAX_VALUE);
            while (bytes.length > 0 || !stream.hasClosed()) {
                take(bytes);
                stream.archived(bytes.length);
                bytes = stream.takeForArchive(patience());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            endRecording();
        }
    }

    synchronized CommandLog commands() {
        return scanner.log();
    }

    synchronized OptionalLong namespace() {
        return scanner.namespace();
    }

    /** The command line that runs; empty at a prompt. */
    synchronized String foreground() {
        return scanner.foreground().map(RunningCommand::line).orElse("");
    }

    synchronized void resized(PtySize size) {
        recording.add(recorder -> recorder.resize(size, now()));
    }

    synchronized void gap(long bytes) {
        recording.add(recorder -> recorder.gap(bytes, now()));
        scanner.gap();
    }

    synchronized void shellEnded() {
        tell(scanner.end(now()));
    }

    private synchronized void take(byte[] bytes) {
        double now = now();
        if (bytes.length > 0) {
            recording.add(recorder -> recorder.output(bytes, 0, bytes.length, now));
            tell(scanner.feed(bytes, 0, bytes.length, now));
        }
        long nanos = System.nanoTime();
        if (nanos - toldAt >= PACE || isSmall()) {
            Optional<Command> printed = scanner.takePrinted();
            if (printed.isPresent()) {
                toldAt = nanos;
                listener.commandChanged(printed.get());
            }
        }
        recording.forceIfDue();
    }

    private synchronized void endRecording() {
        recording.close();
    }

    private boolean isSmall() {
        return scanner.printing().filter(c -> c.size() < SMALL).isPresent();
    }

    /** How long there is nothing to do if no bytes come. */
    private synchronized long patience() {
        long untilTold =
                scanner.printing().isPresent() ? Math.max(1, toldAt + PACE - System.nanoTime()) : Long.MAX_VALUE;
        return Math.min(untilTold, recording.untilForce());
    }

    private void tell(List<Command> changes) {
        changes.forEach(listener::commandChanged);
        if (!changes.isEmpty()) {
            listener.foregroundChanged();
        }
    }

    private double now() {
        Instant instant = clock.instant();
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /** Hears what the archive finds. */
    interface Listener {
        void commandChanged(Command command);

        /** Another command, or none, is in the foreground now. */
        void foregroundChanged();
    }
}
