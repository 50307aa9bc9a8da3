package org.patchbay.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.identity.LearnerId;

/** What a killed server has stored is available to the next one. */
class KilledWriterTest {
    private static final LabId LAB = new LabId("a".repeat(LabId.LENGTH));
    private static final int ENOUGH = 200;

    @TempDir
    Path folder;

    @Test
    void acknowledgedWritesSurviveAKill() throws IOException, InterruptedException {
        List<String> acknowledged = new ArrayList<>();
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = writer.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == ENOUGH) {
                    // Not by the Process, which would close the pipe with unread output.
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        JdbcConnectionPool pool = TestDatabase.h2(folder);
        try {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
            assertThat(Stores.over(pool, DatabaseKind.H2).progress().of(LAB).steps())
                    .extracting(EnteredStep::step)
                    .containsAll(acknowledged);
        } finally {
            pool.dispose();
        }
    }

    /** Stores steps and prints which, until it is killed. */
    static final class Writer {
        private Writer() {}

        static void main(String[] arguments) {
            Stores stores = Stores.over(TestDatabase.h2(Path.of(arguments[0])), DatabaseKind.H2);
            LearnerId learner = new LearnerId("a".repeat(LearnerId.LENGTH));
            stores.labs()
                    .open(
                            learner,
                            "20-veth-pair",
                            LAB,
                            new NewLab(1, Optional.empty(), Optional.empty()),
                            Instant.now());
            for (int i = 0; ; i++) {
                if (stores.progress().entered(LAB, new EnteredStep("step-" + i, Instant.now()))) {
                    System.out.println("step-" + i);
                }
            }
        }
    }
}
