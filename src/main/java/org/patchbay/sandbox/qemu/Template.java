package org.patchbay.sandbox.qemu;

import java.nio.file.Path;
import org.patchbay.sandbox.Profile;

/**
 * A machine that was booted once and of which clones are made. Immutable; its memory is sealed.
 *
 * @param folder what it has on disk
 * @param memory its memory
 * @param base the image
 * @param accelerator by which it ran, and its clones must
 * @param profile what it is prepared for
 * @param hostKey its SSH server's key, which its clones share
 */
record Template(Path folder, SealedMemory memory, Path base, Accelerator accelerator, Profile profile, String hostKey) {
    int memoryMiB() {
        return profile.memoryMiB();
    }

    /** The state of its devices, as QEMU migrates it. */
    Path state() {
        return stateIn(folder);
    }

    /** What it has written to its disk. */
    Path overlay() {
        return overlayIn(folder);
    }

    /** The head of its kernel: the restored machine never boots, but has the same option to. */
    Path kernel() {
        return kernelIn(folder);
    }

    CommandLine commandLine() {
        return new CommandLine(accelerator, profile);
    }

    static Path memoryIn(Path folder) {
        return folder.resolve("memory");
    }

    static Path stateIn(Path folder) {
        return folder.resolve("state");
    }

    static Path overlayIn(Path folder) {
        return folder.resolve(CommandLine.OVERLAY);
    }

    static Path kernelIn(Path folder) {
        return folder.resolve("kernel");
    }
}
