package org.patchbay.lesson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vocabulary as documented in docs/lessons.md. */
final class LessonDocs {
    private static final Path FILE = Path.of("docs/lessons.md");

    private LessonDocs() {}

    /** When an assertion holds. */
    static Optional<String> holdsWhen(String key) {
        return Optional.ofNullable(rows().get(key))
                .map(cells -> cells.get(2).replace("*", "").strip());
    }

    /** The documentation of an assertion's keys. */
    static String keys(String key) {
        return Optional.ofNullable(rows().get(key)).map(List::getLast).orElse("");
    }

    /** The table's rows by each key that they begin with. */
    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        boolean table = false;
        for (String line : lines()) {
            table = line.startsWith("| key | holds when") || table && line.startsWith("|");
            List<String> cells = Arrays.asList(line.split("(?<!\\\\)\\|"));
            if (table && cells.size() == 4) {
                for (String key : cells.get(1).split(",")) {
                    rows.put(key.replace("`", "").strip(), cells);
                }
            }
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
