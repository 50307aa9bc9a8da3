package org.patchbay.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.observe.parse.Tool;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit status: 0 success, 1 a negative result, 2 wrong usage or a failure of the machine. */
@QuarkusMain
@Command(
        name = "patchbay",
        description = "Teaches how Linux connects containers, hands on.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            LintCommand.class,
            NewCommand.class,
            ParseCommand.class,
            CheckCommand.class,
            TryCommand.class
        })
public final class Main {
    /** @param args as typed */
    public static void main(String[] args) {
        System.exit(plainParse(args).orElseGet(() -> new CommandLine(new Main()).execute(args)));
    }

    /**
     * Runs {@code parse TOOL [FILE]} without options without picocli, whose start takes longer than parsing: the JVM's
     * class cache excludes its Java 5 class files (JEP 483).
     */
    private static OptionalInt plainParse(String[] args) {
        List<String> words = List.of(args);
        boolean plain = (words.size() == 2 || words.size() == 3)
                && words.getFirst().equals("parse")
                && words.stream().noneMatch(word -> word.isEmpty() || word.startsWith("-") || word.startsWith("@"));
        Optional<Tool> tool = plain ? Tool.of(words.get(1)) : Optional.empty();
        if (tool.isEmpty()) {
            return OptionalInt.empty();
        }
        Optional<Path> file = words.size() == 3 ? Optional.of(Path.of(words.get(2))) : Optional.empty();
        return OptionalInt.of(ToolOutput.toJson(tool.get(), file, new PrintWriter(System.err, true)));
    }
}
