package org.patchbay.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.ssh.PtySize;

class RecorderTest {
    private static final double START = 1_732_468_800.25;
    private static final String TEXT = "root@lab:~# echo \"中文 é €\" \\ \033[31m𝄞\033[0m\r\n\u0007\u007f\t|\r\n";

    @TempDir
    Path folder;

    @Test
    void writesAsciicastVersion2() throws IOException {
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            write(recorder, TEXT, START + 1.5);
            recorder.resize(new PtySize(100, 30), START + 2);
            recorder.gap(4_711, START + 3);
            write(recorder, "after", START + 2.5);
            assertThat(recorder.offset()).isEqualTo(bytes(TEXT).length + 4_711 + 5);
        }
        List<JsonNode> lines = lines();
        JsonNode header = lines.getFirst();
        assertThat(header.path("version").asInt()).isEqualTo(2);
        assertThat(header.path("width").asInt()).isEqualTo(80);
        assertThat(header.path("height").asInt()).isEqualTo(24);
        assertThat(header.path("timestamp").asLong()).isEqualTo(1_732_468_800L);
        assertThat(lines.get(1))
                .hasToString(
                        new ObjectMapper().valueToTree(List.of(1.75, "o", TEXT)).toString());
        assertThat(lines.get(2)).hasToString("[2.25,\"r\",\"100x30\"]");
        assertThat(lines.get(3)).hasToString("[3.25,\"m\",\"4711 bytes lost\"]");
        assertThat(lines.get(4)).as("time never goes back").hasToString("[3.25,\"o\",\"after\"]");
    }

    /** A learner may close and open terminals for as long as they like. */
    @Test
    void noSandboxHasMoreRecordingsThanAreKept() throws IOException {
        for (int number = 1; number <= Recorder.MOST; number++) {
            Recorder.open(folder, "t" + number, PtySize.DEFAULT, START).close();
        }
        assertThatThrownBy(() -> Recorder.open(folder, "t" + (Recorder.MOST + 1), PtySize.DEFAULT, START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("64 recordings");
        Recorder.open(folder, "t2", PtySize.DEFAULT, START).close();
        assertThat(Recorder.recorded(folder)).hasSize(Recorder.MOST).contains("t1", "t64");
        assertThat(Recorder.recorded(folder.resolve("none"))).isEmpty();
    }

    @Test
    void noRecordingIsBegunWhereTheOthersTakeAllTheRoom() throws IOException {
        try (FileChannel large =
                FileChannel.open(folder.resolve("t1.cast"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // A hole: it takes no room on the disk.
            large.write(ByteBuffer.allocate(1), Recorder.LIMIT_OF_ALL - 1);
        }
        assertThatThrownBy(() -> Recorder.open(folder, "t2", PtySize.DEFAULT, START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("512 MiB");
    }

    @Test
    void charactersAreWholeHoweverTheStreamIsCut() throws IOException {
        byte[] bytes = bytes(TEXT);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Path own = folder.resolve("" + cut);
            try (Recorder recorder = Recorder.open(own, "t1", PtySize.DEFAULT, START)) {
                recorder.output(bytes, 0, cut, START);
                recorder.output(bytes, cut, bytes.length - cut, START);
            }
            assertThat(output(own)).isEqualTo(TEXT);
        }
    }

    @Test
    void bytesThatAreNoTextAreRecordedAsReplacements() throws IOException {
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            byte[] rubbish = {(byte) 0xff, 'a', (byte) 0xc3, '(', (byte) 0xe4, (byte) 0xb8, 'b', (byte) 0xf0};
            recorder.output(rubbish, 0, rubbish.length, START);
            assertThat(recorder.offset()).isEqualTo(rubbish.length);
            recorder.resize(PtySize.DEFAULT, START);
            assertThat(recorder.offset()).isEqualTo(rubbish.length);
        }
        assertThat(output(folder)).isEqualTo("\ufffda\ufffd(\ufffdb\ufffd");
    }

    /** A kill leaves the position as it was before some write, and of the file whatever had been written by then. */
    @Test
    void resumesExactlyAfterAKillAtAnyByte() throws IOException {
        byte[] stream = bytes(TEXT.repeat(3));
        List<byte[]> positions = new ArrayList<>();
        Path posFile = folder.resolve("t1.pos");
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            positions.add(Files.readAllBytes(posFile));
            for (int i = 0; i < stream.length; i += 7) {
                recorder.output(stream, i, Math.min(7, stream.length - i), START);
                positions.add(Files.readAllBytes(posFile));
            }
        }
        byte[] whole = Files.readAllBytes(folder.resolve("t1.cast"));
        for (int written = (int) length(positions.getFirst()); written <= whole.length; written++) {
            for (int earlier = 0; earlier < 2; earlier++) {
                Path own = Files.createDirectory(folder.resolve("kill" + written + "-" + earlier));
                Files.write(own.resolve("t1.cast"), Arrays.copyOf(whole, written));
                Files.write(own.resolve("t1.pos"), positionAt(positions, written, earlier));
                try (Recorder recorder = Recorder.open(own, "t1", PtySize.DEFAULT, START + 60)) {
                    int from = (int) recorder.offset();
                    recorder.output(stream, from, stream.length - from, START + 60);
                    assertThat(recorder.offset()).isEqualTo(stream.length);
                }
                assertThat(output(own)).as("killed after %d bytes", written).isEqualTo(TEXT.repeat(3));
            }
        }
    }

    @Test
    void aPowerLossThatLostThePositionLeavesCompleteLines() throws IOException {
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            write(recorder, "one", START);
            write(recorder, "two", START);
        }
        Path cast = folder.resolve("t1.cast");
        byte[] whole = Files.readAllBytes(cast);
        Files.write(cast, Arrays.copyOf(whole, whole.length - 4));
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            assertThat(recorder.offset()).isEqualTo(6);
            write(recorder, "three", START);
        }
        assertThat(output(folder)).isEqualTo("onethree");
    }

    /** A clock may have been put back while no server ran. */
    @Test
    void timeContinuesWhereTheRecordingEnded() throws IOException {
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            write(recorder, "one", START + 60);
        }
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START + 5)) {
            recorder.mark("slept", START + 5);
            write(recorder, "two", START + 61);
        }
        assertThat(lines().subList(1, 4))
                .extracting(line -> line.get(0).asDouble())
                .containsExactly(60.25, 60.25, 61.25);
    }

    @Test
    void aMarkerCutsNoCharacter() throws IOException {
        byte[] text = bytes("中");
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            recorder.output(text, 0, 2, START);
            recorder.mark("passed 10-create/pair", START);
            recorder.output(text, 2, 1, START);
            assertThat(recorder.offset()).isEqualTo(3);
        }
        assertThat(output(folder)).isEqualTo("中");
        assertThat(lines()).hasSize(3);
    }

    @Test
    void aRecordingWithoutItsPositionIsSetAside() throws IOException {
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            write(recorder, "old", START);
        }
        Files.delete(folder.resolve("t1.pos"));
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            assertThat(recorder.offset()).isZero();
        }
        assertThat(output(folder)).isEmpty();
        assertThat(folder.resolve("t1.old1.cast")).exists();
    }

    @Test
    void aRecordingThatIsNoneIsRefused() throws IOException {
        Files.writeString(folder.resolve("t1.cast"), "rubbish\n");
        Files.write(
                folder.resolve("t1.pos"),
                ByteBuffer.allocate(16).putLong(8).putLong(0).array());
        assertThatThrownBy(() -> Recorder.open(folder, "t1", PtySize.DEFAULT, START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("asciicast");
    }

    @Test
    void stopsAtItsLimit() throws IOException {
        byte[] much = new byte[8 * 1024 * 1024];
        Arrays.fill(much, (byte) 'y');
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            recorder.output(much, 0, much.length, START);
                        }
                    })
                    .hasMessageContaining("limit of 64 MiB");
            assertThat(Files.size(folder.resolve("t1.cast"))).isLessThanOrEqualTo(Recorder.LIMIT);
            assertThat(recorder.length()).isEqualTo(Files.size(folder.resolve("t1.cast")));
        }
    }

    @Test
    void theTailIsReadBackWithItsTimes() throws IOException {
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            write(recorder, "one", START);
            recorder.resize(PtySize.DEFAULT, START + 1);
            write(recorder, "two", START + 2);
        }
        List<Asciicast.Output> tail = new RecordedCast(folder.resolve("t1.cast")).tail();
        assertThat(tail).extracting(Asciicast.Output::time).containsExactly(START, START + 2);
        assertThat(tail)
                .extracting(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                .containsExactly("one", "two");
    }

    @Test
    void theTailOfALongRecordingIsBounded() throws IOException {
        byte[] escapes = new byte[10_000];
        Arrays.fill(escapes, (byte) 0x1b);
        try (Recorder recorder = Recorder.open(folder, "t1", PtySize.DEFAULT, START)) {
            for (int i = 0; i < 1_000; i++) {
                recorder.output(escapes, 0, escapes.length, START + i);
            }
        }
        int size = new RecordedCast(folder.resolve("t1.cast"))
                .tail().stream().mapToInt(piece -> piece.bytes().length).sum();
        assertThat(size).isBetween(Scrollback.CAPACITY / 2, Scrollback.CAPACITY);
    }

    /** The newest position that covers no more than was written; or, one earlier, the one before it. */
    private static byte[] positionAt(List<byte[]> positions, int written, int earlier) {
        int newest = 0;
        while (newest + 1 < positions.size() && length(positions.get(newest + 1)) <= written) {
            newest++;
        }
        return positions.get(Math.max(0, newest - earlier));
    }

    private static long length(byte[] position) {
        return ByteBuffer.wrap(position).getLong(0);
    }

    private static void write(Recorder recorder, String text, double time) throws IOException {
        byte[] bytes = bytes(text);
        recorder.output(bytes, 0, bytes.length, time);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<JsonNode> lines() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("t1.cast"))) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private static String output(Path folder) throws IOException {
        StringBuilder output = new StringBuilder();
        for (Asciicast.Output piece : new RecordedCast(folder.resolve("t1.cast")).tail()) {
            output.append(new String(piece.bytes(), StandardCharsets.UTF_8));
        }
        return output.toString();
    }
}
