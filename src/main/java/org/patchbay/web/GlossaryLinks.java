package org.patchbay.web;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;

/** Glossary indexes by language, built once per loaded course. Thread-safe. */
@Singleton
public final class GlossaryLinks {
    private volatile Indexes newest = new Indexes(Optional.empty(), Map.of());

    private record Indexes(Optional<Course> course, Map<Language, TermLinks> byLanguage) {}

    public TermLinks of(Course course, Language language) {
        Indexes indexes = newest;
        if (indexes.course().filter(indexed -> indexed == course).isEmpty()) {
            indexes = new Indexes(Optional.of(course), new ConcurrentHashMap<>());
            newest = indexes;
        }
        return indexes.byLanguage().computeIfAbsent(language, _ -> new TermLinks(course.glossary(), language));
    }
}
