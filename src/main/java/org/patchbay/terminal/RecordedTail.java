package org.patchbay.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;

/** Reads back the last output of a recording, with its times. */
final class RecordedTail {
    /** Enough for a full scrollback of which every other byte is escaped. */
    private static final int READ_LIMIT = 4 * Scrollback.CAPACITY;

    private static final int BLOCK = 1 << 16;
    /** Longer than any time with microseconds. */
    private static final int TIME = 32;

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedTail() {}

    /**
     * A piece of output.
     *
     * @param time seconds since the epoch
     */
    record Piece(double time, byte[] bytes) {}

    /** The newest pieces, at most a scrollback's worth. A line that is no event is passed over. */
    static List<Piece> read(Path file) throws IOException {
        try (FileChannel cast = FileChannel.open(file, StandardOpenOption.READ)) {
            long startedAt = CastHeader.startedAt(cast);
            long from = Math.max(0, cast.size() - READ_LIMIT);
            ByteBuffer bytes = ByteBuffer.allocate((int) (cast.size() - from));
            while (bytes.hasRemaining() && cast.read(bytes, from + bytes.position()) > 0) {
                // Reads on.
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return pieces(text.substring(text.indexOf('\n') + 1), startedAt);
        }
    }

    /** The length of a file up to the end of its last whole line, NULs that a power cut left not counted. */
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
     * The time of the last event before the end of a whole line, in seconds since the recording's beginning; 0 if there is
     * none.
     */
    static double lastTime(FileChannel file, long end) throws IOException {
        long line = end;
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (line > 0) {
            long from = Math.max(0, line - BLOCK);
            block.clear().limit((int) (line - from));
            file.read(block, from);
            // The newline that ends the last line is not the one that it begins behind.
            int last = line == end ? block.position() - 2 : block.position() - 1;
            while (last >= 0 && block.get(last) != '\n') {
                last--;
            }
            if (last >= 0) {
                return time(file, from + last + 1);
            }
            line = from;
        }
        return 0;
    }

    private static double time(FileChannel file, long line) throws IOException {
        ByteBuffer begin = ByteBuffer.allocate(TIME);
        file.read(begin, line);
        String text = new String(begin.array(), 0, begin.position(), StandardCharsets.US_ASCII);
        int comma = text.indexOf(',');
        try {
            return text.startsWith("[") && comma > 1 ? Double.parseDouble(text.substring(1, comma)) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<Piece> pieces(String text, long startedAt) {
        ArrayDeque<Piece> newest = new ArrayDeque<>();
        int size = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Piece piece = piece(line, startedAt);
            if (piece != null) {
                newest.add(piece);
                size += piece.bytes().length;
                while (size > Scrollback.CAPACITY) {
                    size -= newest.remove().bytes().length;
                }
            }
        }
        return List.copyOf(newest);
    }

    private static Piece piece(String line, long startedAt) {
        try {
            JsonNode event = JSON.readTree(line);
            if (event == null
                    || event.size() != 3
                    || !event.path(1).asText().equals("o")
                    || !event.path(2).isTextual()) {
                return null;
            }
            return new Piece(
                    startedAt + event.path(0).asDouble(),
                    event.path(2).textValue().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
