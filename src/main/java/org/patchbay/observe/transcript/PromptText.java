package org.patchbay.observe.transcript;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.parse.TerminalText;

/**
 * Splits a saved terminal's text into commands by its prompts, when shell integration is missing. The times of its
 * commands only give their order. Total, linear.
 */
public final class PromptText {
    /** The most commands that are kept, the newest ones, and the most characters of their output. */
    public static final int COMMANDS = 200;

    static final int CHARACTERS = 2 * 1024 * 1024;

    private static final String CUT = "\n…\n";

    private final String terminal;
    private final Deque<TypedLine> found = new ArrayDeque<>();
    private final Deque<Optional<String>> shells = new ArrayDeque<>();
    private String line = "";
    private Optional<String> place = Optional.empty();
    private final StringBuilder output = new StringBuilder();
    private boolean entered;
    private boolean continues;
    private int number;
    private long characters;

    private PromptText(String terminal) {
        this.terminal = terminal;
    }

    /**
     * The commands, ordered by start.
     *
     * @param terminal the terminal's name
     * @param text its content, with escape sequences
     */
    public static List<TypedLine> cut(String terminal, String text) {
        return new PromptText(terminal).cut(text);
    }

    private List<TypedLine> cut(String text) {
        shells.push(Optional.of(Namespace.INIT));
        for (String shown : (Iterable<String>) TerminalText.plain(text).lines()::iterator) {
            Optional<PromptLine> prompt = PromptLine.of(shown);
            if (prompt.isPresent()) {
                end();
                begin(prompt.get());
            } else if (entered && continues && shown.startsWith("> ")) {
                line = line.substring(0, line.length() - 1) + shown.substring(2);
                continues = line.endsWith("\\");
            } else if (entered) {
                continues = false;
                output.append(shown).append('\n');
            }
        }
        end();
        return new ArrayList<>(found);
    }

    private void begin(PromptLine prompt) {
        line = prompt.entered();
        entered = !line.isEmpty();
        continues = line.endsWith("\\");
        place = prompt.place().or(() -> shells.peek());
        output.setLength(0);
    }

    private void end() {
        if (!entered) {
            return;
        }
        entered = false;
        number++;
        Command command = new Command(
                terminal,
                number,
                line,
                bounded(),
                false,
                OptionalInt.empty(),
                OptionalLong.empty(),
                number,
                number + 0.5,
                List.of());
        found.add(new TypedLine(command, place));
        characters += size(command);
        while (found.size() > COMMANDS || characters > CHARACTERS) {
            characters -= size(found.remove().command());
        }
        Optional<TypedProgram> shell = TypedProgram.shell(line, place);
        if (shell.isPresent()) {
            shells.push(shell.get().place());
        } else if ((line.equals("exit") || line.startsWith("exit ") || line.equals("logout")) && shells.size() > 1) {
            shells.pop();
        }
        while (shells.size() > COMMANDS) {
            shells.removeLast();
        }
    }

    private static int size(Command command) {
        return command.line().length() + command.output().length();
    }

    private String bounded() {
        int limit = Command.OUTPUT_LIMIT;
        if (output.length() <= limit) {
            return output.toString();
        }
        int half = (limit - CUT.length()) / 2;
        return output.substring(0, half) + CUT + output.substring(output.length() - half);
    }
}
