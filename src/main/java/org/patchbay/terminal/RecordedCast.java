package org.patchbay.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
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
 * A recording as it lies on the disk, which may still grow, and may have been cut anywhere by a full disk or a power cut:
 * what is whole of it is read. Immutable; reads the file anew each time.
 *
 * @param file an asciicast v2 file
 */
public record RecordedCast(Path file) {
    /** A marker's line is shorter, and of the others only the beginning matters. */
    private static final int LINE = 4096;

    private static final String MARKER = ", \"m\"";
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    /**
     * When it begins and ends, in seconds since the epoch.
     *
     * @param bytes of the file up to the end of its last whole line
     */
    public record Extent(double begins, double ends, long bytes) {}

    /**
     * What it names.
     *
     * @param newest in the order of their times
     * @param leftOut how many older ones there are
     */
    public record Markers(List<Marker> newest, int leftOut) {
        public Markers {
            newest = List.copyOf(newest);
        }
    }

    /** @throws IOException if it can't be read or does not begin as an asciicast does */
    public Extent extent() throws IOException {
        try (FileChannel cast = FileChannel.open(file, StandardOpenOption.READ)) {
            double begins = CastHeader.startedAt(cast);
            long bytes = RecordedTail.wholeLines(cast);
            return new Extent(begins, begins + RecordedTail.lastTime(cast, bytes), bytes);
        }
    }

    /**
     * The moments that it names. Reads the whole file, in bounded memory.
     *
     * @param most how many at most
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

    /** The last moment that it names and that is as asked for. Reads the whole file, in bounded memory. */
    public Optional<Marker> last(Predicate<Marker> asked) throws IOException {
        AtomicReference<Marker> last = new AtomicReference<>();
        each(marker -> {
            if (asked.test(marker)) {
                last.set(marker);
            }
        });
        return Optional.ofNullable(last.get());
    }

    private void each(Consumer<Marker> found) throws IOException {
        byte[] block = new byte[1 << 16];
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
        int code = line.indexOf(',');
        if (code < 0 || !line.startsWith(MARKER, code)) {
            return Optional.empty();
        }
        try {
            JsonNode event = JSON.readTree(line);
            return event.size() == 3 && event.get(0).isNumber() && event.get(2).isTextual()
                    ? Optional.of(
                            new Marker(event.get(0).asDouble(), event.get(2).asText()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
