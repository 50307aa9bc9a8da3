package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sandbox.qemu.TestMachines.run;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.ArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;

@Tag("vm")
class AdoptionTest {
    private static final Path DATA = TestMachines.DATA;

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
            assertThat(adopted.ended().get(4, TimeUnit.MINUTES)).isEqualTo(Sandbox.Ending.DIED);
        }
    }

    @Test
    void aDetachedServerIsFollowedByOneThatEndsAll() throws Exception {
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
    void aMachineThatDoesNotAnswerYetIsSavedWhenItDoes() throws Exception {
        MachineProcess process;
        try (var engine = new QemuEngine(TestMachines.settings(DATA))) {
            process = ((QemuSandbox) engine.start(Profile.NET)).process();
        }
        signal("STOP", process);
        try (var machines = new TestMachines(DATA)) {
            var adopted = machines.engine().running().getFirst();
            machines.engine().prepare(Profile.NET, (phase, percent, elapsed) -> {});
            var saving = new FutureTask<>(() -> machines.engine().save(adopted, DATA.resolve("saved")));
            Thread.ofVirtual().start(saving);
            signal("CONT", process);
            saving.get().delete();
            assertThat(run(adopted, "hostname")).isEqualTo(adopted.id().value());
        }
    }

    private static void signal(String name, MachineProcess process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void noMachineIsLeftThatWasBeingMadeAtTheEnd() throws Exception {
        var starts = new ArrayList<FutureTask<Sandbox>>();
        try (var engine = new QemuEngine(TestMachines.settings(DATA))) {
            engine.prepare(Profile.NET, (phase, percent, elapsed) -> {});
            try (var begun = DATA.getFileSystem().newWatchService()) {
                DATA.resolve("sandboxes").register(begun, StandardWatchEventKinds.ENTRY_CREATE);
                for (int i = 0; i < 5; i++) {
                    var start = new FutureTask<>(() -> engine.start(Profile.NET));
                    starts.add(start);
                    Thread.ofVirtual().start(start);
                }
                assertThat(begun.poll(4, TimeUnit.MINUTES)).isNotNull();
            }
            engine.endAll();
            assertThat(engine.running()).isEmpty();
            assertThat(DATA.resolve("sandboxes")).isEmptyDirectory();
        }
        for (var start : starts) {
            assertThatThrownBy(() -> start.get(4, TimeUnit.MINUTES)).hasCauseInstanceOf(SandboxException.class);
        }
    }

    @Test
    void aMachineThatIsNotReadyIsEnded() throws Exception {
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
