package org.patchbay.author;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Lesson;

/** Creates a small working lesson as a template for authors. */
public final class NewLesson {
    private static final String COURSE = "course.yaml";

    /** What the first line of each YAML file names, a glossary's too, so that an editor completes keys and marks mistakes. */
    private static final List<String> SCHEMAS = List.of("course.json", "lesson.json", "step.json", "terms.json");

    private NewLesson() {}

    /**
     * Writes the lesson, in the languages of its course, and puts it into the course's list. A folder without a course
     * gets one; one without the schemas that the files name gets those.
     *
     * @param folder of the course; made if it is not there
     * @param id the lesson's folder: small letters, digits, hyphens
     * @return what was written or changed
     * @throws AuthoringException if the name is invalid, the folder exists, or the course can't be changed; no file is
     *     changed then
     */
    public static List<Path> write(Path folder, String id) throws AuthoringException {
        if (!Lesson.isId(id)) {
            throw new AuthoringException(
                    "'" + id + "' can't be a lesson's name: use lower-case letters, digits and hyphens, at most 40.");
        }
        Path lesson = folder.resolve(id);
        if (Files.exists(lesson)) {
            throw new AuthoringException(lesson + " already exists; choose another name, or remove it first.");
        }
        try {
            Files.createDirectories(folder);
            Path course = folder.resolve(COURSE);
            String listed = listed(course, id);
            List<Language> languages = languages(folder, course);
            List<Path> written = new ArrayList<>();
            Files.createDirectory(lesson);
            written.add(Files.writeString(lesson.resolve("lesson.yaml"), onlyIn(languages, text("lesson.yaml"))));
            written.add(Files.writeString(lesson.resolve("10-first.md"), text("10-first.md")));
            for (Language other : languages.subList(1, languages.size())) {
                String name = "10-first." + other.tag() + ".md";
                written.add(Files.writeString(lesson.resolve(name), text(name)));
            }
            written.add(Files.writeString(course, listed));
            written.addAll(schemas(folder.resolve("schema")));
            return List.copyOf(written);
        } catch (FileAlreadyExistsException e) {
            throw new AuthoringException(e.getFile() + " already exists and is not a folder.", e);
        } catch (IOException e) {
            throw new AuthoringException("The lesson can't be written: " + e.getMessage(), e);
        }
    }

    private static List<Path> schemas(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        for (String schema : SCHEMAS) {
            if (!Files.exists(folder.resolve(schema))) {
                written.add(Files.writeString(folder.resolve(schema), resource("/schema/" + schema)));
            }
        }
        return written;
    }

    private static String listed(Path course, String id) throws IOException, AuthoringException {
        String before = Files.exists(course) ? Files.readString(course) : text(COURSE);
        return new CourseList(before)
                .with(id)
                .orElseThrow(() -> new AuthoringException(
                        course + " has no list of lessons that '" + id + "' could be put into; lint says more."));
    }

    private static List<Language> languages(Path folder, Path course) {
        return Files.exists(course) ? Course.read(folder, 1).languages() : List.of(Language.values());
    }

    /** Without the lines of other languages. */
    private static String onlyIn(List<Language> languages, String yaml) {
        StringBuilder kept = new StringBuilder();
        yaml.lines()
                .filter(line -> List.of(Language.values()).stream()
                        .filter(language -> !languages.contains(language))
                        .noneMatch(language -> line.startsWith("  " + language.tag() + ": ")))
                .forEach(line -> kept.append(line).append('\n'));
        return kept.toString();
    }

    private static String text(String name) {
        return resource("/author/" + name);
    }

    private static String resource(String path) {
        try (InputStream in = NewLesson.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
