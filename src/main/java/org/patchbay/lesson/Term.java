package org.patchbay.lesson;

import java.util.List;
import java.util.Map;

/**
 * A term of the course's glossary. Immutable.
 *
 * @param id unique in its course
 * @param name by language
 * @param words the forms, by language, that link prose to it; may be empty
 * @param text its explanation: one to three sentences
 * @param source of the explanation
 * @param see ids of related terms in the glossary
 */
public record Term(
        String id, Text name, Map<Language, List<String>> words, Text text, String source, List<String> see) {
    public Term {
        words = Map.copyOf(words);
        see = List.copyOf(see);
    }
}
