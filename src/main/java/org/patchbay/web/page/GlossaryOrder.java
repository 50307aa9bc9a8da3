package org.patchbay.web.page;

import java.text.Collator;
import java.util.Comparator;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.patchbay.lesson.Language;

/**
 * Orders a glossary's terms by the letters of its index: a Chinese name by the first letter of its pinyin, after the
 * Latin names of that letter. Not thread-safe, because a collator isn't.
 */
final class GlossaryOrder {
    /** For each letter that a syllable can begin with, the first character in the order of pinyin. */
    private static final String FIRST = "阿A芭B擦C搭D蛾E发F噶G哈H击J喀K垃L妈M拿N哦O啪P期Q然R撒S塌T挖W昔X压Y匝Z";

    private final Collator collator;
    private final NavigableMap<String, String> letters;

    GlossaryOrder(Language language) {
        collator = Collator.getInstance(Locale.forLanguageTag(language.htmlTag()));
        letters = new TreeMap<>(collator);
        for (int i = 0; i < FIRST.length(); i += 2) {
            letters.put(FIRST.substring(i, i + 1), FIRST.substring(i + 1, i + 2));
        }
    }

    /** The letter of the index for a name. */
    String letter(String name) {
        int first = name.codePointAt(0);
        if (Character.UnicodeScript.of(first) != Character.UnicodeScript.HAN) {
            return Character.toString(Character.toUpperCase(first));
        }
        var entry = letters.floorEntry(Character.toString(first));
        return entry == null ? "A" : entry.getValue();
    }

    /** By letter, and within one by the language's rules. */
    Comparator<String> byName() {
        return Comparator.comparing(this::letter).thenComparing(collator);
    }
}
