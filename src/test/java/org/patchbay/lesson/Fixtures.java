package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files beside these tests. */
final class Fixtures {
    static final Path FOLDER = Path.of("src/test/resources/org/patchbay/lesson");
    static final Path LESSONS = Path.of("lessons");

    private Fixtures() {}

    static String read(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that this equals the golden file. */
    static void assertGolden(String name, String actual) {
        assertThat(actual.strip()).isEqualTo(read(name).strip());
    }
}
