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
 * One shell in a sandbox and all who look at it. The shell belongs to the sandbox's agent and outlives the connection and
 * this server: a terminal attaches to it again by itself, where its stream stopped, for as long as the sandbox lives. All
 * output is recorded, and cut into commands. Safe for several threads.
 *
 * <p>Positions in the output are absolute byte offsets since the shell's first byte.
 */
public final class Terminal {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,16}");

    /** A listener that hangs must not hang the caller of {@link #detach}. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String id;
    private final Path recordingFolder;
    private final TerminalListener listener;
    private final OutputFanout stream;
    private final OutputProcessor processor;
    private final ShellConnector connector;
    private final Thread archiving;
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
        this.archiving = Thread.ofVirtual().name("archive " + id).unstarted(processor::run);
        this.pumping = Thread.ofVirtual().name("pump " + id).unstarted(connector::run);
    }

    /**
     * Attaches to a shell, making it if there is none; returns at once, before the sandbox has answered. What was
     * recorded in the folder before is the terminal's past: its scrollback, its commands, and where its stream goes on.
     *
     * @param id {@code [a-z0-9]{1,16}}
     * @param recordingFolder of this one sandbox; made if absent. One that can't be written to is told to the listener,
     *     and the terminal works without it
     * @throws IllegalArgumentException if the id has another shape
     */
    public static Terminal attach(String id, Endpoint endpoint, Path recordingFolder, TerminalListener listener) {
        return attach(id, new SshShells(endpoint), recordingFolder, PtySize.DEFAULT, InstantSource.system(), listener);
    }

    /** {@link #attach(String, Endpoint, Path, TerminalListener)} to a shell that has been reached out for already. */
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
        terminal.archiving.start();
        terminal.pumping.start();
        return terminal;
    }

    /** The ids of the terminals that have a recording in a folder; none where it can't be read. */
    public static Set<String> recordedIn(Path recordingFolder) {
        return Recorder.recorded(recordingFolder);
    }

    public String id() {
        return id;
    }

    /** Names the stream that offsets are of: no terminal of another sandbox has the same. */
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

    /** The absolute offset of the end of what has been read so far. */
    public long end() {
        return stream.end();
    }

    /** The newest commands, what they have printed so far included. */
    public CommandLog commands() {
        return processor.commands();
    }

    /**
     * Types bytes. They go to the shell at once; what is typed before it is reached for the first time is kept, as much as
     * a terminal's line discipline takes. Nothing is kept later. Waits while the shell takes no input.
     *
     * @return whether they were sent or kept; false while the sandbox can't be reached again or the shell has ended
     */
    public boolean input(byte[] bytes, int from, int length) {
        return connector.type(bytes, from, length);
    }

    /**
     * {@link #input(byte[])}, if that is certain not to wait.
     *
     * @return false if it might have waited: nothing was typed, and the caller may do so where waiting is allowed
     */
    public boolean inputNow(byte[] bytes) {
        return connector.typeNow(bytes);
    }

    /** {@link #input(byte[], int, int)} of a whole array. */
    public boolean input(byte[] bytes) {
        return input(bytes, 0, bytes.length);
    }

    /**
     * Sets the size that programs see. It is kept for when the sandbox is reached again.
     *
     * @param columns 1 to 1,000, rows likewise; a size out of range is ignored: it is a page's mistake, not a terminal's
     */
    public void resize(int columns, int rows) {
        if (PtySize.valid(columns, rows)) {
            PtySize size = new PtySize(columns, rows);
            processor.resized(size);
            connector.resize(size);
        }
    }

    /** Writes a marker into the recording: what players show of a moment. */
    public void mark(String label) {
        processor.mark(label);
    }

    /**
     * Adds a viewer. It gets the output from an offset on, or from the oldest byte that is kept, then what comes.
     *
     * @param from where its picture ends; empty, or an offset that never was, for the whole scrollback
     */
    public Viewer join(OptionalLong from, Viewer.Role role, ViewerSink sink) {
        return stream.join(from, role, sink);
    }

    /** Detaches from the shell, which keeps running in its sandbox, and completes the recording. A second call does nothing. */
    public void detach() {
        connector.close();
        stream.close();
        pumping.interrupt();
        try {
            archiving.join(PATIENCE);
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

    /** What a recording says of the time before this server. */
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

        /** Anchored at its end: what was not UTF-8 is recorded with another length. */
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
