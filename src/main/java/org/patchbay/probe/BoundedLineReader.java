package org.patchbay.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Splits a stream into lines of bounded length. Not thread-safe. */
final class BoundedLineReader {
    private final InputStream stream;
    private final int longest;
    private final byte[] buffer = new byte[32 * 1024];
    private int next;
    private int end;

    /** @param longest in bytes, without the line's end */
    BoundedLineReader(InputStream stream, int longest) {
        this.stream = stream;
        this.longest = longest;
    }

    /**
     * The next line without its end; empty at the end of the stream. An unfinished last line is dropped.
     *
     * @throws ProbeException if the line is longer than allowed
     */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (next == end) {
                next = 0;
                end = Math.max(0, stream.read(buffer));
                if (end == 0) {
                    return Optional.empty();
                }
            }
            int stop = next;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            line.write(buffer, next, stop - next);
            if (line.size() > longest) {
                throw new ProbeException("The machine's agent sent a line of more than " + longest + " bytes.");
            }
            boolean whole = stop < end;
            next = whole ? stop + 1 : stop;
            if (whole) {
                return Optional.of(line.toByteArray());
            }
        }
    }
}
