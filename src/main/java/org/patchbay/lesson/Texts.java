package org.patchbay.lesson;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads texts in YAML: {@code {en: …, zh: …}}. */
final class Texts {
    private Texts() {}

    static Text read(YamlNode node, List<Language> languages) {
        Fields fields = Fields.of(node);
        Map<Language, String> texts = new EnumMap<>(Language.class);
        for (Language language : languages) {
            texts.put(language, fields.neededText(language.tag()));
        }
        fields.end();
        return new Text(texts);
    }
}
