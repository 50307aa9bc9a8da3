package org.patchbay.web.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.lesson.Term;
import org.patchbay.web.Assets;
import org.patchbay.web.Layout;
import org.patchbay.web.access.Visitor;

/** The glossary page; each term has an anchor. */
@Path("/glossary")
@RunOnVirtualThread
public class GlossaryPage {
    private final Visitor visitor;
    private final LiveCourse course;
    private final Assets assets;

    GlossaryPage(Visitor visitor, LiveCourse course, Assets assets) {
        this.visitor = visitor;
        this.course = course;
        this.assets = assets;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show() {
        Language language = visitor.language();
        List<Term> terms = course.now().glossary();
        Map<String, Term> byId = terms.stream().collect(Collectors.toMap(Term::id, Function.identity()));
        GlossaryOrder order = new GlossaryOrder(language);
        List<Entry> entries = terms.stream()
                .map(term -> entry(term, byId, language))
                .sorted(Comparator.comparing(Entry::name, order.byName()))
                .toList();
        Map<String, List<Entry>> index = entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> order.letter(entry.name()), LinkedHashMap::new, Collectors.toList()));
        List<Letter> letters = index.entrySet().stream()
                .map(letter -> new Letter(letter.getKey(), letter.getValue()))
                .toList();
        return new glossary(new Layout(language, "/glossary", assets), letters, entries).setLocale(language.tag());
    }

    private static Entry entry(Term term, Map<String, Term> byId, Language language) {
        Language other = language == Language.EN ? Language.ZH : Language.EN;
        String name = term.name().in(language);
        String elsewhere = term.name().in(other);
        List<See> see = term.see().stream()
                .filter(byId::containsKey)
                .map(id -> new See(id, byId.get(id).name().in(language)))
                .toList();
        return new Entry(
                term.id(),
                name,
                elsewhere.equals(name) ? "" : elsewhere,
                other.htmlTag(),
                pieces(term.text().in(language)),
                term.source(),
                see);
    }

    /** Text between back-ticks is code. */
    private static List<Piece> pieces(String text) {
        String[] parts = text.split("`", -1);
        return IntStream.range(0, parts.length)
                .mapToObj(i -> new Piece(parts[i], i % 2 == 1))
                .toList();
    }

    /** @param elsewhere the name in the other language; empty if it is the same */
    record Entry(
            String id,
            String name,
            String elsewhere,
            String elsewhereLanguage,
            List<Piece> text,
            String source,
            List<See> see) {}

    /** The terms of one letter of the index. */
    record Letter(String letter, List<Entry> terms) {}

    record Piece(String text, boolean code) {}

    record See(String id, String name) {}

    record glossary(Layout layout, List<Letter> index, List<Entry> terms) implements TemplateInstance {}
}
