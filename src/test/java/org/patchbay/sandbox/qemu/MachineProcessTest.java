package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineProcessTest {
    @Test
    void readsThePidAndTheStartWhateverTheNameIs() {
        var stat = "4711 (a) b (c)) S 1 4711 4711 0 -1 4194560 90 0 0 0 1 0 0 0 20 0 1 0 53247 2568192 200 1844";
        assertThat(MachineProcess.parse(stat)).contains(new MachineProcess(4711, 53247));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "12", "12 (sh)", "12 (sh) S 1 2", "twelve (sh) S", ") 1 2 3"})
    void rubbishIsNoProcess(String stat) {
        assertThat(MachineProcess.parse(stat)).isEmpty();
    }

    @Test
    void aProcessIsAliveUntilItIsKilled() throws Exception {
        var child = new ProcessBuilder("cat").start();
        var stat = Files.readString(Path.of("/proc", child.pid() + "", "stat"));
        var process = MachineProcess.parse(stat).orElseThrow();
        assertThat(process.alive()).isTrue();
        assertThat(new MachineProcess(process.pid(), process.startTicks() - 1).alive())
                .isFalse();
        process.kill();
        assertThat(process.alive()).isFalse();
        assertThat(child.waitFor()).isNotZero();
    }
}
