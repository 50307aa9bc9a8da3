package org.patchbay.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.observe.Command;
import org.patchbay.ssh.PtySize;

@Timeout(240)
class TerminalTest {
    private static final String PROMPT = "\033]133;A;aid=7\007# \033]133;B;aid=7\007";
    private static final String START = "x\r\n\033]133;C;aid=7\007\033]633;E;%s;aid=7\007";
    private static final String END = "\033]133;D;0;aid=7\007";

    @TempDir
    Path folder;

    private final StoredShell shell = new StoredShell();
    private final RecordingTerminalListener recordingTerminalListener = new RecordingTerminalListener();
    private Terminal terminal;

    @AfterEach
    void close() {
        if (terminal != null) {
            terminal.detach();
        }
    }

    @Test
    void carriesBytesBothWays() throws Exception {
        attach();
        Screen screen = watch();
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        shell.prints(all);
        screen.await(s -> s.size() == 256);
        assertThat(screen.bytes()).isEqualTo(all);
        assertThat(screen.events().getFirst()).isEqualTo("start 0 gap 0");
        assertThat(terminal.input("ls\r".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(shell.typed()).isEqualTo("ls\r");
        terminal.resize(120, 40);
        assertThat(shell.size()).isEqualTo(new PtySize(120, 40));
    }

    @Test
    void comesBackToTheSameByteWhenTheConnectionBreaks() throws Exception {
        attach();
        Screen screen = watch();
        shell.prints("before ");
        screen.awaitText("before ");
        shell.cut(false);
        screen.awaitEvent("connected false");
        shell.prints("while ");
        recordingTerminalListener.awaitState(state -> !state.connected());
        assertThat(terminal.input(new byte[] {'x'})).isFalse();
        terminal.resize(99, 33);
        shell.reachable();
        shell.prints("after");
        screen.awaitText("after");
        assertThat(screen.text()).isEqualTo("before while after");
        assertThat(shell.typed()).isEmpty();
        assertThat(shell.size()).isEqualTo(new PtySize(99, 33));
        assertThat(screen.events().stream().filter(e -> e.startsWith("start"))).hasSize(1);
    }

    @Test
    void inputBeforeTheShellIsReachedIsBufferedInOrder() throws Exception {
        shell.cut(false);
        attach();
        assertThat(terminal.input("echo ".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(terminal.inputNow("early\r".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        byte[] tooMuch = new byte[TypeAhead.LIMIT];
        assertThat(terminal.input(tooMuch)).isFalse();
        shell.reachable();
        recordingTerminalListener.awaitState(TerminalState::connected);
        assertThat(terminal.input("later\r".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(shell.typed()).isEqualTo("echo early\rlater\r");
    }

    @Test
    void reportsAGapWhenTheAgentKeptTooLittle() throws Exception {
        attach();
        Screen screen = watch();
        shell.prints("before");
        screen.awaitText("before");
        shell.cut(false);
        screen.awaitEvent("connected false");
        shell.prints("lost bytes after");
        shell.forgetsBefore("beforelost bytes ".length());
        shell.reachable();
        screen.awaitText("after");
        assertThat(screen.text()).isEqualTo("beforeafter");
        assertThat(screen.events()).contains("start 17 gap 11");
        terminal.detach();
        assertThat(Files.readString(terminal.recording())).contains("\"m\", \"11 bytes lost\"");
    }

    @Test
    void theOwnersPageBlocksTheShellAndNothingIsLost() throws Exception {
        byte[] flood = flood(3_000_000);
        attach();
        Screen screen = new Screen();
        Viewer viewer = terminal.join(OptionalLong.empty(), Viewer.Role.OWNER, screen);
        shell.prints(flood);
        screen.await(s -> s.size() >= OutputFanout.WINDOW);
        shell.awaitTaken(OutputFanout.WINDOW + 1);
        assertThat(shell.taken()).isLessThanOrEqualTo(OutputFanout.WINDOW + 3 * Viewer.BATCH);
        assertThat(screen.size()).isLessThan(OutputFanout.WINDOW + Viewer.BATCH);
        screen.acknowledgesTo(viewer);
        screen.await(s -> s.size() == flood.length);
        assertThat(Arrays.equals(screen.bytes(), flood)).isTrue();
        assertThat(screen.batches()).allMatch(n -> n <= Viewer.BATCH);
    }

    @Test
    void anOwnerThatDisconnectsUnblocksTheShell() throws Exception {
        byte[] flood = flood(3_000_000);
        attach();
        Screen screen = new Screen();
        Viewer viewer = terminal.join(OptionalLong.empty(), Viewer.Role.OWNER, screen);
        shell.prints(flood);
        screen.await(s -> s.size() >= OutputFanout.WINDOW);
        Screen other = new Screen();
        other.acknowledgesTo(terminal.join(OptionalLong.empty(), Viewer.Role.WATCHER, other));
        viewer.close();
        other.await(s -> s.offset() == flood.length);
        Screen back = watch(screen.offset());
        back.await(s -> s.offset() == flood.length);
        assertThat(back.events().getFirst())
                .isEqualTo("start " + (flood.length - Scrollback.CAPACITY) + " gap "
                        + (flood.length - Scrollback.CAPACITY - screen.offset()));
    }

    @Test
    void aStalledWatcherBlocksNothingAndCatchesUp() throws Exception {
        byte[] flood = flood(3_000_000);
        attach();
        Screen owner = watch();
        Screen stalled = new Screen();
        Viewer watcher = terminal.join(OptionalLong.empty(), Viewer.Role.WATCHER, stalled);
        stalled.awaitEvent("start 0 gap 0");
        shell.prints(flood);
        owner.await(s -> s.size() == flood.length);
        stalled.awaitEvent("catching up");
        int seen = stalled.size();
        assertThat(seen).isLessThan(OutputFanout.WINDOW + Viewer.BATCH);
        stalled.acknowledgesTo(watcher);
        stalled.await(s -> s.offset() == flood.length);
        long start = flood.length - OutputFanout.WINDOW;
        assertThat(stalled.events()).contains("start " + start + " gap " + (start - seen));
        assertThat(Arrays.equals(
                        Arrays.copyOfRange(stalled.bytes(), seen, stalled.size()),
                        Arrays.copyOfRange(flood, (int) start, flood.length)))
                .isTrue();
    }

    @Test
    void aBrokenSinkIsJustDropped() throws Exception {
        attach();
        terminal.join(OptionalLong.empty(), Viewer.Role.OWNER, new BrokenSink());
        shell.prints(flood(2_000_000));
        shell.awaitTaken(2_000_000);
    }

    @Test
    void viewersResumeAtTheirOffset() throws Exception {
        attach();
        Screen first = watch();
        shell.prints("0123456789");
        first.awaitText("9");
        Screen second = watch(4);
        second.awaitText("9");
        assertThat(second.text()).isEqualTo("456789");
        assertThat(second.events().getFirst()).isEqualTo("start 4 gap 0");
        for (long never : new long[] {-1, 11, Long.MAX_VALUE}) {
            Screen lost = watch(never);
            lost.awaitText("9");
            assertThat(lost.text()).isEqualTo("0123456789");
        }
    }

    @Test
    void acknowledgingUnsentBytesChangesNothing() throws Exception {
        attach();
        Screen screen = new Screen();
        Viewer viewer = terminal.join(OptionalLong.empty(), Viewer.Role.OWNER, screen);
        screen.awaitEvent("start 0 gap 0");
        viewer.acknowledge(Long.MAX_VALUE);
        viewer.acknowledge(Long.MIN_VALUE);
        shell.prints(flood(1_000_000));
        screen.await(s -> s.size() >= OutputFanout.WINDOW);
        shell.awaitTaken(OutputFanout.WINDOW + 1);
        assertThat(shell.taken()).isLessThan(1_000_000);
    }

    @Test
    void reportsTheShellsEndToLateViewersToo() throws Exception {
        attach();
        Screen screen = watch();
        shell.prints(PROMPT + START.formatted("exit 3") + "exit\r\n");
        shell.ends(3);
        screen.awaitEvent("ended 3");
        assertThat(screen.text()).endsWith("exit\r\n");
        recordingTerminalListener.awaitState(TerminalState::ended);
        assertThat(terminal.state().exitStatus()).hasValue(3);
        assertThat(terminal.state().busy()).isFalse();
        assertThat(terminal.input(new byte[] {'x'})).isFalse();
        Screen late = watch();
        late.awaitEvent("ended 3");
        assertThat(late.text()).isEqualTo(screen.text());
    }

    @Test
    void reportsCommandsAsTheyRun() throws Exception {
        attach();
        shell.prints(PROMPT + START.formatted("ping a"));
        recordingTerminalListener.awaitCommand(c -> c.line().equals("ping a") && c.running());
        recordingTerminalListener.awaitState(state -> state.foreground().equals("ping a"));
        shell.prints("PING a\r\n");
        recordingTerminalListener.awaitCommand(c -> c.running() && c.output().equals("PING a\n"));
        shell.prints(END + PROMPT);
        Command ended = recordingTerminalListener.awaitCommand(c -> !c.running());
        assertThat(ended.exitStatus()).isEqualTo(OptionalInt.of(0));
        assertThat(ended.terminal()).isEqualTo("t1");
        assertThat(terminal.commands().commands()).containsExactly(ended);
    }

    @Test
    void reportsTheInnermostShellsNamespace() throws Exception {
        attach();
        shell.prints("\033]633;P;netns=1;aid=7\007" + PROMPT + START.formatted("ip netns exec a bash"));
        recordingTerminalListener.awaitState(
                state -> state.busy() && state.namespace().equals(OptionalLong.of(1)));
        shell.prints("\033]633;P;netns=2;aid=9\007\033]133;A;aid=9\007# ");
        recordingTerminalListener.awaitState(
                state -> !state.busy() && state.namespace().equals(OptionalLong.of(2)));
        shell.prints("exit\r\n" + END + PROMPT);
        recordingTerminalListener.await(h -> h.states().getLast().namespace().equals(OptionalLong.of(1)));
    }

    @Test
    void theLastLineOfAFloodIsReported() throws Exception {
        attach();
        shell.prints(PROMPT + START.formatted("seq"));
        for (int i = 0; i < 50_000; i++) {
            shell.prints(i + "\r\n");
        }
        recordingTerminalListener.awaitCommand(c -> c.running() && c.output().endsWith("49999\n"));
        assertThat(recordingTerminalListener.commands()).hasSizeLessThan(5_000);
    }

    @Test
    void anotherServerContinuesTheRecordingAtTheNextByte() throws Exception {
        attach();
        Screen screen = watch();
        shell.prints(PROMPT + START.formatted("count") + "1\r\n2\r\n");
        screen.awaitText("2\r\n");
        terminal.detach();
        long seen = screen.offset();
        shell.prints("3\r\n");

        attach();
        Screen again = watch(seen);
        shell.prints("4\r\n" + END);
        again.awaitText("4\r\n");
        assertThat(again.text()).startsWith("3\r\n4\r\n");
        Screen whole = watch();
        whole.awaitText("4\r\n");
        assertThat(whole.text()).startsWith(PROMPT).contains("1\r\n2\r\n3\r\n4\r\n");
        Command count = recordingTerminalListener.awaitCommand(c -> !c.running());
        assertThat(count.line()).isEqualTo("count");
        assertThat(count.output()).isEqualTo("1\n2\n3\n4\n");
        assertThat(count.startedAt()).isLessThanOrEqualTo(count.endedAt());
        terminal.detach();
        assertThat(recorded()).isEqualTo(PROMPT + START.formatted("count") + "1\r\n2\r\n3\r\n4\r\n" + END);
    }

    @Test
    void theRecordingNamesEachCommandOnceByItsTrueLine() throws Exception {
        attach();
        Screen screen = watch();
        String started = PROMPT + START.formatted("ping a");
        // Input is known before the shell's response.
        shell.prints(started.substring(0, started.indexOf("\033]633")));
        screen.awaitText("x\r\n");
        recordingTerminalListener.awaitCommand(Command::running);
        shell.prints(started.substring(started.indexOf("\033]633")));
        recordingTerminalListener.awaitCommand(c -> c.line().equals("ping a"));
        terminal.detach();

        attach();
        shell.prints("PING a\r\n" + END + PROMPT + START.formatted("ip link") + "lo\r\n" + END + PROMPT);
        recordingTerminalListener.awaitCommand(c -> !c.running() && c.line().equals("ip link"));
        terminal.detach();
        assertThat(new RecordedCast(terminal.recording()).markers(10).newest())
                .extracting(Marker::label)
                .containsExactly("$ ping a", "$ ip link");
    }

    @Test
    void aPageWithMoreOutputThanTheRecordingKeepsItsOffset() throws Exception {
        shell.prints("0123456789");
        shell.cut(false);
        attach();
        Screen ahead = watch(8);
        shell.reachable();
        ahead.awaitText("89");
        assertThat(ahead.text()).isEqualTo("89");
        assertThat(ahead.events()).contains("start 8 gap 0");
    }

    @Test
    void worksWithoutARecordingAndReportsItOnce() throws Exception {
        Files.createSymbolicLink(folder.resolve("t1.cast"), Path.of("/dev/full"));
        attach();
        Screen screen = watch();
        shell.prints(PROMPT + START.formatted("a") + "out\r\n" + END);
        screen.awaitText("out");
        recordingTerminalListener.awaitCommand(c -> !c.running());
        terminal.resize(10, 10);
        terminal.detach();
        assertThat(recordingTerminalListener.stops()).hasSize(1);
        assertThat(recordingTerminalListener.stops().getFirst())
                .startsWith("Terminal t1 is no longer recorded: ")
                .contains("No space left on device");
    }

    @Test
    void resizesAreRecordedInTheirPlace() throws Exception {
        attach();
        Screen screen = watch();
        shell.prints("wide");
        screen.awaitText("wide");
        terminal.resize(132, 43);
        shell.awaitSize(new PtySize(132, 43));
        shell.prints("narrow");
        screen.awaitText("narrow");
        terminal.detach();
        assertThat(Files.readString(terminal.recording())).contains("\"r\", \"132x43\"");
        assertThat(recorded()).isEqualTo("widenarrow");
    }

    @Test
    void anInvalidIdIsRefused() {
        for (String id : new String[] {"", "T1", "t 1", "../x", "t".repeat(17)}) {
            assertThatThrownBy(() -> Terminal.attach(
                            id, shell, folder, PtySize.DEFAULT, InstantSource.system(), recordingTerminalListener))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** As after a return to a terminal whose shell was killed during a command. */
    @Test
    void aNewShellEndsWhatRanInTheOneBefore() throws Exception {
        attach();
        shell.prints(PROMPT + START.formatted("sleep 9"));
        recordingTerminalListener.awaitCommand(command -> command.line().equals("sleep 9"));
        shell.ends(137);
        recordingTerminalListener.awaitState(TerminalState::ended);
        terminal.detach();

        shell.begins();
        attach();
        shell.prints("\033]133;A;aid=8\007# \033]133;B;aid=8\007x\r\n\033]133;C;aid=8\007\033]633;E;true;aid=8\007");
        recordingTerminalListener.awaitCommand(command -> command.line().equals("true"));
        assertThat(terminal.commands().commands())
                .extracting(Command::line, Command::running)
                .containsExactly(tuple("sleep 9", false), tuple("true", true));
    }

    private void attach() {
        terminal = Terminal.attach(
                "t1", shell, folder, PtySize.DEFAULT, InstantSource.system(), recordingTerminalListener);
    }

    private Screen watch() {
        return Screen.before(terminal, OptionalLong.empty());
    }

    private Screen watch(long from) {
        return Screen.before(terminal, OptionalLong.of(from));
    }

    private String recorded() throws IOException {
        return new RecordedCast(terminal.recording())
                .tail().stream()
                        .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }

    private static byte[] flood(int size) {
        byte[] bytes = new byte[size];
        new Random(9).nextBytes(bytes);
        return bytes;
    }

    /** A socket that broke without a close frame. */
    private static final class BrokenSink implements ViewerSink {
        @Override
        public void start(long offset, long gap) {}

        @Override
        public CompletionStage<?> output(byte[] bytes) {
            return CompletableFuture.failedStage(new IOException("broken pipe"));
        }

        @Override
        public void connected(boolean connected) {}

        @Override
        public void catchingUp() {}

        @Override
        public void ended(OptionalInt status) {}

        @Override
        public void gone() {}
    }
}
