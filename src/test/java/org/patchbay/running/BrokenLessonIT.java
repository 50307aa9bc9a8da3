package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A course of which one lesson has an error. */
@Tag("vm")
class BrokenLessonIT {
    private static final Path FOLDER = Path.of("target", "running", "broken-lesson");

    @TempDir
    Path course;

    @Test
    void theOthersAreServedAndFileAndLineAreLogged() throws Exception {
        copy(Path.of("lessons"), course);
        Path broken = course.resolve("30-who-answers-arp/10-nobody.md");
        Files.writeString(broken, Files.readString(broken).replaceFirst("\n    check:", "\n    unchecked:"));

        try (RunningServer server =
                        RunningServer.start(FOLDER, "patchbay.lessons=" + course, "patchbay.limits.spare-machines=0");
                LearnerClient learner = new LearnerClient(server.address())) {
            assertThat(server.log()).containsPattern("30-who-answers-arp/10-nobody\\.md:[0-9]+: ");
            assertThat(learner.get("/")).contains("20-veth-pair").doesNotContain("30-who-answers-arp");
            assertThat(learner.get("/labs/" + learner.begin("20-veth-pair"))).contains("<pb-lab");
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
