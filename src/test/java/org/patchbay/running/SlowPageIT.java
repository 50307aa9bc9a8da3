package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages that read slowly, not at all, or go away while much is printed, at a server that has 160 MiB of heap. */
@Tag("vm")
class SlowPageIT {
    private static final Path FOLDER = Path.of("target/running/slow-page");
    private static final String LESSON = "20-veth-pair";
    private static final String LINE = "0123456789012345678901234567890123456789";
    private static final int MIB = 1024 * 1024;

    @Test
    void aPageThatStopsReadingBlocksItsOwnProgramOnly() throws Exception {
        // So long that a page which doesn't answer is not taken for one that is gone.
        try (RunningServer server = RunningServer.start(
                        FOLDER.resolve("reading"), "quarkus.websockets-next.server.auto-ping-interval=10m");
                LearnerClient slow = new LearnerClient(server.address());
                LearnerClient other = new LearnerClient(server.address())) {
            String before = server.log();
            ReadyLab lab = ReadyLab.begin(slow, LESSON);
            TerminalClient flooded = lab.terminal();
            flooded.type("yes " + LINE);
            flooded.await(LINE + "\\s+" + LINE);
            flooded.stall();

            lab.events().send("{\"type\":\"terminal\",\"op\":\"open\"}");
            lab.events()
                    .await("a second terminal", frame -> frame.path("terminals").size() == 2);
            TerminalClient second = lab.terminal("t2").prompted();
            long held = awaitHeld(second);
            // In the machine's ring, on the wire and before the page, each of which has its bound.
            assertThat(held).isLessThan(flooded.end() + 4 * MIB);
            second.type("ip link add veth0 type veth peer name veth1");
            lab.events().awaitPassed("10-create", "pair");
            ReadyLab undisturbed = ReadyLab.begin(other, LESSON);
            assertThat(undisturbed.terminal().ask("echo $((6 * 7))")).isEqualTo("42");
            assertThat(written(second)).isEqualTo(held);

            flooded.goOn();
            flooded.awaitEnd(held + MIB / 4);
            // Before the interrupt, by which the program is left in the middle of a line.
            String shown = flooded.text();
            flooded.send(new byte[] {3});
            flooded.await("\\^C.*# ");
            assertThat(flooded.controls("start")).hasSize(1);
            assertThat(flooded.controls("catching-up")).isEmpty();
            Set<String> lines = new HashSet<>(
                    shown.substring(0, shown.lastIndexOf('\n')).lines().toList());
            lines.removeIf(line -> line.isBlank() || line.contains("yes") || line.contains("# "));
            assertThat(lines).containsExactly(LINE);
            assertThat(complaints(server, before)).isEmpty();
        }
    }

    @Test
    void pagesThatGoAwayAtAnyMomentLeaveNothingBehind() throws Exception {
        try (RunningServer server = RunningServer.start(FOLDER.resolve("leaving"));
                LearnerClient learner = new LearnerClient(server.address())) {
            String before = server.log();
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            lab.terminal().type("yes " + LINE);
            for (int round = 0; round < 40; round++) {
                TerminalClient page = lab.terminal("t1");
                if (round % 2 == 0) {
                    page.await(LINE);
                    page.stall();
                }
                EventsClient events = lab.anotherPage();
                if (round % 3 == 0) {
                    events.awaitState();
                }
                page.close();
                events.close();
                for (String socket : new String[] {"/events?lang=en", "/terminals/t1", "/terminals/t7"}) {
                    leave(server.address(), learner.cookie(), "/labs/" + lab.id() + socket);
                }
            }
            lab.terminal().send(new byte[] {3});
            lab.terminal().await("\\^C.*# ");
            assertThat(lab.terminal().ask("echo $((6 * 7))")).isEqualTo("42");
            assertThat(complaints(server, before)).isEmpty();
        }
    }

    /** Waits until the program writes no more: its count stays the same for a while. */
    private static long awaitHeld(TerminalClient terminal) throws Exception {
        long before = -1;
        int same = 0;
        while (same < 20) {
            long now = written(terminal);
            same = now == before ? same + 1 : 0;
            before = now;
        }
        return before;
    }

    /** How many bytes it has written so far (proc_pid_io(5)). */
    private static long written(TerminalClient terminal) throws Exception {
        return Long.parseLong(terminal.ask("sed -n 's/wchar: //p' /proc/$(pidof yes)/io"));
    }

    /** Requests a socket and disconnects before the response, with a reset. */
    private static void leave(URI server, String cookie, String path) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(Handshake.request(server, path, "Cookie", cookie));
        }
    }

    /** Errors logged since. */
    private static List<String> complaints(RunningServer server, String before) throws IOException {
        return server.log()
                .substring(before.length())
                .lines()
                .filter(line -> line.contains("Mutiny") || line.contains(" ERROR ") || line.contains("Exception"))
                .toList();
    }
}
