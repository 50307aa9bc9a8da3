package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.ssh.SshConnection;
import org.patchbay.ssh.UserKeys;

/**
 * Real machines for tests. The template is kept in {@link #DATA} from one test class to the next; closing ends every
 * machine. The image is where the property {@code patchbay.image} says, else where {@code ./patchbay} builds it.
 */
public final class TestMachines implements AutoCloseable {
    /** Of this process alone: an engine shares its data folder with no other, and tests run in several processes. */
    public static final Path DATA = Path.of(System.getProperty("tests.folder", "target/process-1"), "vm");

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final QemuEngine engine;

    /** For tests, which never rest. */
    public TestMachines() throws Exception {
        this(new QemuSettings(image(), DATA, UserKeys::in, CodeCache.AMPLE));
    }

    /** As for a server, with its own data folder, whose template is booted again. */
    public TestMachines(Path data) throws Exception {
        this(settings(data));
    }

    private TestMachines(QemuSettings settings) throws Exception {
        engine = new QemuEngine(settings);
    }

    /** As a server's. */
    public static QemuSettings settings(Path data) {
        return new QemuSettings(image(), data, UserKeys::in);
    }

    private static Path image() {
        return Path.of(System.getProperty("patchbay.image", ".patchbay/image"));
    }

    public QemuEngine engine() {
        return engine;
    }

    /** A machine as a learner gets it. */
    public Sandbox start() throws Exception {
        return engine.start(Profile.NET);
    }

    /** Runs a script in the machine, without a terminal; fails unless it succeeds. Returns its output. */
    public static String run(Sandbox sandbox, String script) throws Exception {
        try (var connection = SshConnection.open(sandbox.endpoint(), PATIENCE);
                var channel = connection.exec("run " + script)) {
            var output = new String(channel.output().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(channel.exitStatus()).as("%s:%n%s", script, output).hasValue(0);
            return output.strip();
        }
    }

    /** The process that the machine is. */
    public static long pid(Sandbox sandbox) {
        return ((QemuSandbox) sandbox).process().pid();
    }

    /** Kills the machine's process from outside. */
    public static void kill(Sandbox sandbox) {
        var process = ((QemuSandbox) sandbox).process();
        assertThat(process.alive()).isTrue();
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
    }

    @Override
    public void close() {
        engine.endAll();
        engine.close();
    }
}
