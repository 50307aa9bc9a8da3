package org.patchbay.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A recording on disk, which may still grow, or may have been cut by a full disk or a power loss: its complete lines
 * are read. Immutable; each call reads the file again.
 *
 * @param file an asciicast v2 file
 */
public record RecordedCast(Path file) {
    /** Limit of bytes read per line: headers and markers are shorter, and of other lines only the start matters. */
    private static final int LINE = 4096;

    /** Enough for a full scrollback of which every other byte is escaped. */
    private static final int TAIL = 4 * Scrollback.CAPACITY;

    private static final int BLOCK = 1 << 16;
    /** Longer than any time with microseconds, in characters. */
    private static final int TIME = 32;

    /**
     * Start and end, in seconds since the epoch.
     *
     * @param bytes of the file up to the end of its last complete line
     */
    public record Extent(double begins, double ends, long bytes) {}

    /**
     * The recording's markers.
     *
     * @param newest ordered by time
     * @param leftOut the number of older ones
     */
    public record Markers(List<Marker> newest, int leftOut) {
        public Markers {
            newest = List.copyOf(newest);
        }
    }

    /** @throws IOException if it can't be read or has no asciicast header */
    public Extent extent() throws IOException {
        try (FileChannel cast = FileChannel.open(file, StandardOpenOption.READ)) {
            double begins = startedAt(cast);
            long bytes = wholeLines(cast);
            return new Extent(begins, begins + lastTime(cast, bytes), bytes);
        }
    }

    /**
     * The newest markers. Reads the whole file, in bounded memory.
     *
     * @param most limit of markers
     */
    public Markers markers(int most) throws IOException {
        ArrayDeque<Marker> newest = new ArrayDeque<>();
        AtomicInteger leftOut = new AtomicInteger();
        each(marker -> {
            newest.add(marker);
            if (newest.size() > most) {
                newest.remove();
                leftOut.incrementAndGet();
            }
        });
        return new Markers(List.copyOf(newest), leftOut.get());
    }

    /** The last marker that matches. Reads the whole file, in bounded memory. */
    public Optional<Marker> last(Predicate<Marker> asked) throws IOException {
        AtomicReference<Marker> last = new AtomicReference<>();
        each(marker -> {
            if (asked.test(marker)) {
                last.set(marker);
            }
        });
        return Optional.ofNullable(last.get());
    }

    /** The newest output, at most a scrollback's worth. Invalid lines are skipped. */
    List<Asciicast.Output> tail() throws IOException {
        try (FileChannel cast = FileChannel.open(file, StandardOpenOption.READ)) {
            double startedAt = startedAt(cast);
            long from = Math.max(0, cast.size() - TAIL);
            String text = read(cast, from, (int) (cast.size() - from));
            ArrayDeque<Asciicast.Output> newest = new ArrayDeque<>();
            int size = 0;
            for (String line :
                    (Iterable<String>) text.substring(text.indexOf('\n') + 1).lines()::iterator) {
                Optional<Asciicast.Event> event =
                        Asciicast.event(line).filter(one -> one.code().equals(Asciicast.OUTPUT));
                if (event.isPresent()) {
                    byte[] bytes = event.get().data().getBytes(StandardCharsets.UTF_8);
                    newest.add(new Asciicast.Output(startedAt + event.get().time(), bytes));
                    size += bytes.length;
                    while (size > Scrollback.CAPACITY) {
                        size -= newest.remove().bytes().length;
                    }
                }
            }
            return List.copyOf(newest);
        }
    }

    /**
     * When a recording was started, in seconds since the epoch.
     *
     * @throws IOException if the file has no valid header
     */
    static double startedAt(FileChannel cast) throws IOException {
        return read(cast, 0, LINE)
                .lines()
                .findFirst()
                .flatMap(Asciicast::header)
                .map(Asciicast.Header::startedAt)
                .filter(at -> at > 0)
                .orElseThrow(() -> new IOException("it does not begin with an asciicast header"));
    }

    /** The file's length up to the end of its last complete line, without NULs that a power loss left. */
    static long wholeLines(FileChannel file) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long length = file.size();
        while (length > 0) {
            one.clear();
            file.read(one, length - 1);
            if (one.get(0) == '\n') {
                return length;
            }
            length--;
        }
        return 0;
    }

    /**
     * The time of the last event before this end of a line, in seconds since the recording's start; 0 if there is none.
     */
    static double lastTime(FileChannel file, long end) throws IOException {
        long line = end;
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (line > 0) {
            long from = Math.max(0, line - BLOCK);
            block.clear().limit((int) (line - from));
            file.read(block, from);
            // Skip the newline that ends the last line.
            int last = line == end ? block.position() - 2 : block.position() - 1;
            while (last >= 0 && block.get(last) != '\n') {
                last--;
            }
            if (last >= 0) {
                return Asciicast.time(read(file, from + last + 1, TIME));
            }
            line = from;
        }
        return 0;
    }

    private static String read(FileChannel file, long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) > 0) {
            // A channel may read less than it was asked for.
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private void each(Consumer<Marker> found) throws IOException {
        byte[] block = new byte[BLOCK];
        byte[] line = new byte[LINE];
        int length = 0;
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(block); count >= 0; count = bytes.read(block)) {
                for (int i = 0; i < count; i++) {
                    if (block[i] == '\n') {
                        if (length <= LINE) {
                            marker(new String(line, 0, length, StandardCharsets.UTF_8))
                                    .ifPresent(found);
                        }
                        length = 0;
                    } else if (length < LINE) {
                        line[length++] = block[i];
                    } else {
                        length = LINE + 1;
                    }
                }
            }
        }
    }

    private static Optional<Marker> marker(String line) {
        return Asciicast.begins(line, Asciicast.MARKER)
                ? Asciicast.event(line).map(event -> new Marker(event.time(), event.data()))
                : Optional.empty();
    }
}
