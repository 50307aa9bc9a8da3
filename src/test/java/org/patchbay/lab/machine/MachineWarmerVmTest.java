package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.sandbox.Pool;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxSettings;
import org.patchbay.sandbox.Spares;
import org.patchbay.sandbox.qemu.TestMachines;
import org.patchbay.sandbox.qemu.WithMachines;

/** Real machines that wait, connected, for their learners. */
class MachineWarmerVmTest extends WithMachines {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    private final MachineWarmer warmer = new MachineWarmer();

    @Test
    void aSpareMachineIsHandedOverWithItsProbeAndItsShellsOutput() throws Exception {
        Sandbox sandbox = machines.start();
        warmer.ready(sandbox);
        MachineWaiter waiter = new MachineWaiter();
        MachineConnections connections = warmer.take(sandbox).orElseThrow();
        assertThat(warmer.take(sandbox)).as("only one can have it").isEmpty();
        try (LabMachine machine = LabMachine.of(sandbox, connections, folder, waiter)) {
            var terminal = machine.terminals().of(Terminals.FIRST).orElseThrow();
            assertThat(waiter.await(() -> terminal.state().connected() && terminal.end() > 0, LIMIT))
                    .isTrue();
            assertThat(terminal.input("ip link add veth0 type veth peer name veth1\r".getBytes()))
                    .isTrue();
            assertThat(waiter.await(
                            () -> terminal.commands().commands().stream().anyMatch(command -> !command.running()),
                            LIMIT))
                    .isTrue();
            assertThat(machine.look()
                            .snapshot()
                            .namespace(Namespace.INIT)
                            .orElseThrow()
                            .links())
                    .extracting(link -> link.name())
                    .contains("veth0", "veth1");
            machine.disconnect();
            // The prompt is a shell's first output.
            assertThat(Files.readString(terminal.recording())).contains("root@").contains("veth0");
        }
    }

    @Test
    void waitingLeavesNoTraceInTheMachine() throws Exception {
        Sandbox waited = machines.start();
        Sandbox fresh = machines.start();
        warmer.ready(waited);
        MachineWaiter waiter = new MachineWaiter();
        try (LabMachine one = LabMachine.of(waited, warmer.take(waited).orElseThrow(), folder.resolve("1"), waiter);
                LabMachine other = LabMachine.connect(fresh, folder.resolve("2"), waiter)) {
            var seen = one.look();
            assertThat(seen.executions())
                    .filteredOn(execution -> !execution.terminal().isEmpty())
                    .extracting(Execution::program)
                    .as("what ran in its terminals")
                    .containsExactly("bash");
            assertThat(seen.snapshot().namespaces())
                    .hasSameSizeAs(other.look().snapshot().namespaces());
            assertThat(seen.snapshot().namespace(Namespace.INIT).orElseThrow().links())
                    .isEqualTo(other.look()
                            .snapshot()
                            .namespace(Namespace.INIT)
                            .orElseThrow()
                            .links());
        }
    }

    @Test
    void aSpareMachineThatDiesIsReplaced() throws Exception {
        var settings =
                new SandboxSettings(2, 10_000, 1, 1, Duration.ZERO, Duration.ofMinutes(30), Duration.ofMinutes(5));
        try (var pool = new Pool(machines.engine(), Profile.NET, warmer, settings, Duration.ZERO)) {
            pool.fill();
            Spares.await(pool, 1);
            Sandbox first = machines.engine().running().getFirst();
            TestMachines.kill(first);
            first.ended().join();
            Sandbox next = pool.start(Profile.NET);
            assertThat(next.id()).isNotEqualTo(first.id());
            assertThat(warmer.take(first)).isEmpty();
            next.close();
        }
    }
}
