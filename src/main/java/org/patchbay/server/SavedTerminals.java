package org.patchbay.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.author.AuthoringException;
import org.patchbay.observe.transcript.Transcript;
import org.patchbay.observe.transcript.TypedLine;
import org.patchbay.terminal.SavedTerminal;
import org.patchbay.terminal.SavedTerminalException;

/** Reads the terminals that a learner saved. */
public final class SavedTerminals {
    private SavedTerminals() {}

    /**
     * Reads one file for each terminal.
     *
     * @throws AuthoringException if one cannot be read or is not a saved terminal
     */
    public static Transcript read(List<Path> files) throws AuthoringException {
        List<List<TypedLine>> terminals = new ArrayList<>();
        boolean timed = true;
        for (int i = 0; i < files.size(); i++) {
            SavedTerminal saved = read(files.get(i), "t" + (i + 1));
            terminals.add(saved.commands());
            timed &= saved.timed();
        }
        return Transcript.of(terminals, timed);
    }

    private static SavedTerminal read(Path file, String name) throws AuthoringException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new AuthoringException(file + " cannot be read: "
                    + (Files.exists(file) ? "it is not a readable file" : "it is not there") + ".");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return SavedTerminal.read(name, in.readNBytes(SavedTerminal.LIMIT + 1));
        } catch (SavedTerminalException e) {
            throw new AuthoringException(file + " is not a saved terminal: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new AuthoringException(e.getMessage(), e);
        }
    }
}
