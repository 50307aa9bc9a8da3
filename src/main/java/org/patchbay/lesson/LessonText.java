package org.patchbay.lesson;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The complete source of a lesson, stored so that it can be reconstructed unchanged.
 *
 * @param id its folder's name
 * @param languages of its course, the original's first
 * @param files their texts by name
 */
public record LessonText(String id, List<Language> languages, SortedMap<String, String> files) {
    public LessonText {
        languages = List.copyOf(languages);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** A digest that identifies the text: SHA-256 in 64 hexadecimal digits. */
    public String version() {
        StringBuilder all = new StringBuilder(id).append('\0');
        all.append(languages.stream().map(Language::tag).collect(Collectors.joining(" ")));
        for (Map.Entry<String, String> file : files.entrySet()) {
            // No name and no text has a NUL.
            all.append('\0').append(file.getKey()).append('\0').append(file.getValue());
        }
        return HexFormat.of().formatHex(Draw.digest(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The lesson; empty if this version of Patchbay can't read it without problems. */
    public Optional<Lesson> read(List<Term> glossary) {
        Problems problems = new Problems();
        return LessonFiles.of(id, languages, files, problems)
                .map(found -> new LessonReader(found, languages, glossary))
                .flatMap(reader -> reader.read(0, problems).map(whole -> new Lesson(reader, whole)))
                .filter(_ -> problems.none());
    }
}
