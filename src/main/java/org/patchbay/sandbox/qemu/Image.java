package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.patchbay.sandbox.SandboxException;

/**
 * The built VM image.
 *
 * @param base the read-only root file system, raw
 * @param kernel an uncompressed or bzImage Linux kernel
 * @param initrd its initial file system
 * @param digest of all parts
 */
record Image(Path base, Path kernel, Path initrd, String digest) {
    /** The version of the protocol between server and agent: {@code vm-image/agent/PROTOCOL}. */
    static final String PROTOCOL = "1";

    /**
     * The image in this folder.
     *
     * @throws SandboxException if a part is missing, or its agent has another protocol version
     */
    static Image in(Path folder) throws SandboxException {
        var image = new Image(
                folder.resolve("base.img"), folder.resolve("vmlinuz"), folder.resolve("initrd.img"), digest(folder));
        for (var file : new Path[] {image.base, image.kernel, image.initrd}) {
            if (!Files.isReadable(file)) {
                throw missing(file, null);
            }
        }
        checkProtocol(folder);
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

    private static void checkProtocol(Path folder) throws SandboxException {
        var file = folder.resolve("protocol");
        String spoken;
        try {
            spoken = Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw missing(file, e);
        }
        if (!spoken.equals(PROTOCOL)) {
            throw new SandboxException(
                    "The VM image in %s is of another version than this server: its agent speaks %s, the server version %s; rebuild the image with vm-image/build, or start with ./patchbay serve"
                            .formatted(
                                    folder,
                                    spoken.isEmpty()
                                            ? "a version that it does not name"
                                            : "version '" + spoken.substring(0, Math.min(20, spoken.length())) + "'",
                                    PROTOCOL),
                    null);
        }
    }

    private static SandboxException missing(Path file, IOException cause) {
        return new SandboxException(
                "The VM image is incomplete: %s cannot be read; build it with vm-image/build, or start with ./patchbay serve"
                        .formatted(file),
                cause);
    }
}
