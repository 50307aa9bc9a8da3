package org.patchbay.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.ssh.PtySize;

/**
 * One shell in a sandbox with its viewers. The shell is held by the sandbox's agent and outlives the connection and
 * this server: a terminal reattaches to it where its stream stopped, as long as the sandbox lives. Output is recorded
 * and split into commands. Thread-safe.
 *
 * <p>Positions in the output are absolute byte offsets since the shell's first byte.
 */
public final class Terminal {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,16}");

    /** A listener that hangs must not block the caller of {@link #detach}. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String id;
    private final Path recordingFolder;
    private final TerminalListener listener;
    private final OutputFanout stream;
    private final OutputProcessor processor;
    private final ShellConnector connector;
    private final Thread processing;
    private final Thread pumping;
    private final Object stateLock = new Object();
    private volatile TerminalState state =
            new TerminalState(false, false, OptionalInt.empty(), OptionalLong.empty(), "");

    private Terminal(
            String id,
            ShellSource source,
            Path recordingFolder,
            PtySize size,
            InstantSource clock,
            TerminalListener listener) {
        this.id = id;
        this.recordingFolder = recordingFolder;
        this.listener = listener;
        Past past = Past.open(recordingFolder, id, size, clock);
        Events events = new Events();
        this.stream = new OutputFanout(past.scrollback());
        this.processor = new OutputProcessor(stream, past.scanner(), past.recording(), clock, events);
        this.connector = new ShellConnector(id, source, stream, processor, size, events);
        this.processing = Thread.ofVirtual().name("output " + id).unstarted(processor::run);
        this.pumping = Thread.ofVirtual().name("pump " + id).unstarted(connector::run);
    }

    /**
     * Attaches to a shell, starting it if there is none; returns at once. An earlier recording in the folder provides
     * the scrollback, the commands and the offset to continue at.
     *
     * @param id {@code [a-z0-9]{1,16}}
     * @param recordingFolder of this sandbox alone; created if missing. If it can't be written to, the listener is
     *     notified and the terminal works without it
     * @throws IllegalArgumentException if the id is invalid
     */
    public static Terminal attach(String id, Endpoint endpoint, Path recordingFolder, TerminalListener listener) {
        return attach(id, new SshShells(endpoint), recordingFolder, PtySize.DEFAULT, InstantSource.system(), listener);
    }

    /** {@link #attach(String, Endpoint, Path, TerminalListener)} to a shell that is already connected. */
    public static Terminal attach(EarlyShell shell, Path recordingFolder, TerminalListener listener) {
        return attach(shell.id(), shell.source(), recordingFolder, PtySize.DEFAULT, InstantSource.system(), listener);
    }

    static Terminal attach(
            String id,
            ShellSource source,
            Path recordingFolder,
            PtySize size,
            InstantSource clock,
            TerminalListener listener) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a terminal id: '" + id + "'");
        }
        Terminal terminal = new Terminal(id, source, recordingFolder, size, clock, listener);
        terminal.processing.start();
        terminal.pumping.start();
        return terminal;
    }

    /** The ids of terminals recorded in a folder; empty if it can't be read. */
    public static Set<String> recordedIn(Path recordingFolder) {
        return Recorder.recorded(recordingFolder);
    }

    public String id() {
        return id;
    }

    /** Identifies the stream that offsets refer to, unique across sandboxes. */
    public String stream() {
        return recordingFolder.getFileName() + "." + id;
    }

    /** The recording, an asciicast v2 file that grows; may not exist. */
    public Path recording() {
        return Recorder.castFile(recordingFolder, id);
    }

    public TerminalState state() {
        return state;
    }

    /** The absolute offset of the end of what was read so far. */
    public long end() {
        return stream.end();
    }

    /** The newest commands, with their output so far. */
    public CommandLog commands() {
        return processor.commands();
    }

    /**
     * Sends input to the shell at once; before the first connection it is buffered up to a line discipline's limit,
     * later never. Blocks while the shell reads no input.
     *
     * @return whether it was sent or buffered; false while disconnected, or after the shell's end
     */
    public boolean input(byte[] bytes, int from, int length) {
        return connector.type(bytes, from, length);
    }

    /**
     * As {@link #input(byte[])}, but never blocks.
     *
     * @return false if it might have blocked: nothing was sent, and the caller may retry on a thread that may block
     */
    public boolean inputNow(byte[] bytes) {
        return connector.typeNow(bytes);
    }

    /** {@link #input(byte[], int, int)} of a whole array. */
    public boolean input(byte[] bytes) {
        return input(bytes, 0, bytes.length);
    }

    /**
     * Sets the pseudo-terminal's size, also for later reconnections.
     *
     * @param columns 1 to 1,000, as are rows; other sizes are ignored, because a page sent them by mistake
     */
    public void resize(int columns, int rows) {
        if (PtySize.valid(columns, rows)) {
            PtySize size = new PtySize(columns, rows);
            processor.resized(size);
            connector.resize(size);
        }
    }

    /** Writes a marker into the recording. */
    public void mark(String label) {
        processor.mark(label);
    }

    /**
     * Adds a viewer. It receives the output from an offset, or from the oldest byte kept, then further output.
     *
     * @param from the end of what it has; empty or invalid for the whole scrollback
     */
    public Viewer join(OptionalLong from, Viewer.Role role, ViewerSink sink) {
        return stream.join(from, role, sink);
    }

    /** Detaches from the shell, which keeps running, and completes the recording. A second call does nothing. */
    public void detach() {
        connector.close();
        stream.close();
        pumping.interrupt();
        try {
            processing.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(IOException cause) {
        return Optional.ofNullable(cause.getMessage())
                .orElseGet(() -> cause.getClass().getSimpleName());
    }

    private void publish(UnaryOperator<TerminalState> change) {
        synchronized (stateLock) {
            TerminalState now = change.apply(state);
            if (!now.equals(state)) {
                state = now;
                listener.stateChanged(now);
            }
        }
    }

    private final class Events implements OutputProcessor.Listener, ShellConnector.Listener {
        @Override
        public void commandChanged(Command command) {
            listener.commandChanged(command);
        }

        @Override
        public void placeChanged(ShellPlace place) {
            publish(before -> before.at(place));
        }

        @Override
        public void connected(boolean connected) {
            publish(before -> before.withConnected(connected));
        }

        @Override
        public void recordingStopped(IOException cause) {
            listener.recordingStopped("Terminal " + id + " is no longer recorded: " + recording() + ": " + reason(cause)
                    + ". Make room or mend the folder, then restart the server.");
        }

        @Override
        public void shellEnded(OptionalInt status) {
            stream.ended(status);
            publish(before -> before.withEnd(status));
        }
    }

    /** State restored from the recording. */
    private record Past(Scrollback scrollback, CommandScanner scanner, Recording recording) {
        static Past open(Path folder, String id, PtySize size, InstantSource clock) {
            CommandScanner scanner = new CommandScanner(id);
            Recorder recorder;
            List<Asciicast.Output> tail;
            try {
                recorder = Recorder.open(folder, id, size, clock.millis() / 1e3);
                tail = new RecordedCast(Recorder.castFile(folder, id)).tail();
            } catch (IOException e) {
                return new Past(new Scrollback(0), scanner, new Recording(e));
            }
            Scrollback scrollback = replay(tail, recorder.offset(), scanner);
            return new Past(scrollback, scanner, new Recording(recorder));
        }

        /** Aligned at its end, because recorded bytes that were not UTF-8 have another length. */
        private static Scrollback replay(List<Asciicast.Output> tail, long end, CommandScanner scanner) {
            long length = tail.stream().mapToLong(piece -> piece.bytes().length).sum();
            Scrollback scrollback = new Scrollback(Math.max(0, end - length));
            long surplus = Math.max(0, length - end);
            for (Asciicast.Output piece : tail) {
                int cut = (int) Math.min(surplus, piece.bytes().length);
                surplus -= cut;
                scrollback.append(piece.bytes(), cut, piece.bytes().length - cut);
                scanner.feed(piece.bytes(), 0, piece.bytes().length, piece.time());
            }
            return scrollback;
        }
    }
}
