package org.patchbay.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Term;

/**
 * Links terms in a step's prose to the glossary: the first occurrence of each, outside code, headings, links, tasks and
 * questions. Immutable.
 */
public final class TermLinks {
    /** Elements whose text is not linked: controls, and what a learner types. */
    private static final Set<String> LEFT_ALONE = Set.of(
            "a", "code", "pre", "h2", "h3", "h4", "h5", "h6", "pb-insert", "pb-task", "pb-question", "pb-prediction");

    /** By first character, longest first. */
    private final Map<Character, List<Form>> forms = new TreeMap<>();

    private record Form(String word, Term term, String text) {}

    public TermLinks(List<Term> terms, Language language) {
        for (Term term : terms) {
            for (String word : term.words().getOrDefault(language, List.of())) {
                String lower = word.toLowerCase(Locale.ROOT);
                forms.computeIfAbsent(lower.charAt(0), _ -> new ArrayList<>())
                        .add(new Form(lower, term, term.text().in(language)));
            }
        }
        forms.values()
                .forEach(list -> list.sort(
                        Comparator.comparing((Form form) -> form.word().length())
                                .reversed()));
    }

    /** Returns the HTML, as written by the lessons' renderer, with links. Total. */
    public String linked(String html) {
        if (forms.isEmpty()) {
            return html;
        }
        StringBuilder out = new StringBuilder(html.length() + 1024);
        Set<String> met = new HashSet<>();
        int alone = 0;
        int i = 0;
        while (i < html.length()) {
            char c = html.charAt(i);
            if (c == '<') {
                int end = html.indexOf('>', i);
                int next = end < 0 ? html.length() : end + 1;
                alone += left(html, i);
                out.append(html, i, next);
                i = next;
                continue;
            }
            Optional<Form> form = alone > 0 ? Optional.empty() : at(html, i, met);
            if (form.isPresent()) {
                met.add(form.get().term().id());
                int end = i + form.get().word().length();
                link(out, form.get(), html.substring(i, end));
                i = end;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** The change of depth within unlinked elements by this tag: 1, 0 or -1. */
    private static int left(String html, int at) {
        boolean closes = html.startsWith("/", at + 1);
        int begin = closes ? at + 2 : at + 1;
        int end = begin;
        while (end < html.length() && (Character.isLetterOrDigit(html.charAt(end)) || html.charAt(end) == '-')) {
            end++;
        }
        return LEFT_ALONE.contains(html.substring(begin, end)) ? closes ? -1 : 1 : 0;
    }

    private Optional<Form> at(String html, int i, Set<String> met) {
        List<Form> candidates = forms.get(Character.toLowerCase(html.charAt(i)));
        if (candidates == null || i > 0 && latin(html.charAt(i)) && joined(html.charAt(i - 1))) {
            return Optional.empty();
        }
        for (Form form : candidates) {
            int end = i + form.word().length();
            boolean here =
                    html.regionMatches(true, i, form.word(), 0, form.word().length())
                            && !(end < html.length() && latin(html.charAt(end - 1)) && joined(html.charAt(end)));
            if (here) {
                // The longest form matches, even if it was linked before: `bridge` is no part of `bridge port`.
                return met.contains(form.term().id()) ? Optional.empty() : Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static boolean latin(char c) {
        return c < 0x250 && Character.isLetterOrDigit(c);
    }

    /** Whether the character continues a word: {@code veth0}, {@code bridge-nf}, or the name in {@code &amp;}. */
    private static boolean joined(char c) {
        return latin(c) || c == '-' || c == '_' || c == '&';
    }

    private static void link(StringBuilder out, Form form, String shown) {
        out.append("<a class=\"term\" target=\"_blank\" rel=\"noopener\" href=\"/glossary#")
                .append(form.term().id())
                .append("\" data-tip=\"")
                .append(escaped(form.text()))
                .append("\">")
                .append(shown)
                .append("</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
