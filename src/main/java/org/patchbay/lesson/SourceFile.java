package org.patchbay.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The content of a lesson file.
 *
 * @param name relative to the course's folder, with slashes
 * @param text lines end in {@code \n}
 */
record SourceFile(String name, String text) {
    /** Limit of a lesson file, in bytes. */
    static final int LIMIT = 256 * 1024;

    /**
     * Reads a file.
     *
     * @throws Flaw if it is missing, too large, not UTF-8, or can't be read
     */
    static SourceFile read(Path folder, Path file) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new Flaw(1, "this file has more than " + LIMIT / 1024 + " KiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new Flaw(1, "this is not a text file: it contains a NUL byte");
            }
            return new SourceFile(name, text.replace("\uFEFF", "").replace("\r\n", "\n"));
        } catch (CharacterCodingException e) {
            throw new Flaw(1, "this file is not UTF-8");
        } catch (NoSuchFileException e) {
            throw new Flaw(1, "this file is missing");
        } catch (IOException e) {
            throw new Flaw(1, "this file can't be read: " + e.getMessage());
        }
    }
}
