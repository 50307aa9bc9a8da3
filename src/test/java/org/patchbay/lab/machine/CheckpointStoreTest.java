package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.identity.LearnerId;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.progress.NewLab;
import org.patchbay.sandbox.MemoryEngine;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;

/** What of saved machines is kept, by how much they take. */
class CheckpointStoreTest {
    private static final int KIB = 1024;
    private static final int QUOTA_KIB = 1024;

    private static final String LEFT = CheckpointStore.LEFT.getFirst();

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final LearnerId learner = LearnerId.random(random);
    private final LabRecord lab = lab();
    private final MemoryEngine engine = new MemoryEngine();
    private CheckpointStore checkpoints;
    private Sandbox sandbox;

    @BeforeEach
    void begin() throws InterruptedException {
        engine.permits.release();
        sandbox = engine.start(Profile.NET);
        checkpoints = new CheckpointStore(engine, folder.resolve("kept"), 1);
    }

    @Test
    void theOldestGoForNewOnesInWhicheverLabOfTheLearner() throws Exception {
        LabRecord other = lab();
        assertThat(take(other, "10-create", 400, 1)).isTrue();
        assertThat(take(lab, "10-create", 400, 2)).isTrue();
        assertThat(take(lab, "20-up", 400, 3)).isTrue();
        assertThat(checkpoints.of(other, Profile.NET, "10-create")).isEmpty();
        assertThat(kept()).containsExactlyInAnyOrder("10-create", "20-up");
    }

    @Test
    void aCheckpointAboveTheQuotaRemovesNoOther() throws Exception {
        assertThat(take(lab, "10-create", 300, 1)).isTrue();
        assertThat(take(lab, "20-up", 300, 2)).isTrue();
        assertThat(take(lab, "20-up", QUOTA_KIB + 1, 3)).isFalse();
        assertThat(kept()).containsExactlyInAnyOrder("10-create", "20-up");
        assertThat(checkpoints.of(lab, Profile.NET, "20-up").orElseThrow().bytes())
                .isEqualTo(300 * KIB);
    }

    /** The step's previous one makes room for it. */
    @Test
    void aCheckpointOfTheQuotasSizeReplacesTheOlderOneOfItsStep() throws Exception {
        assertThat(take(lab, "20-up", QUOTA_KIB, 1)).isTrue();
        assertThat(take(lab, "20-up", QUOTA_KIB, 2)).isTrue();
        assertThat(kept()).containsExactly("20-up");
    }

    @Test
    void theMachineThatIsGoneBackToStaysThoughItIsTheOldest() throws Exception {
        assertThat(take(lab, "10-create", 400, 1)).isTrue();
        assertThat(take(lab, "20-up", 400, 2)).isTrue();
        Optional<LabCheckpoint> next = checkpoints.of(lab, Profile.NET, "10-create");
        assertThat(checkpoints.take(lab, LEFT, sandbox, folder.resolve("recordings"), next))
                .isTrue();
        assertThat(kept()).containsExactlyInAnyOrder("10-create", LEFT);

        engine.weigh((QUOTA_KIB - 300) * KIB);
        assertThat(checkpoints.take(lab, LEFT, sandbox, folder.resolve("recordings"), next))
                .isFalse();
        assertThat(kept()).containsExactlyInAnyOrder("10-create", LEFT);
    }

    @Test
    void recordingsCount() throws Exception {
        assertThat(take(lab, "10-create", 300, 1)).isTrue();
        Path recordings = Files.createDirectories(folder.resolve("recordings"));
        Files.write(recordings.resolve("t1.cast"), new byte[QUOTA_KIB * KIB]);
        Files.write(recordings.resolve("t1.pos"), new byte[16]);
        assertThat(take(lab, "10-create", 1, 2)).isFalse();
        assertThat(checkpoints.of(lab, Profile.NET, "10-create").orElseThrow().bytes())
                .isEqualTo(300 * KIB);
    }

    @Test
    void incompleteCheckpointsAreDeletedByTheNextServer() throws Exception {
        assertThat(take(lab, "10-create", 300, 1)).isTrue();
        Path place =
                folder.resolve("kept").resolve(learner.value()).resolve(lab.id().value());
        Files.createDirectories(place.resolve("20-up.new").resolve("machine"));
        assertThat(take(lab, LEFT, 300, 2)).isTrue();
        checkpoints.forgetOthers(List.of(lab));
        assertThat(place.resolve("20-up.new")).doesNotExist();
        assertThat(kept()).containsExactly("10-create");
    }

    @Test
    void aLearnerHasAtLeastOneMebibyte() {
        assertThatThrownBy(() -> new CheckpointStore(engine, folder, 0)).hasMessageContaining("at least 1 MiB");
    }

    /** @param at when it was saved, in seconds */
    private boolean take(LabRecord of, String step, int kib, long at) throws Exception {
        engine.weigh(kib * KIB);
        boolean taken = checkpoints.take(of, step, sandbox, folder.resolve("recordings"));
        if (taken) {
            Files.setLastModifiedTime(
                    checkpoints.of(of, Profile.NET, step).orElseThrow().folder(), FileTime.fromMillis(at * 1000));
        }
        return taken;
    }

    private List<String> kept() throws IOException {
        Path place =
                folder.resolve("kept").resolve(learner.value()).resolve(lab.id().value());
        try (var steps = Files.list(place)) {
            return steps.map(step -> step.getFileName().toString()).toList();
        }
    }

    private LabRecord lab() {
        return new LabRecord(
                LabId.random(random),
                learner,
                "20-veth-pair",
                1,
                new NewLab(1, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
    }
}
