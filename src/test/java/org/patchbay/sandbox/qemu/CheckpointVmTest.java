package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sandbox.qemu.TestMachines.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sandbox.Checkpoint;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshChannel;
import org.patchbay.ssh.SshConnection;

/** Machines that are saved, and what goes on from there. */
class CheckpointVmTest extends WithMachines {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final PtySize SIZE = new PtySize(80, 24);
    private static final String RANDOM = "head -c 32 /dev/urandom | od -An -tx1";

    @TempDir
    Path folder;

    @Test
    void networkFilesAndMemoryAreThoseOfThatMoment() throws Exception {
        try (var sandbox = machines.start()) {
            run(sandbox, "ip link add veth0 type veth peer name veth1; ip addr add 10.70.2.10/24 dev veth0");
            run(sandbox, "echo kept >/root/on-disk; sync; echo cached >/root/in-memory; ip netns add ns1");
            var saved = machines.engine().save(sandbox, folder.resolve("saved"));

            run(sandbox, "ip link del veth0; rm /root/on-disk /root/in-memory; ip netns del ns1; sync");
            assertThat(run(sandbox, "ls /root | wc -l; ip netns | wc -l")).isEqualTo("0\n0");
            for (int time = 0; time < 2; time++) {
                try (var restored = machines.engine().restore(saved)) {
                    assertThat(restored.id()).isNotEqualTo(sandbox.id());
                    assertThat(restored.profile()).isEqualTo(Profile.NET);
                    assertThat(run(restored, "cat /root/on-disk /root/in-memory"))
                            .isEqualTo("kept\ncached");
                    assertThat(run(restored, "ip -br addr show veth0")).contains("10.70.2.10/24");
                    assertThat(run(restored, "ip netns")).startsWith("ns1");
                    assertThat(run(restored, "hostname")).isEqualTo(sandbox.id().value());
                }
            }
            assertThat(run(sandbox, "hostname")).isEqualTo(sandbox.id().value());
        }
    }

    @Test
    void clockAndRandomnessAreRenewed() throws Exception {
        try (var sandbox = machines.start()) {
            var saved = machines.engine().save(sandbox, folder.resolve("saved"));
            run(sandbox, "date -s '2020-01-01'");
            try (var one = machines.engine().restore(saved);
                    var other = machines.engine().restore(saved)) {
                assertThat(run(one, RANDOM)).isNotEqualTo(run(other, RANDOM));
                var before = Instant.now();
                var inside = Double.parseDouble(run(one, "date +%s.%N"));
                var after = Instant.now();
                assertThat(inside).isBetween(before.toEpochMilli() / 1000.0 - 1, after.toEpochMilli() / 1000.0 + 1);
            }
        }
    }

    @Test
    void shellsAndTheirProgramsContinue() throws Exception {
        try (var sandbox = machines.start()) {
            try (var connection = SshConnection.open(sandbox.endpoint(), LIMIT);
                    var shell = connection.exec("terminal t1 0", SIZE)) {
                type(shell, "greeting=hel; greeting+=lo; echo rea''dy; cat\n");
                read(shell, "ready\r\n");
                type(shell, "one line\n");
                read(shell, "one line\r\none line");
                var saved = machines.engine().save(sandbox, folder.resolve("saved"));
                type(shell, "lost\n");
                read(shell, "lost\r\nlost");

                try (var restored = machines.engine().restore(saved);
                        var anew = SshConnection.open(restored.endpoint(), LIMIT);
                        var again = anew.exec("terminal t1 0", SIZE)) {
                    assertThat(read(again, "one line\r\none line")).doesNotContain("lost");
                    type(again, "another line\n");
                    read(again, "another line\r\nanother line");
                    type(again, "\004");
                    read(again, "# ");
                    type(again, "echo $greeting again\n");
                    read(again, "hello again");
                }
                type(shell, "still here\n");
                read(shell, "still here\r\nstill here");
            }
        }
    }

    @Test
    void aRestoredMachineIsSavedAndRestoredLikeAnyOther() throws Exception {
        try (var sandbox = machines.start()) {
            run(sandbox, "ip link add first type dummy");
            var first = machines.engine().save(sandbox, folder.resolve("first"));
            Checkpoint second;
            try (var restored = machines.engine().restore(first)) {
                run(restored, "ip link add second type dummy");
                second = machines.engine().save(restored, folder.resolve("second"));
            }
            try (var last = machines.engine().restore(second)) {
                assertThat(run(last, "ip -br link")).contains("first").contains("second");
                assertThat(run(last, "hostname")).isEqualTo(sandbox.id().value());
            }
        }
    }

    @Test
    void aMachineThatChangesFasterThanItCanBeSentIsSavedAllTheSame() throws Exception {
        try (var sandbox = machines.start()) {
            run(sandbox, "(while :; do dd if=/dev/zero of=/dev/shm/x bs=1M count=48; done) >/dev/null 2>&1 & echo $!");
            var saved = machines.engine().save(sandbox, folder.resolve("saved"));
            assertThat(run(sandbox, "pgrep -c dd || true")).isNotEqualTo("0");
            try (var restored = machines.engine().restore(saved)) {
                assertThat(run(restored, "test -e /dev/shm/x && echo there")).isEqualTo("there");
            }
        }
    }

    @Test
    void takesLittleAndIsWholeOrNotThere() throws Exception {
        Sandbox sandbox = machines.start();
        var saved = machines.engine().save(sandbox, folder.resolve("saved"));
        sandbox.close();
        assertThat(saved.bytes()).isLessThan(16L * 1024 * 1024);
        saved.delete();
        assertThat(folder.resolve("saved")).doesNotExist();
        assertThat(saved.bytes()).isZero();
        saved.delete();
        assertThatThrownBy(() -> machines.engine().restore(saved)).isInstanceOf(SandboxException.class);
        assertThatThrownBy(() -> machines.engine().save(sandbox, folder.resolve("late")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("does not run any more");
        assertThat(folder.resolve("late")).doesNotExist();
    }

    @Test
    void aMachineThatHasWrittenTooMuchIsNotSavedAndContinues() throws Exception {
        try (var sandbox = machines.start()) {
            run(sandbox, "dd if=/dev/urandom of=/root/big bs=1M count=80 conv=fsync 2>/dev/null");
            assertThatThrownBy(() -> machines.engine().save(sandbox, folder.resolve("saved")))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("written to its disk");
            assertThat(folder.resolve("saved")).doesNotExist();
            assertThat(run(sandbox, "echo runs")).isEqualTo("runs");
        }
    }

    @Test
    void aCheckpointOfAnotherTemplateIsRefused() throws Exception {
        try (var sandbox = machines.start()) {
            var saved = machines.engine().save(sandbox, folder.resolve("saved"));
            new CheckpointFolder(saved.folder())
                    .write(new CheckpointFolder.Record("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAother", "lab-x"));
            assertThatThrownBy(() -> machines.engine().restore(saved))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("template that is gone");
        }
    }

    @Test
    void aDamagedCheckpointMakesNoMachine() throws Exception {
        try (var sandbox = machines.start()) {
            var saved = machines.engine().save(sandbox, folder.resolve("saved"));
            var state = saved.folder().resolve("state");
            Files.write(state, Arrays.copyOf(Files.readAllBytes(state), 100_000));
            int before = machines.engine().running().size();
            assertThatThrownBy(() -> machines.engine().restore(saved)).isInstanceOf(SandboxException.class);
            assertThat(machines.engine().running()).hasSize(before);
        }
    }

    @Test
    void dockerAndItsContainersGoOn() throws Exception {
        try (var sandbox = machines.engine().start(Profile.DOCKER)) {
            run(sandbox, "docker run -d --name web busybox httpd -f -h /www");
            var saved = machines.engine().save(sandbox, folder.resolve("saved"));
            run(sandbox, "docker rm -f web");
            try (var restored = machines.engine().restore(saved)) {
                assertThat(run(restored, "docker ps --format '{{.Names}}'")).isEqualTo("web");
                assertThat(run(restored, "docker exec web wget -q -O - 127.0.0.1"))
                        .contains("Hello from a container.");
            }
        }
    }

    @Test
    void aServerThatIsKilledWhileItSavesLeavesMachinesThatRun() throws Exception {
        var data = TestMachines.DATA.toAbsolutePath();
        var sandbox = machines.start();
        var monitor = new MachineFolder(
                        data.resolve("sandboxes").resolve(sandbox.id().value()))
                .run()
                .resolve(CommandLine.QMP);
        try (var sockets = new Sockets(data);
                var qmp = Qmp.over(sockets.connect(monitor))) {
            // As it stands between the end of the saving and the word that lets it go on.
            qmp.execute("stop", Map.of());
        }
        machines.engine().close();
        machines = new TestMachines();
        var adopted = machines.engine().running().getFirst();
        assertThat(adopted.id()).isEqualTo(sandbox.id());
        assertThat(run(adopted, "echo runs")).isEqualTo("runs");
        adopted.close();
    }

    private static void type(SshChannel shell, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        shell.send(bytes, 0, bytes.length);
    }

    /** Reads until that text has come; all that came. */
    private static String read(SshChannel shell, String text) throws Exception {
        var seen = new StringBuilder();
        var buffer = new byte[4096];
        while (seen.indexOf(text) < 0) {
            int read = shell.output().read(buffer);
            assertThat(read).as("%s, in %s", text, seen).isNotNegative();
            seen.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
        return seen.toString();
    }
}
