package org.patchbay.lesson;

import java.util.Map;

/**
 * A text in several languages.
 *
 * @param in by language, at least one
 */
public record Text(Map<Language, String> in) {
    public Text {
        in = Map.copyOf(in);
        if (in.isEmpty()) {
            throw new IllegalArgumentException("a text has at least one language");
        }
    }

    /** The text in this language, else in English, else in any. */
    public String in(Language language) {
        String text = in.getOrDefault(language, in.get(Language.EN));
        return text == null ? in.values().iterator().next() : text;
    }
}
