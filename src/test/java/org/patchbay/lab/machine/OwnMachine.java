package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.qemu.WithMachines;
import org.patchbay.terminal.Terminal;

/** Tests each of which has a new machine of its own, connected as a learner's is. */
public abstract class OwnMachine extends WithMachines {
    /** Far longer than anything takes here. */
    public static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    public final MachineWaiter waiter = new MachineWaiter();
    public LabMachine machine;

    @BeforeEach
    void start() throws Exception {
        machine = LabMachine.connect(machines.engine().start(profile()), folder, waiter);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    /** The machines' profile. */
    Profile profile() {
        return Profile.NET;
    }

    /** The one that is open from the beginning. */
    public Terminal terminal() {
        return machine.terminals().of(Terminals.FIRST).orElseThrow();
    }

    /** Types a line as soon as there is a prompt. */
    public void type(Terminal terminal, String line) throws InterruptedException {
        assertThat(waiter.await(
                        () -> terminal.state().connected() && !terminal.state().busy(), LIMIT))
                .isTrue();
        terminal.input((line + "\r").getBytes(StandardCharsets.UTF_8));
    }
}
