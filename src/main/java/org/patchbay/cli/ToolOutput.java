package org.patchbay.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.patchbay.observe.parse.Parsed;
import org.patchbay.observe.parse.Row;
import org.patchbay.observe.parse.Tool;

/** Converts a tool's output, from a file or standard input, to JSON on standard output. */
final class ToolOutput {
    static final int DONE = 0;
    /** Exit status: the input is not that tool's output. */
    static final int STRANGE = 1;
    /** Exit status: the input can't be read, or the JSON can't be written. */
    static final int UNABLE = 2;

    /** Limit of the input, in bytes. */
    private static final int LIMIT = 64 * 1024 * 1024;

    private ToolOutput() {}

    /**
     * Writes the JSON; on failure only a message to {@code err}.
     *
     * @return the exit status
     */
    static int toJson(Tool tool, Optional<Path> file, PrintWriter err) {
        byte[] text;
        try (InputStream in =
                file.isPresent() ? Files.newInputStream(file.get()) : new FileInputStream(FileDescriptor.in)) {
            text = in.readNBytes(LIMIT + 1);
        } catch (IOException e) {
            err.println("Cannot read the output of " + tool.program() + ": " + e.getMessage());
            return UNABLE;
        }
        if (text.length > LIMIT) {
            err.println("The input is larger than 64 MiB.");
            return UNABLE;
        }
        Parsed<? extends Row> parsed = tool.parse(new String(text, StandardCharsets.UTF_8));
        if (!parsed.problems().isEmpty()) {
            parsed.problems().forEach(err::println);
            return STRANGE;
        }
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
            RowsJson.write(tool, parsed, out);
        } catch (IOException e) {
            err.println("Cannot write the JSON: " + e.getMessage());
            return UNABLE;
        }
        return DONE;
    }
}
