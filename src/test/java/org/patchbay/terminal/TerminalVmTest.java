package org.patchbay.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.observe.Command;
import org.patchbay.observe.parse.TerminalText;
import org.patchbay.probe.Probe;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.TestMachines;
import org.patchbay.ssh.PtySize;

/** Terminals of a real machine. */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminalVmTest {
    @TempDir
    Path folder;

    private final List<Terminal> terminals = new ArrayList<>();
    private TestMachines machines;
    private Sandbox sandbox;
    private int made;

    @BeforeAll
    void start() throws Exception {
        machines = new TestMachines();
        sandbox = machines.start();
    }

    @AfterAll
    void end() {
        machines.close();
    }

    @AfterEach
    void close() {
        terminals.forEach(Terminal::detach);
        terminals.clear();
    }

    @Test
    void aCommandIsCutOutWithItsOutputStatusAndNamespace() throws Exception {
        RecordingTerminalListener recordingTerminalListener = new RecordingTerminalListener();
        Terminal terminal = attach("t1", recordingTerminalListener);
        type(terminal, "ip -br link; ls /nowhere\r");
        Command command = recordingTerminalListener.awaitCommand(c -> !c.running());
        assertThat(command.line()).isEqualTo("ip -br link; ls /nowhere");
        assertThat(command.output()).startsWith("lo ").endsWith("No such file or directory\n");
        assertThat(command.exitStatus()).isEqualTo(OptionalInt.of(2));
        assertThat(command.namespace()).isPresent();
    }

    @Test
    void nestedShellsInOtherNamespacesAreReported() throws Exception {
        RecordingTerminalListener recordingTerminalListener = new RecordingTerminalListener();
        Terminal terminal = attach(recordingTerminalListener);
        type(terminal, "ip netns add inner\r");
        recordingTerminalListener.awaitCommand(c -> !c.running() && c.line().equals("ip netns add inner"));
        type(terminal, "ip netns exec inner bash\r");
        recordingTerminalListener.awaitCommand(c -> c.running() && c.line().equals("ip netns exec inner bash"));
        recordingTerminalListener.await(h ->
                terminal.state().namespace().isPresent() && !terminal.state().busy());
        type(terminal, "ip -br link\r");
        Command inner = recordingTerminalListener.awaitCommand(
                c -> !c.running() && c.line().equals("ip -br link"));
        assertThat(terminal.state().namespace()).isEqualTo(inner.namespace());
        type(terminal, "exit 3\r");
        Command outer = recordingTerminalListener.awaitCommand(
                c -> !c.running() && c.line().equals("ip netns exec inner bash"));
        assertThat(outer.exitStatus()).isEqualTo(OptionalInt.of(3));
        assertThat(outer.namespace()).isPresent().isNotEqualTo(inner.namespace());
    }

    @Test
    void textIsCarriedByteForByte() throws Exception {
        Terminal terminal = attach(new RecordingTerminalListener());
        Screen screen = watch(terminal);
        type(terminal, "printf '<%s>\\n' 'Grüße 中文 € 𝄞 ع'\r");
        screen.awaitText("\007<Grüße 中文 € 𝄞 ع>\r\n");
        type(terminal, "printf '\\033[38;5;208mA\\033[48;2;1;2;3mB\\033[0m\\n'\r");
        screen.awaitText("\007\033[38;5;208mA\033[48;2;1;2;3mB\033[0m\r\n");
    }

    @Test
    void programsSeeTheSize() throws Exception {
        Terminal terminal = attach(new RecordingTerminalListener());
        Screen screen = watch(terminal);
        type(terminal, "stty size\r");
        screen.awaitText("\00724 80\r\n");
        terminal.resize(132, 43);
        type(terminal, "stty size; echo $COLUMNS $TERM $LANG\r");
        screen.awaitText("\00743 132\r\n132 xterm-256color C.UTF-8\r\n");
    }

    @Test
    void pastedTextWaitsForEnter() throws Exception {
        Terminal terminal = attach(new RecordingTerminalListener());
        Screen screen = watch(terminal);
        screen.awaitText("\033[?2004h");
        type(terminal, "\033[200~echo one\necho two; echo tw''o\033[201~");
        screen.awaitText("tw''o");
        assertThat(TerminalText.plain(screen.text())).doesNotContain("\none\n");
        type(terminal, "\r");
        screen.await(s -> TerminalText.plain(s.text()).contains("\none\ntwo\ntwo\n"));
    }

    @Test
    void twentyMegabytesComeWhole() throws Exception {
        Terminal terminal = attach(new RecordingTerminalListener());
        Screen screen = watch(terminal);
        String line = "0123456789".repeat(6) + "abc";
        type(terminal, "yes " + line + " | head -n 312500; echo o''ver\r");
        screen.awaitText("\r\nover\r\n");
        long whole = Pattern.compile("(?<=[\n\007])" + line + "\r\n")
                .matcher(screen.text())
                .results()
                .count();
        assertThat(whole).isEqualTo(312_500);
    }

    /** A slow test: a page hangs for a minute while the program prints without end. */
    @Test
    void aStalledPageHoldsItsOwnTerminalOnly() throws Exception {
        Terminal flooded = attach(new RecordingTerminalListener());
        Screen stalled = new Screen();
        Viewer viewer = flooded.join(OptionalLong.empty(), Viewer.Role.OWNER, stalled);
        type(flooded, "yes\r");
        stalled.await(s -> s.size() >= OutputFanout.WINDOW);

        RecordingTerminalListener recordingTerminalListener = new RecordingTerminalListener();
        Terminal other = attach(recordingTerminalListener);
        Screen screen = watch(other);
        long end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        try (Probe probe = Probe.connect(sandbox.endpoint())) {
            for (int i = 1; System.nanoTime() < end; i++) {
                String word = "alive" + i;
                type(other, "echo " + word + "; read -t 1\r");
                recordingTerminalListener.awaitCommand(
                        c -> !c.running() && c.output().startsWith(word + "\n"));
                assertThat(probe.look().snapshot().namespaces()).isNotEmpty();
            }
        }
        assertThat(stalled.size()).isLessThan(OutputFanout.WINDOW + Viewer.BATCH);
        assertThat(screen.text()).contains("alive1\r\n");

        type(flooded, "\003");
        stalled.acknowledgesTo(viewer);
        stalled.awaitText("^C");
        type(flooded, "echo go''es on\r");
        stalled.awaitText("\007goes on\r\n");
        assertThat(stalled.events()).noneMatch(e -> e.equals("catching up"));
    }

    @Test
    void everyLineOfACounterComesOnceThoughConnectionAndServerBreak() throws Exception {
        Breakable source = new Breakable(new SshShells(sandbox.endpoint()));
        String id = "t" + (2 + made++);
        Terminal terminal = Terminal.attach(
                id, source, folder, PtySize.DEFAULT, InstantSource.system(), new RecordingTerminalListener());
        Screen first = watch(terminal);
        first.awaitText("# ");
        type(terminal, "for i in $(seq 1 3000); do echo =$i=; read -t .002; done\r");
        for (int at = 200; at <= 1_000; at += 200) {
            first.awaitText("=" + at + "=\r\n");
            source.cut();
        }
        first.awaitText("=1200=\r\n");
        terminal.detach();
        long seen = first.offset();

        Terminal again = Terminal.attach(id, sandbox.endpoint(), folder, new RecordingTerminalListener());
        terminals.add(again);
        Screen second = new Screen();
        second.acknowledgesTo(again.join(OptionalLong.of(seen), Viewer.Role.OWNER, second));
        second.awaitText("=3000=\r\n");
        List<String> lines = Pattern.compile("(?<=[\n\007])=(\\d+)=\r\n")
                .matcher(first.text() + second.text())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(lines)
                .isEqualTo(IntStream.rangeClosed(1, 3000)
                        .mapToObj(Integer::toString)
                        .toList());
        again.detach();
        String recorded = String.join(
                "",
                new RecordedCast(again.recording())
                        .tail().stream()
                                .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                                .toList());
        assertThat(recorded).startsWith(first.text() + second.text());
    }

    @Test
    void aShellThatEndedIsFollowedByANewOne() throws Exception {
        Terminal terminal = attach("ends", new RecordingTerminalListener());
        Screen screen = watch(terminal);
        screen.awaitText("# ");
        type(terminal, "exit 7\r");
        screen.awaitEvent("ended 7");
        terminal.detach();
        Terminal next = attach("ends", new RecordingTerminalListener());
        Screen after = new Screen();
        after.acknowledgesTo(next.join(OptionalLong.of(screen.offset()), Viewer.Role.OWNER, after));
        after.awaitText("# ");
        assertThat(after.events()).contains("start " + screen.offset() + " gap 0");
    }

    private Terminal attach(RecordingTerminalListener recordingTerminalListener) {
        return attach("t" + (2 + made++), recordingTerminalListener);
    }

    private Terminal attach(String id, RecordingTerminalListener recordingTerminalListener) {
        Terminal terminal = Terminal.attach(id, sandbox.endpoint(), folder, recordingTerminalListener);
        terminals.add(terminal);
        return terminal;
    }

    private static Screen watch(Terminal terminal) {
        Screen screen = new Screen();
        screen.acknowledgesTo(terminal.join(OptionalLong.empty(), Viewer.Role.OWNER, screen));
        return screen;
    }

    private static void type(Terminal terminal, String text) throws InterruptedException {
        Screen prompt = new Screen();
        Viewer viewer = terminal.join(OptionalLong.empty(), Viewer.Role.OWNER, prompt);
        prompt.await(s -> s.size() > 0);
        viewer.close();
        assertThat(terminal.input(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    /** Shells whose connection can be cut. */
    private static final class Breakable implements ShellSource {
        private final ShellSource source;
        private volatile Optional<Shell> current = Optional.empty();

        private Breakable(ShellSource source) {
            this.source = source;
        }

        @Override
        public Shell attach(String terminal, long offset, PtySize size) throws IOException {
            Shell shell = source.attach(terminal, offset, size);
            current = Optional.of(shell);
            return shell;
        }

        private void cut() {
            current.ifPresent(Shell::close);
        }
    }
}
