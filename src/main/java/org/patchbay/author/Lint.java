package org.patchbay.author;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.Problem;

/** Finds errors in lesson files without starting a machine. */
public final class Lint {
    /** The number of seeds that a lesson with drawn parameters is checked with. */
    private static final int SEEDS = 100;

    private Lint() {}

    /**
     * Checks a course.
     *
     * @param folder of the course
     * @param lessons the folders' names; all of the course, and its {@code course.yaml}, if there are none
     * @return the errors, sorted by file and line
     * @throws AuthoringException if there is no such lesson
     */
    public static List<Problem> of(Path folder, List<String> lessons) throws AuthoringException {
        for (String lesson : lessons) {
            if (!Lesson.isId(lesson) || !Files.isDirectory(folder.resolve(lesson))) {
                throw new AuthoringException("There is no lesson '" + lesson + "' in " + folder + ".");
            }
        }
        Course course = Course.read(folder, SEEDS);
        return lessons.isEmpty() ? course.problems() : among(course, lessons);
    }

    /** If the course can't be read, its own problems are reported for the lesson. */
    private static List<Problem> among(Course course, List<String> lessons) {
        List<Problem> found = new ArrayList<>();
        for (Problem problem : course.problems()) {
            if (lessons.stream().anyMatch(lesson -> problem.file().startsWith(lesson + "/"))) {
                found.add(problem);
            }
        }
        Stream<String> sound = course.lessons().stream().map(Lesson::id);
        List<String> known = Stream.concat(sound, found.stream().map(problem -> folder(problem.file())))
                .toList();
        if (!known.containsAll(lessons)) {
            course.problems().stream()
                    .filter(problem -> problem.file().indexOf('/') < 0)
                    .forEach(found::add);
        }
        return found;
    }

    private static String folder(String file) {
        return file.substring(0, file.indexOf('/'));
    }
}
