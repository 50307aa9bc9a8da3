package org.patchbay.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The course's folder: {@code --lessons}, else the one included in Patchbay. */
final class LessonsOption {
    @Option(
            names = "--lessons",
            paramLabel = "DIR",
            description = "Folder of the course. Default: Patchbay's own course.")
    private Optional<Path> lessons;

    /** The path for messages, relative to the working directory if possible. */
    Path folder() {
        Path folder = lessons.orElseGet(() -> Path.of(System.getProperty("patchbay.lessons", "lessons")));
        Path here = Path.of("").toAbsolutePath();
        Path absolute = folder.toAbsolutePath().normalize();
        return absolute.startsWith(here) && !absolute.equals(here) ? here.relativize(absolute) : folder;
    }
}
