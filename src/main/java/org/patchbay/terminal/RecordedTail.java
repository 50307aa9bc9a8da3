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

    private static List<Piece> pieces(String text, long startedAt) {
        ObjectMapper json = new ObjectMapper();
        ArrayDeque<Piece> newest = new ArrayDeque<>();
        int size = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Piece piece = piece(json, line, startedAt);
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

    private static Piece piece(ObjectMapper json, String line, long startedAt) {
        try {
            JsonNode event = json.readTree(line);
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
