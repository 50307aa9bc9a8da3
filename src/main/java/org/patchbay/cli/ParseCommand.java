package org.patchbay.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.patchbay.observe.parse.Tool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay parse}: converts a tool's output to JSON. */
@Command(name = "parse", description = "Converts a tool's output to JSON.", mixinStandardHelpOptions = true)
final class ParseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TOOL",
            description = "One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = ToolNames.class)
    private String tool;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            arity = "0..1",
            description = "File with the tool's output. Default: standard input.")
    private Optional<Path> file;

    @Override
    public Integer call() {
        Tool named = Tool.of(tool)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "No parser for '" + tool + "'; expected one of " + String.join(", ", new ToolNames())));
        return ToolOutput.toJson(named, file, spec.commandLine().getErr());
    }

    /** The tools' names. */
    static final class ToolNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Tool.values()).map(Tool::program).iterator();
        }
    }
}
