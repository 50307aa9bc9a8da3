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

/** The command line. Exit status: 0 success, 1 the thing asked about is not so, 2 wrong usage or the machine can't. */
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
     * {@code parse TOOL [FILE]} without options is done without picocli, which costs more than the parsing: its class files
     * are of Java 5, and no cache of the JVM takes such (JEP 483).
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
