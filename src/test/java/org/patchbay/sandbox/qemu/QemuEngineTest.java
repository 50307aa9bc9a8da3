package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sandbox.qemu.TestMachines.run;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshConnection;

class QemuEngineTest extends WithMachines {

    @Test
    void clonesDifferInWhatMustNotBeShared() throws Exception {
        try (var one = machines.start();
                var other = machines.start()) {
            assertThat(one.id()).isNotEqualTo(other.id());
            assertThat(run(one, "hostname")).isEqualTo(one.id().value());
            assertThat(run(other, "hostname")).isEqualTo(other.id().value());
            var random = "head -c 32 /dev/urandom | od -An -tx1";
            assertThat(run(one, random)).isNotEqualTo(run(other, random));

            var before = Instant.now();
            var inside = Double.parseDouble(run(one, "date +%s.%N"));
            var after = Instant.now();
            assertThat(inside).isBetween(before.toEpochMilli() / 1000.0 - 1, after.toEpochMilli() / 1000.0 + 1);
        }
    }

    @Test
    void theMachineHasNoRouteOut() throws Exception {
        try (var sandbox = machines.start();
                var service = new ServerSocket(0)) {
            // Root in the machine can reach the network card's namespace too. QEMU answers there, so the following
            // result is not caused by a missing card.
            var inside = "nsenter --net=/proc/1/ns/net ";
            assertThat(run(sandbox, inside + "arping -c 1 10.0.2.2")).contains("reply from 10.0.2.2");
            for (var address : new String[] {"10.0.2.2", "10.0.2.3", "192.0.2.1"}) {
                for (var namespace : new String[] {"", inside}) {
                    var attempt = "%snc -z -w 2 %s %d && echo reached || echo refused"
                            .formatted(namespace, address, service.getLocalPort());
                    assertThat(run(sandbox, attempt)).endsWith("refused").doesNotContain("reached");
                }
            }
        }
    }

    @Test
    void theProcessIsConfined() throws Exception {
        try (var sandbox = machines.start()) {
            var process = new MachineFolder(TestMachines.DATA
                            .resolve("sandboxes")
                            .resolve(sandbox.id().value()))
                    .process()
                    .orElseThrow();
            var status = Files.readString(Path.of("/proc", process.pid() + "", "status"));
            assertThat(status)
                    .containsPattern("NoNewPrivs:\\s1")
                    .containsPattern("Seccomp:\\s2")
                    .containsPattern("CapEff:\\s0{16}");
            // Else 2 MiB would be taken for each first byte, proc_pid_status(5).
            assertThat(status).containsPattern("THP_enabled:\\s0");
            if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
                assertThat(status).doesNotContainPattern("Uid:\\s0\\s").doesNotContainPattern("Gid:\\s0\\s");
                assertThat(status).containsPattern("Groups:\\s*\n");
            }
        }
    }

    @Test
    void theLearnerIsNotifiedWhenQemuIsKilled() throws Exception {
        var sandbox = machines.start();
        var folder = TestMachines.DATA.resolve("sandboxes").resolve(sandbox.id().value());
        TestMachines.kill(sandbox);
        assertThat(sandbox.ended().get(4, TimeUnit.MINUTES)).isEqualTo(Sandbox.Ending.DIED);
        assertThat(folder).doesNotExist();
        assertThat(machines.engine().running()).doesNotContain(sandbox);
        sandbox.close();
    }

    @Test
    void aRebootInsideEndsTheMachine() throws Exception {
        var sandbox = machines.start();
        run(sandbox, "(sleep 0.2; reboot) >/dev/null 2>&1 &");
        assertThat(sandbox.ended().get(4, TimeUnit.MINUTES)).isEqualTo(Sandbox.Ending.DIED);
    }

    @Test
    void aClosedMachineLeavesNoFiles() throws Exception {
        var sandbox = machines.start();
        var folder = TestMachines.DATA.resolve("sandboxes").resolve(sandbox.id().value());
        var process = ((QemuSandbox) sandbox).process();
        sandbox.close();
        assertThat(sandbox.ended()).isCompletedWithValue(Sandbox.Ending.CLOSED);
        assertThat(process.alive()).isFalse();
        assertThat(folder).doesNotExist();
        sandbox.close();
    }

    @Test
    void aForkBombAndAFullDiskStayInside() throws Exception {
        try (var unruly = machines.start();
                var quiet = machines.start();
                var connection = SshConnection.open(unruly.endpoint(), Duration.ofMinutes(4));
                var shell = connection.exec("terminal t1 0", new PtySize(80, 24))) {
            var bomb = "bomb() { bomb | bomb & }; bomb\n".getBytes(StandardCharsets.UTF_8);
            shell.send(bomb, 0, bomb.length);
            run(unruly, "dd if=/dev/zero of=/var/full bs=1M 2>/dev/null; sync; ! echo more >/var/more");
            assertThat(run(quiet, "touch /var/x && rm /var/x && echo fine")).isEqualTo("fine");
            assertThat(run(unruly, "echo still there")).isEqualTo("still there");
            assertThat(unruly.ended()).isNotDone();
            assertThat(quiet.ended()).isNotDone();
        }
    }

    @Test
    void twentyAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, 20)
                    .mapToObj(i -> (Callable<Sandbox>) machines::start)
                    .toList();
            var sandboxes = new ArrayList<Sandbox>();
            for (var started : threads.invokeAll(tasks)) {
                sandboxes.add(started.get());
            }
            var names = new HashSet<String>();
            var random = new HashSet<String>();
            for (var sandbox : sandboxes) {
                names.add(run(sandbox, "hostname"));
                random.add(run(sandbox, "head -c 16 /dev/urandom | od -An -tx1"));
            }
            assertThat(names).hasSize(20);
            assertThat(random).hasSize(20);
            sandboxes.forEach(sandbox -> threads.submit(sandbox::close));
        }
    }

    @Test
    void twoServersCannotShareTheDataFolder() {
        assertThatThrownBy(() -> new TestMachines())
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("is in use by another server");
    }
}
