package org.patchbay.lesson;

import java.util.Arrays;
import java.util.Optional;

/** A language of lessons and pages. */
public enum Language {
    EN("en", "en"),
    ZH("zh", "zh-Hans");

    private final String tag;
    private final String htmlTag;

    Language(String tag, String htmlTag) {
        this.tag = tag;
        this.htmlTag = htmlTag;
    }

    /** The tag in files, cookies and sockets: {@code en}, {@code zh}. */
    public String tag() {
        return tag;
    }

    /** The value for an HTML {@code lang} attribute (BCP 47). */
    public String htmlTag() {
        return htmlTag;
    }

    /** The language of this tag; empty for any other text. */
    public static Optional<Language> of(String tag) {
        return Arrays.stream(values()).filter(l -> l.tag.equals(tag)).findFirst();
    }
}
