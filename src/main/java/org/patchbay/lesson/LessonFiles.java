package org.patchbay.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one lesson's folder.
 *
 * @param id the folder's name
 * @param steps their files by language, in the order of their names
 */
record LessonFiles(String id, SourceFile lesson, List<StepFiles> steps) {
    private static final Pattern STEP = Pattern.compile("([a-z0-9-]{1,40})(?:\\.([a-z]{2}))?\\.md");
    private static final int STEPS = 60;

    /** The files of one step; the original is there if the lesson has no problem. */
    record StepFiles(String id, Map<Language, SourceFile> files) {}

    /** Reads a lesson's folder; empty when something is wrong with it. */
    static Optional<LessonFiles> read(Path course, String id, List<Language> languages, Problems problems) {
        Path folder = course.resolve(id);
        Optional<SourceFile> lesson = file(course, folder.resolve("lesson.yaml"), problems);
        SortedMap<String, Map<Language, SourceFile>> steps = new TreeMap<>();
        Problems.InFile inLesson = problems.in(id + "/lesson.yaml");
        for (String name : names(folder, inLesson)) {
            Matcher matcher = STEP.matcher(name);
            if (name.equals("lesson.yaml") || name.startsWith(".")) {
                continue;
            }
            Problems.InFile here = problems.in(id + "/" + name);
            if (!matcher.matches()) {
                here.at(1, "what is this? A step's file is called like 10-create.md or 10-create.zh.md");
                continue;
            }
            Optional<Language> language =
                    matcher.group(2) == null ? Optional.of(languages.getFirst()) : Language.of(matcher.group(2));
            if (language.filter(languages::contains).isEmpty()) {
                here.at(1, "the course is not written in '" + matcher.group(2) + "'; course.yaml lists its languages");
                continue;
            }
            file(course, folder.resolve(name), problems)
                    .ifPresent(file -> steps.computeIfAbsent(matcher.group(1), _ -> new EnumMap<>(Language.class))
                            .put(language.get(), file));
        }
        if (steps.isEmpty() || steps.size() > STEPS) {
            inLesson.at(1, "a lesson has 1 to " + STEPS + " steps (10-create.md …), not " + steps.size());
            return Optional.empty();
        }
        List<StepFiles> found = new ArrayList<>();
        steps.forEach((step, files) -> found.add(new StepFiles(step, Map.copyOf(files))));
        return lesson.map(file -> new LessonFiles(id, file, List.copyOf(found)));
    }

    private static Optional<SourceFile> file(Path course, Path file, Problems problems) {
        String name = course.relativize(file).toString().replace('\\', '/');
        return problems.in(name).reading(() -> SourceFile.read(course, file));
    }

    private static List<String> names(Path folder, Problems.InFile problems) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .limit(10L * STEPS)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.at(1, "the lesson's folder can't be read: " + e.getMessage());
            return List.of();
        }
    }
}
