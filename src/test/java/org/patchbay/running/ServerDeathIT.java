package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lab.event.Notice;

/** The server ends in each of three ways, and another replaces it. */
@Tag("vm")
@ExtendWith(Consoles.class)
class ServerDeathIT {
    private static final Path FOLDER = Path.of("target", "running", "deaths");
    private static final Pattern LINE = Pattern.compile("line ([0-9]+) end");

    @Test
    void aShellOutlivesAKilledServerAndNothingIsLostOrTwice() throws Exception {
        RunningServer killed = RunningServer.start(FOLDER);
        LearnerClient before = new LearnerClient(killed.address());
        String lab = before.begin("20-veth-pair");
        before.events(lab).awaitPhase("ready");
        TerminalClient old = before.terminal(lab, "t1").prompted();
        String pid = old.ask("echo $$");
        old.type(counting("0.1", "line $((++i)) end"));
        old.await("line 20 end");
        killed.kill();
        old.awaitClose();

        String text;
        try (RunningServer server = RunningServer.start(FOLDER);
                LearnerClient after = before.at(server.address())) {
            EventsClient events = after.events(lab);
            events.awaitNotice(Notice.SERVER_RESTARTED);
            TerminalClient terminal = after.terminal(lab, "t1", old.end());
            terminal.await("line [0-9]+ end.*line [0-9]+ end");
            terminal.send(new byte[] {3});
            terminal.await("\\^C.*# ");
            text = old.text() + terminal.text();
            assertThat(terminal.ask("echo $$")).isEqualTo(pid);
            // Without an offset the content is the same.
            TerminalClient fresh = after.terminal(lab, "t1");
            fresh.await("\\^C.*# ");
            assertThat(lines(fresh.text())).isEqualTo(lines(text));
        }
        assertThat(lines(text))
                .hasSizeGreaterThan(20)
                .isEqualTo(count(lines(text).size()));
        // It is complete once the server has ended.
        String recording = Files.readString(new ServerFolder(FOLDER).recording(lab, "t1"));
        assertThat(lines(recording)).isEqualTo(lines(text));
    }

    @Test
    void aServiceManagerKeepsTheMachinesAndCtrlCDoesNot() throws Exception {
        RunningServer first = RunningServer.start(FOLDER);
        LearnerClient before = new LearnerClient(first.address());
        String lab = before.begin("20-veth-pair");
        before.events(lab).awaitPhase("ready");
        TerminalClient old = before.terminal(lab, "t1").prompted();
        ProcessHandle machine = first.folder().machine(old.ask("hostname"));
        old.type("kept=here; " + counting("0.2", "ti''ck"));
        old.await("tick");
        first.terminate();
        assertThat(old.awaitClose()).isNotEqualTo(SocketClient.ABNORMAL);
        assertThat(machine.isAlive()).isTrue();

        List<ProcessHandle> machines;
        try (RunningServer second = RunningServer.start(FOLDER)) {
            LearnerClient after = before.at(second.address());
            after.events(lab).awaitPhase("ready");
            TerminalClient terminal = after.terminal(lab, "t1", old.end());
            terminal.await("tick");
            terminal.send(new byte[] {3});
            assertThat(terminal.prompted().ask("echo $kept")).isEqualTo("here");
            machines = first.folder().machines();
            assertThat(machines).contains(machine);
        }
        for (ProcessHandle ended : machines) {
            ended.onExit().get(4, TimeUnit.MINUTES);
        }
        assertThat(first.folder().machines()).isEmpty();
    }

    /**
     * An endless loop in a shell without a child: right after a child's end the terminal has no foreground process, and
     * bash loses a Ctrl-C.
     */
    private static String counting(String seconds, String word) {
        return "while ! read -rt " + seconds + "; do echo " + word + "; done";
    }

    private static List<Long> lines(String text) {
        return LINE.matcher(text)
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }

    private static List<Long> count(int to) {
        return LongStream.rangeClosed(1, to).boxed().toList();
    }
}
