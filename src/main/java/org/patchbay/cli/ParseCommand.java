package org.patchbay.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.patchbay.observe.Parsed;
import org.patchbay.observe.Row;
import org.patchbay.observe.Tool;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay parse}: a tool's output to JSON. */
@Command(
        name = "parse",
        description = "Reads what a tool printed and writes it as JSON.",
        mixinStandardHelpOptions = true)
final class ParseCommand implements Callable<Integer> {
    /** The most bytes that are read. */
    static final int LIMIT = 64 * 1024 * 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TOOL",
            description = "The tool: ${COMPLETION-CANDIDATES}.",
            completionCandidates = ToolNames.class)
    private String tool;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            arity = "0..1",
            description = "What it printed; standard input if not given.")
    private Optional<Path> file;

    @Override
    public Integer call() {
        Tool named = Tool.of(tool)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no parser for '" + tool + "'; there are " + String.join(", ", new ToolNames())));
        byte[] text;
        try (InputStream in =
                file.isPresent() ? Files.newInputStream(file.get()) : new FileInputStream(FileDescriptor.in)) {
            text = in.readNBytes(LIMIT + 1);
        } catch (IOException e) {
            return refuse("What " + tool + " printed can't be read: " + e.getMessage(), CommandLine.ExitCode.USAGE);
        }
        if (text.length > LIMIT) {
            return refuse("There is more than 64 MiB of it.", CommandLine.ExitCode.USAGE);
        }
        Parsed<? extends Row> parsed = named.parse(new String(text, StandardCharsets.UTF_8));
        if (!parsed.problems().isEmpty()) {
            return refuse(
                    parsed.problems().stream().map(Object::toString).collect(Collectors.joining("\n")),
                    CommandLine.ExitCode.SOFTWARE);
        }
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
            RowsJson.write(named, parsed, out);
        } catch (IOException e) {
            return refuse("The JSON can't be written: " + e.getMessage(), CommandLine.ExitCode.USAGE);
        }
        return CommandLine.ExitCode.OK;
    }

    private int refuse(String sentence, int status) {
        spec.commandLine().getErr().println(sentence);
        return status;
    }

    /** What the tools are called. */
    static final class ToolNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Tool.values()).map(Tool::program).iterator();
        }
    }
}
