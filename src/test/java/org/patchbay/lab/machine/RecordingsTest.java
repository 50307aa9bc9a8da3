package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.machine.Recordings.Position;
import org.patchbay.lab.machine.Recordings.Recording;

class RecordingsTest {
    private static final TaskKey TASK = new TaskKey("10-create", "pair");

    @TempDir
    Path folder;

    @Test
    void theNewestMachineComesFirstAndEachKeepsItsNumber() throws IOException {
        cast("lab-zzzzz", "t1", 100);
        cast("lab-aaaaa", "t2", 200);
        cast("lab-aaaaa", "t1", 150);
        cast("lab-aaaaa", "t1.old1", 50);
        Files.writeString(folder.resolve("lab-aaaaa/t1.pos"), "");
        Files.createDirectory(folder.resolve("lab-empty"));
        assertThat(recordings().all())
                .extracting(one -> one.number() + " " + one.machine() + " " + one.terminal())
                .containsExactly("2 lab-aaaaa t1", "2 lab-aaaaa t1-old1", "2 lab-aaaaa t2", "1 lab-zzzzz t1");
    }

    @Test
    void theNewestVerdictIsFoundInWhicheverTerminalItWasEarned() throws IOException {
        cast(
                "lab-aaaaa",
                "t1",
                100,
                "[1.0, \"m\", \"failed 10-create/pair\"]",
                "[5.0, \"m\", \"passed 10-create/pair\"]");
        cast(
                "lab-aaaaa",
                "t2",
                90,
                "[4.5, \"m\", \"failed 10-create/pair\"]",
                "[9.0, \"m\", \"passed 20-up/first-end\"]");
        assertThat(place()).isEqualTo("lab-aaaaa t1 5.0");
        // The machine was rewound, and its earlier recording continues.
        cast(
                "lab-bbbbb",
                "t1",
                200,
                "[1.0, \"m\", \"failed 10-create/pair\"]",
                "[3.0, \"m\", \"rewound to 10-create\"]");
        assertThat(place()).isEqualTo("lab-bbbbb t1 1.0");
        assertThat(recordings().verdict(new TaskKey("20-up", "second-end"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lab-aaaaa, t2",
        "lab-aaaaa, t1.cast",
        "., t1",
        "'', ''",
        "lab-aaaaa, ../lab-aaaaa/t1",
        "../x/lab-aaaaa, t1"
    })
    void anInvalidNameIsNotFound(String machine, String terminal) throws IOException {
        cast("lab-aaaaa", "t1", 100);
        assertThat(recordings().of(machine, terminal)).isEmpty();
        assertThat(recordings().of("lab-aaaaa", "t1").map(Recording::number)).contains(1);
    }

    @Test
    void theOldestRecordingsAreDeletedAndMachinesKeepTheirNumbers() throws IOException {
        for (String machine : new String[] {"aaaaa", "bbbbb", "ccccc", "ddddd"}) {
            cast("lab-" + machine, "t1", machine.charAt(0));
        }
        long one = Files.size(folder.resolve("lab-aaaaa/t1.cast"));
        assertThat(recordings().keepWithin(4 * one, Set.of())).isFalse();
        assertThat(recordings().keepWithin(2 * one, Set.of("lab-bbbbb"))).isTrue();
        assertThat(recordings().all())
                .extracting(left -> left.number() + " " + left.machine())
                .containsExactly("4 lab-ddddd", "2 lab-bbbbb");
        assertThat(recordings().removed()).isEqualTo(2);
        assertThat(recordings().keepWithin(2 * one, Set.of())).isFalse();
    }

    @Test
    void theNewestMachinesStayHoweverMuchTheyTake() throws IOException {
        cast("lab-aaaaa", "t1", 100);
        cast("lab-bbbbb", "t1", 200);
        cast("lab-bbbbb", "t2", 50);
        assertThat(recordings().keepWithin(1, Set.of())).isTrue();
        assertThat(recordings().all())
                .hasSize(2)
                .allMatch(left -> left.machine().equals("lab-bbbbb"));
        assertThat(recordings().keepWithin(1, Set.of())).isFalse();
    }

    /** As a server leaves it that is killed while it removes them. */
    @Test
    void aHalfRemovedRecordingIsNotShownAndIsRemovedTheNextTime() throws IOException {
        cast("lab-aaaaa", "t1", 100);
        cast("lab-bbbbb", "t1", 200);
        Files.createFile(folder.resolve("lab-aaaaa/removed"));
        Files.setLastModifiedTime(folder.resolve("lab-aaaaa/removed"), FileTime.fromMillis(100_000));
        assertThat(recordings().all()).extracting(Recording::machine).containsExactly("lab-bbbbb");
        assertThat(recordings().keepWithin(1, Set.of())).isTrue();
        assertThat(folder.resolve("lab-aaaaa/t1.cast")).doesNotExist();
        assertThat(recordings().of("lab-bbbbb", "t1").map(Recording::number)).contains(2);
    }

    @Test
    void aLabThatNeverHadAMachineHasNone() throws IOException {
        assertThat(new Recordings(folder.resolve("none")).all()).isEmpty();
        assertThat(new Recordings(folder.resolve("none")).verdict(TASK)).isEmpty();
    }

    private String place() throws IOException {
        Optional<Position> place = recordings().verdict(TASK);
        return place.map(found ->
                        found.recording().machine() + " " + found.recording().terminal() + " " + found.at())
                .orElse("nowhere");
    }

    private Recordings recordings() {
        return new Recordings(folder);
    }

    private void cast(String machine, String terminal, long writtenAt, String... events) throws IOException {
        Path file = Files.createDirectories(folder.resolve(machine)).resolve(terminal + ".cast");
        Files.writeString(
                file,
                "{\"version\": 2, \"width\": 80, \"height\": 24, \"timestamp\": 1732468800}\n"
                        + String.join(
                                "",
                                Arrays.stream(events).map(line -> line + "\n").toList()));
        Files.setLastModifiedTime(file, FileTime.fromMillis(writtenAt * 1000));
    }
}
