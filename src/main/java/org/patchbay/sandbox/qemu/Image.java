package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.patchbay.sandbox.SandboxException;

/**
 * The VM image as its build left it.
 *
 * @param base the read-only root file system, raw
 * @param kernel an uncompressed or bzImage Linux kernel
 * @param initrd its initial file system
 * @param digest of all that went into it
 */
record Image(Path base, Path kernel, Path initrd, String digest) {
    static Image in(Path folder) throws SandboxException {
        var image = new Image(
                folder.resolve("base.img"), folder.resolve("vmlinuz"), folder.resolve("initrd.img"), digest(folder));
        for (var file : new Path[] {image.base, image.kernel, image.initrd}) {
            if (!Files.isReadable(file)) {
                throw missing(file, null);
            }
        }
        return image;
    }

    private static String digest(Path folder) throws SandboxException {
        var file = folder.resolve("digest");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw missing(file, e);
        }
    }

    private static SandboxException missing(Path file, IOException cause) {
        return new SandboxException(
                "The VM image is incomplete: %s cannot be read; build it with vm-image/build, or start with ./patchbay serve"
                        .formatted(file),
                cause);
    }
}
