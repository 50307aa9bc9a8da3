package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lab.event.Notice;

/** An idle machine uses no memory any more, and is restored when its learner returns. */
@Tag("vm")
@ExtendWith(Consoles.class)
class SleepIT {
    private static final Path FOLDER = Path.of("target", "running", "sleep");
    private static final String[] IMPATIENT = {
        "patchbay.limits.idle=20S", "patchbay.limits.warning=5S", "patchbay.limits.spare-machines=0"
    };

    @Test
    void theSameShellContinuesAtAnotherServerToo() throws Exception {
        RunningServer first = RunningServer.start(FOLDER, IMPATIENT);
        LearnerClient yesterday = new LearnerClient(first.address());
        String lab = yesterday.begin("20-veth-pair");
        EventsClient events = yesterday.events(lab);
        events.awaitPhase("ready");
        TerminalClient before = yesterday.terminal(lab, "t1").prompted();
        ProcessHandle machine = first.folder().machine(before.ask("hostname"));
        before.type("ip link add veth0 type veth peer name veth1");
        events.awaitPassed("10-create", "pair");
        String shell = before.ask("mine=kept; echo $$");
        events.awaitPhase("ending");
        events.awaitPhase("asleep");
        before.awaitClose();
        machine.onExit().get(4, TimeUnit.MINUTES);
        first.terminate();

        try (RunningServer second = RunningServer.start(FOLDER, IMPATIENT);
                LearnerClient today = yesterday.at(second.address())) {
            EventsClient again = today.events(lab);
            again.awaitPhase("ready");
            again.awaitNotice(Notice.AWAKE);
            TerminalClient after = today.terminal(lab, "t1").reached();
            after.await("mine=kept.*# ");
            assertThat(after.ask("echo $$ $mine")).isEqualTo(shell + " kept");
            after.type("ip link set veth0 up");
            again.awaitPassed("20-up", "first-end");
            today.end(lab);
        }
    }
}
