package org.patchbay.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.ssh.PtySize;

/**
 * Records a terminal as an asciicast v2 file, {@code ID.cast}, and its position in {@code ID.pos}: 16 bytes, the file's
 * length and the corresponding offset in the terminal's stream, both big-endian. The position is written second, in one
 * write: after a kill in between, the file is truncated to it and the rest is recorded again, so nothing is duplicated
 * or lost. After a power loss the file is cut to complete lines.
 *
 * <p>Bytes that are not UTF-8 are recorded as U+FFFD, because the format has no other form. Not thread-safe.
 */
final class Recorder implements AutoCloseable {
    /** Limit of a recording in bytes: about two minutes of {@code yes}, months of work. */
    static final long LIMIT = 64L * 1024 * 1024;

    /** Limit of recordings per sandbox, whose terminals may be closed and reopened. */
    static final int MOST = 64;
    /** Limit of their total size, in bytes, for starting another. */
    static final long LIMIT_OF_ALL = 8 * LIMIT;

    private static final String CAST = ".cast";

    private final FileChannel cast;
    private final FileChannel pos;
    private final double startedAt;
    private long length;
    private long offset;
    private long micros;
    private byte[] held = new byte[0];

    private Recorder(FileChannel cast, FileChannel pos, double startedAt, long micros, long length, long offset) {
        this.cast = cast;
        this.pos = pos;
        this.startedAt = startedAt;
        this.micros = micros;
        this.length = length;
        this.offset = offset;
    }

    /**
     * Continues the recording in a folder, or starts one.
     *
     * @param now seconds since the epoch
     * @throws IOException also if the limit of recordings is reached
     */
    static Recorder open(Path folder, String id, PtySize size, double now) throws IOException {
        Files.createDirectories(folder);
        Path castFile = castFile(folder, id);
        Path posFile = folder.resolve(id + ".pos");
        boolean resumable = Files.exists(castFile) && Files.exists(posFile) && Files.size(posFile) == 16;
        if (!resumable) {
            requireRoom(folder);
            if (Files.exists(castFile) && Files.size(castFile) > 0) {
                setAside(folder, id, castFile);
            }
        }
        FileChannel cast = open(castFile);
        FileChannel pos = null;
        try {
            pos = open(posFile);
            return resumable ? resume(cast, pos) : begin(cast, pos, size, now);
        } catch (IOException e) {
            cast.close();
            if (pos != null) {
                pos.close();
            }
            throw e;
        }
    }

    /** The recording itself. */
    static Path castFile(Path folder, String id) {
        return folder.resolve(id + CAST);
    }

    /** The ids of terminals recorded in a folder; empty if it can't be read. */
    static Set<String> recorded(Path folder) {
        try {
            return casts(folder).stream()
                    .map(cast -> cast.getFileName().toString())
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** The offset of the first byte that is neither recorded nor held as part of an incomplete character. */
    long offset() {
        return offset + held.length;
    }

    /** The valid length of the {@code .cast} file, in bytes. */
    long length() {
        return length;
    }

    /**
     * Records output.
     *
     * @throws IOException if it could not be written; the files are then as before
     */
    void output(byte[] bytes, int from, int count, double now) throws IOException {
        byte[] all = Arrays.copyOf(held, held.length + count);
        System.arraycopy(bytes, from, all, held.length, count);
        int open = Utf8.incomplete(all, all.length);
        write(all, all.length - open, now);
        held = Arrays.copyOfRange(all, all.length - open, all.length);
    }

    /** Records a change of the terminal's size. */
    void resize(PtySize size, double now) throws IOException {
        write(held, held.length, now);
        held = new byte[0];
        write(Asciicast.eventLine(at(now), Asciicast.RESIZE, size.toString()), offset);
    }

    /** Records a marker for missing bytes. */
    void gap(long bytes, double now) throws IOException {
        write(held, held.length, now);
        held = new byte[0];
        write(Asciicast.eventLine(at(now), Asciicast.MARKER, bytes + " bytes lost"), offset + bytes);
    }

    /** Records a marker, without changing the offset or splitting a character. */
    void mark(String label, double now) throws IOException {
        write(Asciicast.eventLine(at(now), Asciicast.MARKER, label), offset);
    }

    /** Syncs the files to disk, so that a power loss keeps them. */
    void force() throws IOException {
        cast.force(false);
        pos.force(false);
    }

    @Override
    public void close() throws IOException {
        try (cast;
                pos) {
            force();
        }
    }

    private void write(byte[] text, int count, double now) throws IOException {
        if (count > 0) {
            String data = new String(text, 0, count, StandardCharsets.UTF_8);
            write(Asciicast.eventLine(at(now), Asciicast.OUTPUT, data), offset + count);
        }
    }

    private void write(byte[] line, long covered) throws IOException {
        if (length + line.length > LIMIT) {
            throw new IOException("the recording has reached its limit of " + (LIMIT >> 20) + " MiB");
        }
        try {
            writeFully(cast, ByteBuffer.wrap(line), length);
            writeFully(pos, position(length + line.length, covered), 0);
        } catch (IOException e) {
            cast.truncate(length);
            throw e;
        }
        length += line.length;
        offset = covered;
    }

    /** Microseconds since the start; never decreases, even if the clock does. */
    private long at(double now) {
        micros = Math.max(micros, Math.round((now - startedAt) * 1e6));
        return micros;
    }

    private static Recorder begin(FileChannel cast, FileChannel pos, PtySize size, double now) throws IOException {
        long startedAt = (long) now;
        byte[] header = Asciicast.headerLine(size, startedAt);
        writeFully(cast, ByteBuffer.wrap(header), 0);
        writeFully(pos, position(header.length, 0), 0);
        return new Recorder(cast, pos, startedAt, 0, header.length, 0);
    }

    private static Recorder resume(FileChannel cast, FileChannel pos) throws IOException {
        ByteBuffer position = ByteBuffer.allocate(16);
        pos.read(position, 0);
        long noted = position.getLong(0);
        long length = noted <= cast.size() ? noted : RecordedCast.wholeLines(cast);
        cast.truncate(length);
        long micros = Math.round(RecordedCast.lastTime(cast, length) * 1e6);
        return new Recorder(cast, pos, RecordedCast.startedAt(cast), micros, length, position.getLong(8));
    }

    private static void requireRoom(Path folder) throws IOException {
        List<Path> casts = casts(folder);
        long bytes = 0;
        for (Path cast : casts) {
            bytes += Files.size(cast);
        }
        if (casts.size() >= MOST || bytes >= LIMIT_OF_ALL) {
            throw new IOException("its sandbox has " + casts.size() + " recordings of " + (bytes >> 20)
                    + " MiB; at most " + MOST + " of " + (LIMIT_OF_ALL >> 20) + " MiB are kept");
        }
    }

    private static List<Path> casts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(CAST))
                    .toList();
        }
    }

    private static void setAside(Path folder, String id, Path castFile) throws IOException {
        int n = 1;
        while (Files.exists(folder.resolve(id + ".old" + n + CAST))) {
            n++;
        }
        Files.move(castFile, folder.resolve(id + ".old" + n + CAST));
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static ByteBuffer position(long length, long offset) {
        return ByteBuffer.allocate(16).putLong(0, length).putLong(8, offset);
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += file.write(bytes, next);
        }
    }
}
