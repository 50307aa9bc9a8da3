package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sandbox.qemu.TestMachines;
import org.patchbay.terminal.Terminal;

/** Tests each of which has a new machine of its own, connected as a learner's is. */
@Tag("vm")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OwnMachine {
    /** Far longer than anything takes here. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    final Happenings happenings = new Happenings();
    Machine machine;
    private TestMachines machines;

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
        machine = Machine.connect(machines.start(), folder, happenings, happenings);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    /** The one that is open from the beginning. */
    Terminal terminal() {
        return machine.terminal(Machine.FIRST_TERMINAL).orElseThrow();
    }

    /** Types a line as soon as there is a prompt. */
    void type(Terminal terminal, String line) throws InterruptedException {
        assertThat(happenings.await(
                        () -> terminal.state().connected() && !terminal.state().busy(), LIMIT))
                .isTrue();
        terminal.input((line + "\r").getBytes(StandardCharsets.UTF_8));
    }
}
