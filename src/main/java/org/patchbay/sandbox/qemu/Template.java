package org.patchbay.sandbox.qemu;

import java.nio.file.Path;
import org.patchbay.sandbox.Profile;

/**
 * A machine that was booted once and is the source of clones. Immutable; its memory is sealed.
 *
 * @param folder its files
 * @param memory its memory
 * @param base the image
 * @param accelerator of the template and therefore of its clones
 * @param profile what it is prepared for
 * @param hostKey its SSH server's key, which its clones share
 */
record Template(Path folder, SealedMemory memory, Path base, Accelerator accelerator, Profile profile, String hostKey) {
    int memoryMiB() {
        return profile.memoryMiB();
    }

    /** Its devices' state, in QEMU's migration format. */
    Path state() {
        return stateIn(folder);
    }

    /** The changes to its disk. */
    Path overlay() {
        return overlayIn(folder);
    }

    /** The head of its kernel: a clone never boots, but its command line must have the same option. */
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
