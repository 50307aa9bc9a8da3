package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a QEMU that outlives this process: in its own session, with its output in files, and with the files it reads
 * opened before it drops its privileges.
 */
final class Launcher {
    /** A descriptor of the started process. */
    record Descriptor(int number) {
        /** The path by which the process opens the descriptor. */
        String path() {
            return "/proc/self/fd/" + number;
        }
    }

    static final Descriptor MEMORY = new Descriptor(0);
    static final Descriptor STATE = new Descriptor(3);
    static final Descriptor BASE = new Descriptor(4);
    static final Descriptor KERNEL = new Descriptor(5);
    static final Descriptor INITRD = new Descriptor(6);

    private static final Path NOTHING = Path.of("/dev/null");

    /**
     * The shell records its process before it becomes QEMU, so that a server that dies at any moment leaves no unknown
     * process. If memory runs out, the kernel kills a learner's machine before the server.
     */
    private static final String SCRIPT = """
            umask 077
            ulimit -c 0
            { echo 500 >/proc/self/oom_score_adj; } 2>/dev/null
            read -r stat </proc/$$/stat
            echo "$stat" >"$1"
            exec 3<"$2" 4<"$3" 5<"$4" 6<"$5"
            shift 5
            exec "$@"
            """;

    /**
     * The files that a machine reads.
     *
     * @param memory its memory
     * @param state its devices' state
     * @param base the image
     * @param kernel the kernel; a clone needs only its head
     * @param initrd the initial file system
     */
    record Files(Path memory, Path state, Path base, Path kernel, Path initrd) {
        static Files forTemplate(SealedMemory memory, Image image) {
            return new Files(memory.path(), NOTHING, image.base(), image.kernel(), image.initrd());
        }

        static Files forClone(CloneSource source) {
            var template = source.template();
            return new Files(template.memory().path(), source.state(), template.base(), template.kernel(), NOTHING);
        }

        static Files forTrial(Path kernel) {
            return new Files(NOTHING, NOTHING, NOTHING, kernel, NOTHING);
        }
    }

    private Launcher() {}

    /** @param command the isolation's prefix and the command line after it */
    static Process launch(MachineFolder folder, Files files, List<String> command) throws IOException {
        var whole = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "patchbay-launch",
                folder.processFile().toString(),
                files.state.toString(),
                files.base.toString(),
                files.kernel.toString(),
                files.initrd.toString()));
        whole.addAll(command);
        var log = folder.log().toFile();
        var builder = new ProcessBuilder(whole)
                .directory(folder.run().toFile())
                .redirectInput(files.memory.toFile())
                .redirectOutput(log)
                .redirectError(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        return builder.start();
    }
}
