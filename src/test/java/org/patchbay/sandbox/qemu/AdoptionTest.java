package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sandbox.qemu.TestMachines.run;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;

@Tag("vm")
@Timeout(300)
class AdoptionTest {
    private static final Path DATA = Path.of("target", "vm");

    @Test
    void machinesOutliveAKilledServer() throws Exception {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dpatchbay.image=" + System.getProperty("patchbay.image", ".patchbay/image"),
                "-cp",
                System.getProperty("java.class.path"),
                OtherServer.class.getName(),
                DATA.toString());
        var server = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String name;
        try (BufferedReader said = server.inputReader()) {
            name = said.readLine();
        } finally {
            server.destroyForcibly().waitFor();
        }

        try (var machines = new TestMachines(DATA)) {
            assertThat(machines.engine().running())
                    .extracting(sandbox -> sandbox.id().value())
                    .containsExactly(name);
            var adopted = machines.engine().running().getFirst();
            assertThat(run(adopted, "hostname")).isEqualTo(name);

            TestMachines.kill(adopted);
            assertThat(adopted.ended().get(20, TimeUnit.SECONDS)).isEqualTo(Sandbox.Ending.DIED);
        }
    }

    @Test
    void aServerThatLetsGoIsFollowedByOneThatEndsAll() throws Exception {
        MachineProcess process;
        try (var engine = new QemuEngine(TestMachines.settings(DATA))) {
            process = ((QemuSandbox) engine.start(Profile.NET)).process();
        }
        assertThat(process.alive()).isTrue();

        try (var machines = new TestMachines(DATA)) {
            assertThat(machines.engine().running()).hasSize(1);
        }
        assertThat(process.alive()).isFalse();
        assertThat(DATA.resolve("sandboxes")).isEmptyDirectory();
    }

    @Test
    void whatIsNotReadyIsEnded() throws Exception {
        var folder = Files.createDirectories(DATA.resolve("sandboxes").resolve("lab-half"));
        var child = new ProcessBuilder("cat").start();
        Files.copy(Path.of("/proc", Long.toString(child.pid()), "stat"), folder.resolve("process"));
        try (var machines = new TestMachines(DATA)) {
            assertThat(machines.engine().running()).isEmpty();
        }
        assertThat(child.waitFor()).isNotZero();
        assertThat(folder).doesNotExist();
    }
}
