package org.patchbay.lesson;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lessons of one folder, in their order. Immutable.
 *
 * @param languages that every lesson is written in, the original first
 * @param lessons those without problems, and where it was read again those that had none then
 * @param glossary the terms that it explains
 * @param problems why the others are not served, or not as they are now
 */
public record Course(
        Text title, List<Language> languages, List<Lesson> lessons, List<Term> glossary, List<Problem> problems) {
    public Course {
        languages = List.copyOf(languages);
        lessons = List.copyOf(lessons);
        glossary = List.copyOf(glossary);
        problems = List.copyOf(problems);
    }

    private static final Course NONE = new Course(
            new Text(Map.of(Language.EN, "Patchbay")), List.of(Language.EN), List.of(), List.of(), List.of());

    /** With how many seeds a server binds each lesson that draws parameters, to see whether it holds together. */
    private static final int SEEDS = 8;

    /** Reads a course. Whatever is wrong with its files becomes {@link #problems}; nothing is thrown. */
    public static Course read(Path folder) {
        return read(folder, SEEDS);
    }

    /**
     * Reads a course with more care, or less.
     *
     * @param seeds with how many each lesson that draws parameters is bound, 1 or more
     */
    public static Course read(Path folder, int seeds) {
        return new CourseReader(folder, seeds, NONE).read();
    }

    /** Reads it again. A lesson whose files have problems now stays as it is here; without a course.yaml all of it does. */
    public Course again(Path folder) {
        return new CourseReader(folder, SEEDS, this).read();
    }

    public Optional<Lesson> lesson(String id) {
        return lessons.stream().filter(l -> l.id().equals(id)).findFirst();
    }
}
