package org.patchbay.sandbox.qemu;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.patchbay.sandbox.SandboxException;

/** The system's programs that machines need. */
final class Programs {
    private static final List<String> NEEDED = List.of(CommandLine.PROGRAM, "qemu-img", "setpriv", "setsid");

    private Programs() {}

    /** @throws SandboxException that names the first missing one, and its package */
    static void requireAll() throws SandboxException {
        for (var name : NEEDED) {
            if (find(name) == null) {
                throw new SandboxException(
                        "%s is not installed; on Debian: apt-get install qemu-system-x86 qemu-utils util-linux"
                                .formatted(name));
            }
        }
    }

    /** Null if it is not on the path. */
    static Path find(String name) {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            var program = Path.of(folder).resolve(name);
            if (!folder.isEmpty() && Files.isExecutable(program)) {
                return program;
            }
        }
        return null;
    }
}
