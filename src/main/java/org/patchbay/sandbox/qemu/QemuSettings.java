package org.patchbay.sandbox.qemu;

import java.nio.file.Path;
import java.time.Duration;
import org.patchbay.sandbox.UserKey;

/**
 * Folders and time limits of the engine.
 *
 * @param image the folder of the VM image
 * @param data the server's data folder; two servers can't share one
 * @param keys of the data folder
 * @param bootLimit for a template's one boot
 * @param cloneLimit for a clone, from its start to its readiness
 * @param codeCache of each machine, if QEMU translates
 */
public record QemuSettings(
        Path image, Path data, UserKey.Source keys, Duration bootLimit, Duration cloneLimit, CodeCache codeCache) {
    /** With limits of about ten times the usual duration. */
    public QemuSettings(Path image, Path data, UserKey.Source keys) {
        this(image, data, keys, CodeCache.FRUGAL);
    }

    /** Likewise. */
    public QemuSettings(Path image, Path data, UserKey.Source keys, CodeCache codeCache) {
        this(image, data, keys, Duration.ofMinutes(8), Duration.ofSeconds(60), codeCache);
    }

    public QemuSettings {
        image = image.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }
}
