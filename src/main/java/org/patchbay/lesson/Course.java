package org.patchbay.lesson;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lessons of one folder, in order. Immutable.
 *
 * @param languages of every lesson, the original first
 * @param lessons those without problems; after rereading, others in their last valid version
 * @param glossary its terms
 * @param problems in the files
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

    /** With how many seeds a server binds each lesson with parameters, to validate it. */
    private static final int SEEDS = 8;

    /** Reads a course. Errors in its files become {@link #problems}; nothing is thrown. */
    public static Course read(Path folder) {
        return read(folder, SEEDS);
    }

    /**
     * Reads a course.
     *
     * @param seeds with how many each lesson with parameters is bound for validation, at least 1
     */
    public static Course read(Path folder, int seeds) {
        return new CourseReader(folder, seeds, NONE).read();
    }

    /** Reads it again. A lesson with problems keeps its previous version; without course.yaml the whole course does. */
    public Course again(Path folder) {
        return new CourseReader(folder, SEEDS, this).read();
    }

    public Optional<Lesson> lesson(String id) {
        return lessons.stream().filter(l -> l.id().equals(id)).findFirst();
    }
}
