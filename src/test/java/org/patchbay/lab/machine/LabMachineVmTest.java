package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.terminal.Terminal;

/** What a machine keeps of data that only one look reports. */
class LabMachineVmTest extends OwnMachine {
    /** As by a hand-in, while the tasks are judged. */
    @Test
    void aRunsStateIsKeptByAnyLook() throws Exception {
        Command arp = run("arp -n", command -> !command.running());
        machine.look();
        CommandLog log = machine.executions().joined(new CommandLog(List.of(arp)));
        Execution printed = log.commands().getFirst().executions().getFirst();
        assertThat(printed.program()).isEqualTo("arp");
        assertThat(log.namespaceStates().orElseThrow().of(printed)).isPresent();
    }

    /** The earlier server's reports of frames are lost. */
    @Test
    void framesBeforeTheServersRestartMayBeMissing() throws Exception {
        run("timeout 60 tcpdump -n -i lo", command -> command.output().contains("listening"));
        machine.look();
        machine.disconnect();
        machine = LabMachine.rejoin(machine.sandbox(), folder, waiter);
        assertThat(machine.seen())
                .as("looked at, so that what ran before is known")
                .isPresent();
        machine.look();
        Execution capture = machine.executions()
                .joined(machine.terminals().since(Map.of()))
                .commands()
                .getFirst()
                .executions()
                .getFirst();
        assertThat(machine.traffic().complete(capture, capture.namespace())).isFalse();
    }

    /** Whatever the one before it is still at: its shell takes its time to end. */
    @Test
    void aTerminalThatIsOpenedIsNewThoughAnotherHasJustBeenClosed() throws Exception {
        Terminal closed = machine.terminals().open();
        Predicate<Command> asked = command -> command.line().equals("echo $$") && !command.running();
        run(closed, "trap 'sleep 0.5; exit' HUP", command -> !command.running());
        String shell = run(closed, "echo $$", asked).output();
        machine.terminals().close(closed.id());
        Terminal opened = machine.terminals().open();
        // Before its shell can be there.
        assertThat(opened.input("echo $$\r".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(opened.id()).isNotEqualTo(closed.id());
        assertThat(opened.recording()).isNotEqualTo(closed.recording());
        assertThat(await(opened, asked).output()).isNotEqualTo(shell);
        assertThat(opened.commands().commands()).hasSize(1);
        assertThat(opened.state().ended()).isFalse();
    }

    @Test
    void allTerminalsCanBeClosedAndAsManyOpenedAgainAndAgain() throws Exception {
        Predicate<Command> asked = command -> command.line().equals("echo $$") && !command.running();
        Set<String> shells = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            for (Terminal terminal : machine.terminals().all()) {
                machine.terminals().close(terminal.id());
            }
            for (int number = 0; number < 8; number++) {
                machine.terminals().open().input("echo $$\r".getBytes(StandardCharsets.UTF_8));
            }
            assertThatThrownBy(() -> machine.terminals().open()).isInstanceOf(DeclinedException.class);
            for (Terminal terminal : machine.terminals().all()) {
                shells.add(await(terminal, asked).output());
                assertThat(terminal.state().ended()).isFalse();
            }
        }
        assertThat(shells).hasSize(24);
    }

    /** Also where all that is left of a terminal is its recording. */
    @Test
    void terminalIdsAreNotReusedAfterARestart() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            Terminal terminal = machine.terminals().open();
            run(terminal, "true", command -> !command.running());
            ids.add(terminal.id());
        }
        machine.terminals().close(ids.getLast());
        machine.disconnect();
        machine = LabMachine.rejoin(machine.sandbox(), folder, waiter);
        assertThat(machine.terminals().all()).extracting(Terminal::id).containsExactly(Terminals.FIRST, ids.getFirst());
        assertThat(ids).doesNotContain(machine.terminals().open().id());
    }

    private Command run(String line, Predicate<Command> until) throws InterruptedException {
        return run(terminal(), line, until);
    }

    private Command run(Terminal terminal, String line, Predicate<Command> until) throws InterruptedException {
        type(terminal, line);
        return await(terminal, until);
    }

    private Command await(Terminal terminal, Predicate<Command> until) throws InterruptedException {
        assertThat(waiter.await(() -> terminal.commands().commands().stream().anyMatch(until), LIMIT))
                .isTrue();
        return terminal.commands().commands().stream().filter(until).findFirst().orElseThrow();
    }
}
