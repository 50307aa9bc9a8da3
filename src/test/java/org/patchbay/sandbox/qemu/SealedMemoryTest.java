package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedMemoryTest {
    private static final int SIZE = 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void keepsItsContentAndCannotBeChanged() throws Exception {
        var source = folder.resolve("source");
        var bytes = new byte[SIZE];
        bytes[0] = 1;
        bytes[700_000] = 2;
        Files.write(source, bytes);
        try (var memory = SealedMemory.create("test", SIZE)) {
            memory.load(source);
            memory.seal();
            assertThat(Files.readAllBytes(memory.path())).isEqualTo(bytes);

            var words = ByteBuffer.wrap("changed".getBytes(StandardCharsets.US_ASCII));
            try (var channel = FileChannel.open(memory.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                assertThatIOException().isThrownBy(() -> channel.write(words, 0));
                assertThatIOException().isThrownBy(() -> channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
                assertThatIOException().isThrownBy(() -> channel.truncate(1));
                var mine = channel.map(FileChannel.MapMode.PRIVATE, 0, SIZE);
                mine.put(0, (byte) 9);
                assertThat(mine.get(700_000)).isEqualTo((byte) 2);
            }
            assertThat(Files.readAllBytes(memory.path())).isEqualTo(bytes);

            var saved = folder.resolve("saved");
            memory.save(saved);
            assertThat(saved).hasBinaryContent(bytes);
        }
    }

    @Test
    void aTailOfZerosKeepsItsLength() throws Exception {
        try (var memory = SealedMemory.create("test", SIZE)) {
            var saved = folder.resolve("saved");
            memory.save(saved);
            assertThat(saved).hasSize(SIZE);
        }
    }
}
