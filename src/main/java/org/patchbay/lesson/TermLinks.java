package org.patchbay.lesson;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * Links terms in a step's prose to the glossary: the first occurrence of each, outside code, headings, links, tasks and
 * questions. Immutable.
 */
final class TermLinks {
    /** Continues a word: {@code veth0}, {@code bridge-nf}. */
    private static final String JOINED = "[[\\u0000-\\u024F&&[\\p{L}\\p{Nd}]]_-]";

    private final Map<String, Term> terms = new HashMap<>();
    private final Language language;
    private final Pattern forms;

    /** A linked word. A text, because what surrounds it depends on what it shows. */
    static final class Linked extends Text {
        private final String term;
        private final String explanation;

        private Linked(String shown, String term, String explanation) {
            super(shown);
            this.term = term;
            this.explanation = explanation;
        }

        String term() {
            return term;
        }

        String explanation() {
            return explanation;
        }
    }

    TermLinks(List<Term> glossary, Language language) {
        this.language = language;
        for (Term term : glossary) {
            term.words().getOrDefault(language, List.of()).forEach(word -> terms.put(key(word), term));
        }
        // The longest form matches, even if it is linked already: `bridge` is no part of `bridge port`.
        Map<Boolean, List<String>> byStart = terms.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .collect(Collectors.partitioningBy(word -> word.substring(0, 1).matches(JOINED)));
        forms = Pattern.compile(
                "(?<!" + JOINED + ")" + oneOf(byStart.get(true)) + "|" + oneOf(byStart.get(false)),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String key(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Matches one of these words; one that ends in a Latin letter must not continue. Without words nothing matches. */
    private static String oneOf(List<String> words) {
        return words.stream()
                .map(word -> Pattern.quote(word) + (word.matches(".*" + JOINED) ? "(?!" + JOINED + ")" : ""))
                .reduce("(?!)", (some, word) -> some + "|" + word)
                .transform(some -> "(?:" + some + ")");
    }

    /** Puts links into a document whose tasks, questions and predictions are page elements already. */
    void link(Node document) {
        if (!terms.isEmpty()) {
            document.accept(new Visitor());
        }
    }

    private final class Visitor extends AbstractVisitor {
        private final Set<String> met = new HashSet<>();

        @Override
        public void visit(Heading heading) {
            // Not linked.
        }

        @Override
        public void visit(Link link) {
            // Not linked.
        }

        @Override
        public void visit(Text text) {
            String literal = text.getLiteral();
            int rest = 0;
            Matcher form = forms.matcher(literal);
            while (form.find()) {
                Term term = terms.get(key(form.group()));
                if (met.add(term.id())) {
                    if (rest < form.start()) {
                        text.insertBefore(new Text(literal.substring(rest, form.start())));
                    }
                    text.insertBefore(
                            new Linked(form.group(), term.id(), term.text().in(language)));
                    rest = form.end();
                }
            }
            text.setLiteral(literal.substring(rest));
            if (rest == literal.length()) {
                text.unlink();
            }
        }
    }
}
