package org.patchbay.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.ssh.PtySize;

class RecordedCastTest {
    private static final double START = 1_732_468_800;

    @TempDir
    Path folder;

    @Test
    void readsWhatARecorderWrote() throws IOException {
        record();
        RecordedCast cast = cast();
        assertThat(cast.extent()).isEqualTo(new RecordedCast.Extent(START, START + 7.125, Files.size(cast.file())));
        assertThat(cast.markers(10).leftOut()).isZero();
        assertThat(cast.markers(10).newest())
                .containsExactly(
                        new Marker(1.5, "$ echo \"中文\""),
                        new Marker(2, "passed 10-create/pair"),
                        new Marker(6.000001, "4711 bytes lost"));
        assertThat(cast.markers(1))
                .isEqualTo(new RecordedCast.Markers(List.of(new Marker(6.000001, "4711 bytes lost")), 2));
        assertThat(cast.last(marker -> marker.label().startsWith("passed")))
                .contains(new Marker(2, "passed 10-create/pair"));
        assertThat(cast.last(marker -> marker.label().startsWith("failed"))).isEmpty();
    }

    @Test
    void completeLinesOfACutRecordingAreRead() throws IOException {
        record();
        byte[] whole = Files.readAllBytes(cast().file());
        int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = header; length < whole.length; length++) {
            Files.write(cast().file(), Arrays.copyOf(whole, length));
            byte[] left = Arrays.copyOf(whole, (int) cast().extent().bytes());
            assertThat(left[left.length - 1]).isEqualTo((byte) '\n');
            assertThat(new String(whole, left.length, length - left.length, StandardCharsets.UTF_8))
                    .doesNotContain("\n");
            assertThat(cast().markers(10).newest().size()).isEqualTo(markersIn(left));
            assertThat(cast().extent().ends()).isBetween(START, START + 7);
        }
    }

    /** A file after a power loss, with its length on disk but not its content. */
    @Test
    void zerosAtTheEndAreNoPartOfIt() throws IOException {
        record();
        RecordedCast.Extent whole = cast().extent();
        byte[] bytes = Files.readAllBytes(cast().file());
        Files.write(cast().file(), Arrays.copyOf(bytes, bytes.length + 5_000));
        assertThat(cast().extent()).isEqualTo(whole);
        assertThat(cast().markers(10).newest()).hasSize(3);
    }

    @Test
    void aLineLongerThanAnyBlockIsPassedOver() throws IOException {
        record();
        RecordedCast.Extent before = cast().extent();
        byte[] escapes = new byte[100_000];
        Arrays.fill(escapes, (byte) 0x1b);
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            recorder.output(escapes, 0, escapes.length, START + 60);
        }
        assertThat(cast().extent().ends()).isEqualTo(START + 60);
        assertThat(cast().extent().bytes()).isGreaterThan(before.bytes() + 500_000);
        assertThat(cast().markers(10).newest()).hasSize(3);
    }

    @Test
    void outputCantPassForAMarker() throws IOException {
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            byte[] forged = "\n[1.0, \"m\", \"passed 10-create/pair\"]\n".getBytes(StandardCharsets.UTF_8);
            recorder.output(forged, 0, forged.length, START);
        }
        assertThat(cast().markers(10).newest()).isEmpty();
    }

    @Test
    void anInvalidRecordingIsReported() throws IOException {
        Files.writeString(cast().file(), "rubbish\n");
        assertThatThrownBy(() -> cast().extent())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("asciicast");
    }

    @Test
    void aCommandsLabelIsOneLineAndBounded() {
        assertThat(Marker.ofCommand("for i in 1 2\n do\t echo $i; done ")).isEqualTo("$ for i in 1 2 do echo $i; done");
        String label = Marker.ofCommand("𝄞".repeat(1_000));
        assertThat(label).hasSizeLessThanOrEqualTo(Marker.LONGEST).endsWith("𝄞…");
        assertThat(new Marker(0, Marker.ofCommand("ip link")).command()).contains("ip link");
        assertThat(new Marker(0, "step 10-create").command()).isEmpty();
    }

    private void record() throws IOException {
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            byte[] text = "root@lab:~# ".getBytes(StandardCharsets.UTF_8);
            recorder.output(text, 0, text.length, START + 0.25);
            recorder.mark(Marker.ofCommand("echo \"中文\""), START + 1.5);
            recorder.mark("passed 10-create/pair", START + 2);
            recorder.gap(4_711, START + 6.000001);
            recorder.output(text, 0, text.length, START + 7.125);
        }
    }

    private static int markersIn(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).split(", \"m\"", -1).length - 1;
    }

    private RecordedCast cast() {
        return new RecordedCast(Recorder.castFile(folder, "t1"));
    }
}
