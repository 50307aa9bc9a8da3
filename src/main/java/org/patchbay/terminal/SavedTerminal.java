package org.patchbay.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.transcript.PromptText;
import org.patchbay.observe.transcript.TypedLine;
import org.patchbay.observe.transcript.TypedShell;

/**
 * A terminal saved as a recording (asciicast v2 or v3), by {@code script}, or as plain text. Split into commands by the
 * shell's marks if the file has any, else by its prompts. Immutable.
 *
 * @param commands the newest, at most some hundreds, ordered by start
 * @param timed whether their times are seconds since the epoch
 */
public record SavedTerminal(List<TypedLine> commands, boolean timed) {
    /** Limit of a file, in bytes. */
    public static final int LIMIT = 16 * 1024 * 1024;

    public SavedTerminal {
        commands = List.copyOf(commands);
    }

    /**
     * Reads a file, in linear time.
     *
     * @param name the terminal's name
     * @throws SavedTerminalException if the format is unknown, or the file has no command
     */
    public static SavedTerminal read(String name, byte[] file) throws SavedTerminalException {
        if (file.length > LIMIT) {
            throw new SavedTerminalException("it has more than " + LIMIT / 1024 / 1024 + " MiB");
        }
        String content = new String(file, StandardCharsets.UTF_8);
        List<String> lines = content.stripLeading().lines().toList();
        List<Asciicast.Output> pieces = !lines.isEmpty() && isCast(lines.getFirst())
                ? cast(lines, content.endsWith("\n"))
                : List.of(new Asciicast.Output(0, file));
        Marked marked = marked(name, pieces);
        SavedTerminal saved = marked.commands().isEmpty()
                ? new SavedTerminal(PromptText.cut(name, text(pieces)), false)
                : new SavedTerminal(placed(marked), marked.commands().stream().allMatch(SavedTerminal::sinceTheEpoch));
        if (saved.commands.isEmpty()) {
            throw new SavedTerminalException(
                    "no command is seen in it; save what the terminal showed, prompts included");
        }
        return saved;
    }

    /** Whether a first line means to be an asciicast's: it opens a JSON object that names a version. */
    private static boolean isCast(String line) {
        return line.startsWith("{") && line.contains("\"version\"");
    }

    /** @param whole whether the last line is; while a recording grows it may not be, and is left out then */
    private static List<Asciicast.Output> cast(List<String> lines, boolean whole) throws SavedTerminalException {
        Asciicast.Header header = Asciicast.header(lines.getFirst())
                .filter(read -> read.version() == 2 || read.version() == 3)
                .orElseThrow(
                        () -> new SavedTerminalException("line 1: an asciicast header of version 2 or 3 was expected"));
        double now = header.startedAt();
        List<Asciicast.Output> pieces = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || header.version() == 3 && line.startsWith("#")) {
                continue;
            }
            Optional<Asciicast.Event> event = Asciicast.event(line);
            if (event.isEmpty()) {
                if (i == lines.size() - 1 && !whole) {
                    break;
                }
                throw new SavedTerminalException(
                        "line " + (i + 1) + ": an asciicast event [time, code, data] was expected");
            }
            now = event.get().time() + (header.version() == 2 ? header.startedAt() : now);
            if (event.get().code().equals(Asciicast.OUTPUT)) {
                pieces.add(new Asciicast.Output(now, event.get().data().getBytes(StandardCharsets.UTF_8)));
            }
        }
        return pieces;
    }

    private static String text(List<Asciicast.Output> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(new String(piece.bytes(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    /**
     * Commands found by the shell's marks.
     *
     * @param commands empty without such marks
     * @param first the inode of the network namespace of the first prompt
     */
    private record Marked(List<Command> commands, OptionalLong first) {}

    private static Marked marked(String name, List<Asciicast.Output> pieces) {
        CommandScanner scanner = new CommandScanner(name);
        Optional<Command> first = Optional.empty();
        double last = 0;
        for (Asciicast.Output piece : pieces) {
            List<Command> changed = scanner.feed(piece.bytes(), 0, piece.bytes().length, piece.time());
            first = first.or(() -> changed.stream().findFirst());
            last = piece.time();
        }
        scanner.end(last);
        return new Marked(
                scanner.log().commands(), first.map(Command::namespace).orElse(OptionalLong.empty()));
    }

    private static boolean sinceTheEpoch(Command command) {
        return command.startedAt() > 1e9;
    }

    /**
     * Names the shells' namespaces: the first one's is the one the machine booted with; a nested shell's is known from
     * the line that started it.
     */
    private static List<TypedLine> placed(Marked marked) {
        Map<OptionalLong, Optional<String>> names = new HashMap<>();
        names.put(OptionalLong.empty(), Optional.of(Namespace.INIT));
        names.put(marked.first(), Optional.of(Namespace.INIT));
        List<TypedLine> placed = new ArrayList<>();
        for (Command command : marked.commands()) {
            Optional<String> place = names.getOrDefault(command.namespace(), Optional.empty());
            if (place.isEmpty() && !placed.isEmpty()) {
                TypedLine outer = placed.getLast();
                place = TypedShell.place(outer.command().line(), outer.place());
                names.put(command.namespace(), place);
            }
            placed.add(new TypedLine(command, place));
        }
        return placed;
    }
}
