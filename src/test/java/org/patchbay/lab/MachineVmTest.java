package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Execution;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.TestMachines;
import org.patchbay.terminal.Terminal;

/** What a machine keeps of what only one look is told of. */
@Tag("vm")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineVmTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Happenings happenings = new Happenings();
    private TestMachines machines;
    private Sandbox sandbox;
    private Machine machine;

    @BeforeAll
    void open() throws Exception {
        machines = new TestMachines();
    }

    @AfterAll
    void close() {
        machines.close();
    }

    @BeforeEach
    void start() throws Exception {
        sandbox = machines.start();
        machine = Machine.connect(sandbox, folder, happenings, happenings);
    }

    @AfterEach
    void end() {
        machine.close();
    }

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
        machine = Machine.rejoin(sandbox, folder, happenings, happenings);
        machine.look();
        Execution capture = machine.executions()
                .joined(machine.since(Map.of()))
                .commands()
                .getFirst()
                .executions()
                .getFirst();
        assertThat(machine.traffic().complete(capture, capture.namespace())).isFalse();
    }

    /** The shell that was told to end takes its time; who opens a terminal of that id meanwhile gets the one after it. */
    @Test
    void aTerminalThatIsClosedAndOpenedAtOnceHasAnotherShell() throws Exception {
        Terminal closed = machine.open();
        String shell = run(closed, "trap 'sleep 0.5; exit' HUP; echo $$", command -> !command.running())
                .output();
        machine.close(closed.id());
        Terminal opened = machine.open();
        assertThat(opened.id()).isEqualTo(closed.id());
        // Its recording knows the one before too.
        Predicate<Command> asked = command -> command.line().equals("echo $$") && !command.running();
        assertThat(run(opened, "echo $$", asked).output()).isNotEqualTo(shell);
        assertThat(opened.state().ended()).isFalse();
    }

    private Command run(String line, Predicate<Command> until) throws InterruptedException {
        return run(machine.terminal(Machine.FIRST_TERMINAL).orElseThrow(), line, until);
    }

    private Command run(Terminal terminal, String line, Predicate<Command> until) throws InterruptedException {
        assertThat(happenings.await(
                        () -> terminal.state().connected() && !terminal.state().busy(), LIMIT))
                .isTrue();
        terminal.input((line + "\r").getBytes(StandardCharsets.UTF_8));
        assertThat(happenings.await(
                        () -> terminal.commands().commands().stream().anyMatch(until), LIMIT))
                .isTrue();
        return terminal.commands().commands().stream().filter(until).findFirst().orElseThrow();
    }
}
