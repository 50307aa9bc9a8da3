package org.patchbay.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.ssh.PtySize;

@Timeout(240)
class EarlyShellTest {
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
    void isShownAndRecordedFromItsFirstByte() throws Exception {
        shell.prints("first ");
        EarlyShell early = EarlyShell.reach("t1", shell);
        early.await();
        shell.prints("second ");
        attach(early);
        Screen screen = watch();
        screen.awaitText("first second ");
        terminal.detach();
        assertThat(Files.readString(terminal.recording())).contains("first second ");
    }

    @Test
    void aConnectionThatBrokeBeforeItsTerminalIsReestablished() throws Exception {
        EarlyShell early = EarlyShell.reach("t1", shell);
        early.await();
        shell.cut(true);
        attach(early);
        Screen screen = watch();
        shell.prints("still here");
        screen.awaitText("still here");
    }

    @Test
    void aTerminalThatHasLostItsStartBeginsLater() throws Exception {
        shell.prints("0123456789");
        attach(EarlyShell.reach("t1", shell));
        watch().awaitText("0123456789");
        terminal.detach();
        EarlyShell early = EarlyShell.reach("t1", shell);
        early.await();
        shell.prints("next");
        attach(early);
        Screen screen = watch();
        screen.awaitText("next");
        assertThat(screen.text()).isEqualTo("0123456789next");
    }

    @Test
    void hasTheTerminalsSize() throws Exception {
        EarlyShell early = EarlyShell.reach("t1", shell);
        early.await();
        terminal = Terminal.attach(
                "t1", early.source(), folder, new PtySize(120, 40), InstantSource.system(), recordingTerminalListener);
        shell.awaitSize(new PtySize(120, 40));
    }

    @Test
    void explainsWhyItCannotBeReached() {
        shell.cut(false);
        EarlyShell early = EarlyShell.reach("t1", shell);
        assertThatThrownBy(early::await).isInstanceOf(IOException.class).hasMessage("not reachable");
    }

    private void attach(EarlyShell early) {
        terminal = Terminal.attach(early, folder, recordingTerminalListener);
    }

    private Screen watch() {
        return Screen.before(terminal, OptionalLong.empty());
    }
}
