package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Execution;
import org.patchbay.terminal.Terminal;

/** What a machine keeps of what only one look is told of. */
class MachineVmTest extends OwnMachine {
    /** As by a hand-in, while the tasks are judged. */
    @Test
    void whoeverLooksTheTruthBehindWhatWasPrintedIsKept() throws Exception {
        Command arp = run("arp -n", command -> !command.running());
        machine.look();
        CommandLog log = machine.executions().joined(new CommandLog(List.of(arp)));
        Execution printed = log.commands().getFirst().executions().getFirst();
        assertThat(printed.program()).isEqualTo("arp");
        assertThat(log.moments().orElseThrow().of(printed)).isPresent();
    }

    /** What it told the server before of frames, that server took with it. */
    @Test
    void aMachineOfAnEarlierServerIsNotTakenToHaveToldOfAllFrames() throws Exception {
        run("timeout 60 tcpdump -n -i lo", command -> command.output().contains("listening"));
        machine.look();
        machine.disconnect();
        machine = Machine.rejoin(machine.sandbox(), folder, happenings, happenings);
        machine.look();
        Execution capture = machine.executions()
                .joined(machine.terminals().since(Map.of()))
                .commands()
                .getFirst()
                .executions()
                .getFirst();
        assertThat(machine.traffic().complete(capture, capture.namespace())).isFalse();
    }

    /** The shell that was told to end takes its time; who opens a terminal of that id meanwhile gets the one after it. */
    @Test
    void aTerminalThatIsClosedAndOpenedAtOnceHasAnotherShell() throws Exception {
        Terminal closed = machine.terminals().open();
        String shell = run(closed, "trap 'sleep 0.5; exit' HUP; echo $$", command -> !command.running())
                .output();
        machine.terminals().close(closed.id());
        Terminal opened = machine.terminals().open();
        assertThat(opened.id()).isEqualTo(closed.id());
        // Its recording knows the one before too.
        Predicate<Command> asked = command -> command.line().equals("echo $$") && !command.running();
        assertThat(run(opened, "echo $$", asked).output()).isNotEqualTo(shell);
        assertThat(opened.state().ended()).isFalse();
    }

    private Command run(String line, Predicate<Command> until) throws InterruptedException {
        return run(terminal(), line, until);
    }

    private Command run(Terminal terminal, String line, Predicate<Command> until) throws InterruptedException {
        type(terminal, line);
        assertThat(happenings.await(
                        () -> terminal.commands().commands().stream().anyMatch(until), LIMIT))
                .isTrue();
        return terminal.commands().commands().stream().filter(until).findFirst().orElseThrow();
    }
}
