package org.patchbay.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.patchbay.author.AuthoringException;
import org.patchbay.author.NewLesson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay new}: creates a lesson. */
@Command(
        name = "new",
        description = "Creates a lesson that passes lint and try, and adds it to the course.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class NewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LessonsOption lessons;

    @Parameters(paramLabel = "LESSON", description = "Name of the lesson's folder, such as 40-bridge.")
    private String lesson;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            NewLesson.write(lessons.folder(), lesson).forEach(out::println);
            return CommandLine.ExitCode.OK;
        } catch (AuthoringException e) {
            spec.commandLine().getErr().println("patchbay: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }
}
