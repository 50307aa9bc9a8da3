package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory with a file descriptor (memfd_create(2)) that can be sealed: then no process can change it, and private
 * mappings get their own copies of pages on write. QEMU opens a machine's memory for writing even if it maps it
 * privately, so file permissions can't protect a template from a clone; the seal does.
 *
 * <p>Lives until it is closed and the last process that maps it has ended. Not thread-safe.
 */
@SuppressWarnings("restricted")
final class SealedMemory implements AutoCloseable {
    /** MFD_CLOEXEC | MFD_ALLOW_SEALING, linux/memfd.h. */
    private static final int CREATE_FLAGS = 0x1 | 0x2;
    /** F_ADD_SEALS, linux/fcntl.h. */
    private static final int ADD_SEALS = 1033;
    /** F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE, linux/fcntl.h. */
    private static final int ALL_SEALS = 0x1 | 0x2 | 0x4 | 0x8;

    private static final int BLOCK = 64 * 1024;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle MEMFD_CREATE = function(
            "memfd_create", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle FCNTL = function(
            "fcntl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final int descriptor;

    private SealedMemory(int descriptor) {
        this.descriptor = descriptor;
    }

    /** New empty memory of this size in bytes, not sealed. */
    static SealedMemory create(String name, long bytes) throws IOException {
        int descriptor;
        try (var arena = Arena.ofConfined()) {
            descriptor = (int) MEMFD_CREATE.invokeExact(arena.allocateFrom(name), CREATE_FLAGS);
        } catch (Throwable e) {
            throw new IOException("memfd_create could not be called", e);
        }
        if (descriptor < 0) {
            throw new IOException("The kernel gave no memory for a template (memfd_create(2) failed)");
        }
        var memory = new SealedMemory(descriptor);
        try (var file = new RandomAccessFile(memory.path().toFile(), "rw")) {
            file.setLength(bytes);
        }
        return memory;
    }

    /** The path by which this process, and no other, opens it. */
    Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /** Fills it from a file of the same size. */
    void load(Path from) throws IOException {
        try (var source = FileChannel.open(from);
                var target = FileChannel.open(path(), StandardOpenOption.WRITE)) {
            copyWithHoles(source, target);
        }
    }

    /** Writes it to a new file, sparse where the memory is empty. */
    void save(Path to) throws IOException {
        try (var source = FileChannel.open(path());
                var target = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copyWithHoles(source, target);
            long size = source.size();
            if (target.size() < size) {
                target.write(ByteBuffer.allocate(1), size - 1);
            }
            target.force(true);
        }
    }

    /** A read-only view that is valid as long as the arena. */
    MemorySegment view(Arena arena) throws IOException {
        try (var source = FileChannel.open(path())) {
            return source.map(FileChannel.MapMode.READ_ONLY, 0, source.size(), arena);
        }
    }

    /**
     * Makes it immutable, for this process too.
     *
     * @throws IOException if it is still mapped writable and shared
     */
    void seal() throws IOException {
        int result;
        try {
            result = (int) FCNTL.invokeExact(descriptor, ADD_SEALS, ALL_SEALS);
        } catch (Throwable e) {
            throw new IOException("fcntl could not be called", e);
        }
        if (result != 0) {
            throw new IOException("The template's memory could not be sealed: another process still writes to it");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IOException("close could not be called", e);
        }
    }

    private static void copyWithHoles(FileChannel source, FileChannel target) throws IOException {
        var block = ByteBuffer.allocateDirect(BLOCK);
        var zeros = ByteBuffer.allocateDirect(BLOCK);
        for (long at = 0; ; ) {
            block.clear();
            int read = source.read(block, at);
            if (read < 0) {
                return;
            }
            block.flip();
            if (block.mismatch(zeros.duplicate().limit(read)) >= 0) {
                while (block.hasRemaining()) {
                    target.write(block, at + block.position());
                }
            }
            at += read;
        }
    }

    static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }
}
