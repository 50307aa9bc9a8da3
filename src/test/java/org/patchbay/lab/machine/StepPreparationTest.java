package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepPreparationTest {
    @Test
    void scriptsRunTogetherAsTheyWouldAlone() throws Exception {
        assertThat(run("cd /", "v=1; echo \"$v\" # said", "cat <<END\nhere\nEND", "echo \"${v-none}\""))
                .isEqualTo("0: 1 here none");
    }

    @Test
    void theFirstThatFailsEndsItWithItsStatus() throws Exception {
        assertThat(run("echo one", "echo two; exit 3", "echo three")).isEqualTo("3: one two");
        assertThat(run("exit 0", "echo goes on")).isEqualTo("0: goes on");
    }

    private static String run(String... scripts) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", StepPreparation.together(List.of(scripts)))
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() + ": " + said.strip().replaceAll("\\s+", " ");
    }
}
