package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Task;

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

    /** A check that also asks for what a learner ran is left out, and later steps would begin without the address. */
    @Test
    void laterStepsOfTheCourseBeginWithTheAddressesOfEarlierTasks() {
        List<Task> withAddress = Course.read(Path.of("lessons")).lessons().stream()
                .flatMap(lesson -> lesson.bind(1).steps().stream())
                .flatMap(step -> step.tasks().stream())
                .filter(task -> task.assertion().toString().contains("AddressIs["))
                .toList();
        assertThat(withAddress).isNotEmpty().allMatch(StepPreparation::ofState);
    }

    private static String run(String... scripts) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", StepPreparation.together(List.of(scripts)))
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return shell.waitFor() + ": " + said.strip().replaceAll("\\s+", " ");
    }
}
