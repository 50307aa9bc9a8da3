package org.patchbay.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.patchbay.author.AuthoringException;
import org.patchbay.author.Lint;
import org.patchbay.lesson.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay lint}: reports errors in lesson files as {@code file:line: message}. */
@Command(
        name = "lint",
        description = "Checks lesson files. Prints file:line: message for each problem, and exits 1 if there are any.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LintCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LessonsOption lessons;

    @Parameters(paramLabel = "LESSON", description = "Lesson folders. Default: the whole course.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        Path folder = lessons.folder();
        try {
            List<Problem> problems = Lint.of(folder, names);
            problems.forEach(problem -> spec.commandLine().getOut().println(folder.resolve(problem.toString())));
            return problems.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (AuthoringException e) {
            spec.commandLine().getErr().println("patchbay: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }
}
