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
    static final int STEPS = 60;
    private static final String LESSON = "lesson.yaml";

    /** The files of one step; the original is there if the lesson has no problem. */
    record StepFiles(String id, Map<Language, SourceFile> files) {}

    /** Reads a lesson's folder; empty when something is wrong with it. */
    static Optional<LessonFiles> read(Path course, String id, List<Language> languages, Problems problems) {
        Path folder = course.resolve(id);
        Optional<SourceFile> lesson = file(course, folder.resolve(LESSON), problems);
        List<SourceFile> steps = new ArrayList<>();
        for (String name : names(folder, problems.in(id + "/" + LESSON))) {
            if (!name.equals(LESSON) && !name.startsWith(".") && ours(name, languages, problems.in(id + "/" + name))) {
                file(course, folder.resolve(name), problems).ifPresent(steps::add);
            }
        }
        return of(id, lesson, steps, languages, problems);
    }

    /** The same from texts that were read before, with the names of files in the lesson's folder. */
    static Optional<LessonFiles> of(String id, List<Language> languages, Map<String, String> texts, Problems problems) {
        List<SourceFile> steps = new ArrayList<>();
        texts.forEach((name, text) -> {
            if (!name.equals(LESSON) && ours(name, languages, problems.in(id + "/" + name))) {
                steps.add(new SourceFile(id + "/" + name, text));
            }
        });
        Optional<SourceFile> lesson =
                Optional.ofNullable(texts.get(LESSON)).map(text -> new SourceFile(id + "/" + LESSON, text));
        return of(id, lesson, steps, languages, problems);
    }

    /** Their texts by name. */
    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        texts.put(LESSON, lesson.text());
        for (StepFiles step : steps) {
            step.files().values().forEach(file -> texts.put(file.name().substring(id.length() + 1), file.text()));
        }
        return texts;
    }

    private static Optional<LessonFiles> of(
            String id,
            Optional<SourceFile> lesson,
            List<SourceFile> files,
            List<Language> languages,
            Problems problems) {
        SortedMap<String, Map<Language, SourceFile>> steps = new TreeMap<>();
        for (SourceFile file : files) {
            Matcher matcher = STEP.matcher(file.name().substring(id.length() + 1));
            if (matcher.matches()) {
                steps.computeIfAbsent(matcher.group(1), _ -> new EnumMap<>(Language.class))
                        .put(language(matcher, languages).orElseThrow(), file);
            }
        }
        if (steps.isEmpty() || steps.size() > STEPS) {
            problems.in(id + "/" + LESSON)
                    .at(1, "a lesson has 1 to " + STEPS + " steps (10-create.md …), not " + steps.size());
            return Optional.empty();
        }
        List<StepFiles> found = new ArrayList<>();
        steps.forEach((step, inLanguages) -> found.add(new StepFiles(step, Map.copyOf(inLanguages))));
        return lesson.map(file -> new LessonFiles(id, file, List.copyOf(found)));
    }

    /** Whether it is a step's file in one of the languages. */
    private static boolean ours(String name, List<Language> languages, Problems.InFile here) {
        Matcher matcher = STEP.matcher(name);
        if (!matcher.matches()) {
            here.at(1, "unknown file: a step's file is named like 10-create.md or 10-create.zh.md");
            return false;
        }
        if (language(matcher, languages).isEmpty()) {
            here.at(1, "the course is not written in '" + matcher.group(2) + "'; course.yaml lists its languages");
            return false;
        }
        return true;
    }

    private static Optional<Language> language(Matcher name, List<Language> languages) {
        return name.group(2) == null
                ? Optional.of(languages.getFirst())
                : Language.of(name.group(2)).filter(languages::contains);
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
