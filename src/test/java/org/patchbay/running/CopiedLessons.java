package org.patchbay.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the course's files, for an author's changes. */
public final class CopiedLessons {
    private CopiedLessons() {}

    /** Copies them into a folder of their own, below this one. */
    public static Path in(Path folder) throws IOException {
        Path from = Path.of("lessons");
        Path to = Files.createTempDirectory(Files.createDirectories(folder), "course")
                .toAbsolutePath();
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return to;
    }
}
