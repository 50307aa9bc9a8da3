package org.patchbay.lesson;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lessons of one folder, in their order. Immutable.
 *
 * @param languages that every lesson is written in, the original first
 * @param lessons those without problems
 * @param problems why the others are not served
 */
public record Course(Text title, List<Language> languages, List<Lesson> lessons, List<Problem> problems) {
    public Course {
        languages = List.copyOf(languages);
        lessons = List.copyOf(lessons);
        problems = List.copyOf(problems);
    }

    /** Reads a course. Whatever is wrong with its files becomes {@link #problems}; nothing is thrown. */
    public static Course read(Path folder) {
        return new CourseReader(folder).read();
    }

    public Optional<Lesson> lesson(String id) {
        return lessons.stream().filter(l -> l.id().equals(id)).findFirst();
    }
}
