package org.patchbay.lesson;

import java.util.Map;

/**
 * The same words in several languages.
 *
 * @param in at least one language
 */
public record Text(Map<Language, String> in) {
    public Text {
        in = Map.copyOf(in);
        if (in.isEmpty()) {
            throw new IllegalArgumentException("a text has at least one language");
        }
    }

    /** In this language; in English, or else any, where it is missing. */
    public String in(Language language) {
        String text = in.getOrDefault(language, in.get(Language.EN));
        return text == null ? in.values().iterator().next() : text;
    }
}
