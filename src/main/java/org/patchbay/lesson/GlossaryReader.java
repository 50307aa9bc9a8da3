package org.patchbay.lesson;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the optional {@code glossary/terms.yaml}. A term with an error is left out and reported. */
final class GlossaryReader {
    private static final String FILE = "glossary/terms.yaml";
    private static final int TERMS = 200;
    private static final int LONGEST = 600;
    private static final int LONGEST_WORD = 40;

    private final Path folder;
    private final List<Language> languages;
    private final Problems.InFile here;

    GlossaryReader(Path folder, List<Language> languages, Problems problems) {
        this.folder = folder;
        this.languages = languages;
        this.here = problems.in(FILE);
    }

    /** In the order of the file; none where there is no such file. */
    List<Term> read() {
        return Files.exists(folder.resolve(FILE)) ? here.reading(this::terms).orElse(List.of()) : List.of();
    }

    private List<Term> terms() {
        YamlNode root =
                YamlReader.read(SourceFile.read(folder, folder.resolve(FILE)).text(), 0);
        if (!(root instanceof YamlNode.Mapping all)) {
            throw new Flaw(root.line(), "expected the terms by their ids, found " + root.what());
        }
        if (all.entries().size() > TERMS) {
            throw new Flaw(root.line(), "a glossary has at most " + TERMS + " terms");
        }
        List<Term> terms = new ArrayList<>();
        Map<String, String> words = new HashMap<>();
        all.entries()
                .forEach((id, entry) -> here.reading(
                                () -> term(id, entry, all.entries().keySet(), words))
                        .ifPresent(terms::add));
        return terms;
    }

    private Term term(String id, YamlNode.Entry entry, Set<String> known, Map<String, String> taken) {
        Fields fields = Fields.of(entry.value());
        Fields.id(id, entry.line());
        Text name = Texts.read(fields.needed("name"), languages);
        Text text = Texts.read(fields.needed("text"), languages);
        for (Language language : languages) {
            if (text.in(language).length() > LONGEST) {
                throw new Flaw(entry.line(), "the text of a term has at most " + LONGEST + " characters");
            }
        }
        Fields forms = Fields.of(fields.needed("words"));
        Map<Language, List<String>> words = new EnumMap<>(Language.class);
        for (Language language : languages) {
            List<YamlNode> items = forms.list(language.tag());
            items.forEach(item -> word(item, language, id, taken));
            words.put(language, items.stream().map(Fields::scalar).toList());
        }
        forms.end();
        String source = fields.neededText("source");
        List<YamlNode> see = fields.list("see");
        fields.end();
        Optional<YamlNode> unknown = see.stream()
                .filter(other -> !known.contains(Fields.scalar(other))
                        || Fields.scalar(other).equals(id))
                .findFirst();
        if (unknown.isPresent()) {
            throw new Flaw(
                    unknown.get().line(),
                    "there is no other term " + unknown.get().what());
        }
        return new Term(
                id, name, words, text, source, see.stream().map(Fields::scalar).toList());
    }

    /** Two terms with one word would leave it open which of them a lesson means. */
    private static void word(YamlNode item, Language language, String id, Map<String, String> taken) {
        String word = Fields.scalar(item);
        if (word.length() < 2 || word.length() > LONGEST_WORD) {
            throw new Flaw(item.line(), "expected a word of 2 to " + LONGEST_WORD + " characters");
        }
        String other = taken.putIfAbsent(language + " " + word.toLowerCase(Locale.ROOT), id);
        if (other != null) {
            throw new Flaw(item.line(), "'" + word + "' is a word of '" + other + "' already");
        }
    }
}
