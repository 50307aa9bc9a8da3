package org.patchbay.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a course is: what {@code --lessons} says, else the one that Patchbay comes with. */
final class LessonsOption {
    @Option(
            names = "--lessons",
            paramLabel = "DIR",
            description = "Folder of the course. Default: Patchbay's own course.")
    private Optional<Path> lessons;

    /** As it is best said: from where the author stands. */
    Path folder() {
        Path folder = lessons.orElseGet(() -> Path.of(System.getProperty("patchbay.lessons", "lessons")));
        Path here = Path.of("").toAbsolutePath();
        Path absolute = folder.toAbsolutePath().normalize();
        return absolute.startsWith(here) && !absolute.equals(here) ? here.relativize(absolute) : folder;
    }
}
