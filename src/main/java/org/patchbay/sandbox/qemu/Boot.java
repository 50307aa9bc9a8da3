package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.UserKey;

/** Boots a machine for a template from its kernel. */
final class Boot {
    static final String CONSOLE = "console";

    private static final long IMAGE_TOOL_SECONDS = 60;

    private final Sockets sockets;
    private final ProcessIsolation isolation;

    Boot(Sockets sockets, ProcessIsolation isolation) {
        this.sockets = sockets;
        this.isolation = isolation;
    }

    /** The kernel command line (kernel-parameters.txt of Linux), with two parameters for the agent. */
    static String kernelArguments(Profile profile, UserKey key) {
        // QEMU finds translated code by virtual address: without randomization processes share the translations of a
        // program.
        return String.join(
                " ",
                "root=/dev/vda",
                "rw",
                "quiet",
                "console=ttyS0",
                "norandmaps",
                "panic=-1",
                "init=/usr/sbin/patchbay-agent",
                "patchbay.profile=" + profile.key(),
                "patchbay.key=" + key.publicBlob());
    }

    /**
     * Starts QEMU in a new folder and returns while the kernel boots.
     *
     * @param commandLine by {@link CommandLine#template}
     */
    LaunchedQemu start(
            MachineFolder folder,
            OptionalInt user,
            Image image,
            SealedMemory memory,
            List<String> commandLine,
            Accelerator accelerator)
            throws IOException, InterruptedException {
        var run = folder.run();
        createOverlay(run.resolve(CommandLine.OVERLAY), Files.size(image.base()));
        // Copies, because the machine's user may not be allowed to read the image's own files.
        var own = new Image(
                image.base(),
                Files.copy(image.kernel(), run.resolve("vmlinuz")),
                Files.copy(image.initrd(), run.resolve("initrd.img")),
                image.digest());
        for (var file : List.of(run.resolve(CommandLine.OVERLAY), own.kernel(), own.initrd())) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            isolation.give(file, user);
        }
        var command = new ArrayList<>(isolation.prefix(user, accelerator));
        command.addAll(commandLine);
        return LaunchedQemu.start(sockets, folder, Launcher.Files.forTemplate(memory, own), command);
    }

    private static void createOverlay(Path overlay, long bytes) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "qemu-img",
                        "create",
                        "-q",
                        "-u",
                        "-f",
                        "qcow2",
                        "-F",
                        "raw",
                        "-b",
                        "base",
                        overlay.toString(),
                        Long.toString(bytes))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(IMAGE_TOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("qemu-img could not make an overlay: " + said.strip());
        }
    }
}
