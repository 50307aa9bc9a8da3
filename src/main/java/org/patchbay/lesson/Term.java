package org.patchbay.lesson;

import java.util.List;
import java.util.Map;

/**
 * A term of the course's glossary. Immutable.
 *
 * @param id unique in its course
 * @param name what it is called
 * @param words the forms, by language, that link prose to it; may be none
 * @param text what it means: one to three sentences
 * @param source where that is written
 * @param see ids of terms to read next; each is in the glossary
 */
public record Term(
        String id, Text name, Map<Language, List<String>> words, Text text, String source, List<String> see) {
    public Term {
        words = Map.copyOf(words);
        see = List.copyOf(see);
    }
}
