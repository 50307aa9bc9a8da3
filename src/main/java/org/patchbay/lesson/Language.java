package org.patchbay.lesson;

import java.util.Arrays;
import java.util.Optional;

/** A language that lessons are written in. */
public enum Language {
    EN("en", "en"),
    ZH("zh", "zh-Hans");

    private final String tag;
    private final String htmlTag;

    Language(String tag, String htmlTag) {
        this.tag = tag;
        this.htmlTag = htmlTag;
    }

    /** What files, cookies and sockets call it: {@code en}, {@code zh}. */
    public String tag() {
        return tag;
    }

    /** For an HTML {@code lang} attribute (BCP 47). */
    public String htmlTag() {
        return htmlTag;
    }

    /** The language that files call so; empty for any other text. */
    public static Optional<Language> of(String tag) {
        return Arrays.stream(values()).filter(l -> l.tag.equals(tag)).findFirst();
    }
}
