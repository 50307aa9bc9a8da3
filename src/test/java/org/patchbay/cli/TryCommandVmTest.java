package org.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.sandbox.qemu.TestMachines;
import picocli.CommandLine;

/** A lesson that can be read and in which everything is wrong that {@code try} is there to find, and little is right. */
@Tag("vm")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TryCommandVmTest {
    private static final Path COURSE = Path.of("src", "test", "resources", "org", "patchbay", "author", "wrong");

    @Test
    void a_wrong_lesson_is_refused_and_each_reason_named() {
        Run run = tries("10-wrong");

        assertThat(run.out())
                .as(run.all())
                // Open before its solution.
                .contains(
                        "FAILED 10-tasks/ready: solution",
                        "The task holds before anything is typed",
                        "FAILED 10-tasks: 100 harmless commands (seed 1)",
                        "The task ready passes")
                // Passed after it.
                .contains("FAILED 20-ends/third: solution", "The solution does not pass")
                // Its faults' diagnoses: another layer, another subject, none.
                .contains(
                        "FAILED 10-tasks/address: fault before: ip link delete card0 → address card0",
                        "The diagnosis should name address card0",
                        "verdict: failed, link card0: There is no device `card0`.",
                        "FAILED 10-tasks/address: fault instead: ip address add 10.20.0.5/16 dev card0 → address lo",
                        "The diagnosis should name address lo",
                        "FAILED 10-tasks/address: fault instead: ip address add 10.20.0.5/16 dev card0;"
                                + " ip address add 10.20.0.5/24 dev card0 → address card0")
                // No change of the solution passes.
                .contains(
                        "FAILED 10-tasks/second: mutation cidr 10.30.0.5 → 10.30.0.12",
                        "The task passes although cidr 10.30.0.5 → 10.30.0.12")
                // Nor harmless commands.
                .contains("FAILED 20-ends: 100 harmless commands (seed 1)", "The task tracked passes")
                // A wrong choice has an explanation.
                .contains(
                        "FAILED 20-ends/why: wrong choice ping",
                        "This choice has no explanation of why it is wrong (en)")
                // Correct parts still pass.
                .contains(
                        "passed 10-tasks/address: solution",
                        "passed 10-tasks/address: fault instead: ip address add 10.20.0.5/24 dev lo → address card0",
                        "passed 10-tasks/second: solution",
                        "passed 20-ends/tracked: solution",
                        "passed 20-ends/tracked: fault instead: ping -c 1 127.0.0.2 → nat dst=127.0.0.1",
                        "passed 20-ends/why: right choice kernel");
        assertThat(run.status()).isEqualTo(1);
    }

    /** A line without how long it took and the lesson's name. */
    private record Run(int status, String all) {
        List<String> out() {
            return all.lines()
                    .map(line -> line.strip().replaceFirst("^(passed|FAILED|void) +[0-9.]+ s +\\S+ ", "$1 "))
                    .toList();
        }
    }

    private static Run tries(String lesson) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new Main()).setOut(new PrintWriter(out));
        int status = command.execute(
                "try", "--lessons", COURSE.toString(), "--data", TestMachines.DATA.toString(), "--jobs", "4", lesson);
        return new Run(status, out.toString());
    }
}
