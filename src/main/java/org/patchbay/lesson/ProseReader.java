package org.patchbay.lesson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.patchbay.lesson.ProseOutline.Part;

/**
 * Reads a step's Markdown: extracts hints, explanations and discussions, replaces tasks and questions by page elements,
 * and renders the rest to HTML. For one text.
 */
final class ProseReader {
    private static final Parser MARKDOWN = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();
    private static final Pattern ALERT = Pattern.compile("\\[!([A-Z]+)(?: ([^]]*))?]\\s*");
    private static final Pattern TASK = Pattern.compile("\\[ ] \\(([^)]*)\\)\\s*");
    private static final Pattern CHOICE = Pattern.compile("\\(([^)]*)\\)\\s*");

    private final Problems.InFile problems;
    private final int before;
    private final TermLinks links;
    private final SequencedMap<String, String> tasks = new LinkedHashMap<>();
    private final Map<String, List<String>> hints = new LinkedHashMap<>();
    private final Map<String, Prose.Asked> questions = new LinkedHashMap<>();
    private final Map<String, Prose.Asked> predictions = new LinkedHashMap<>();
    private final Map<String, String> afters = new LinkedHashMap<>();
    private final SequencedMap<String, Integer> lines = new LinkedHashMap<>();

    /** @param before the number of lines before the text in its file */
    ProseReader(Problems.InFile problems, int before, TermLinks links) {
        this.problems = problems;
        this.before = before;
        this.links = links;
    }

    ProseOutline read(String markdown) {
        Node document = MARKDOWN.parse(markdown);
        new ProseRules(problems, before).check(markdown, document);
        for (Node block : children(document)) {
            problems.reading(() -> {
                block(block);
                return block;
            });
        }
        links.link(document);
        Prose prose = new Prose(ProseHtml.of(document), tasks, hints, questions, predictions, afters);
        return new ProseOutline(prose, lines);
    }

    private void block(Node block) {
        switch (block) {
            case BulletList list when firstText(list.getFirstChild()).startsWith("[ ]") -> taskList(list);
            case BlockQuote quote when firstText(quote).startsWith("[!") -> alert(quote);
            default -> {}
        }
    }

    private void taskList(BulletList list) {
        for (Node item : children(list)) {
            String id = marked(item, TASK, "a task is written '- [ ] (id) what to do'");
            noteLine(Part.TASK, id, item);
            String html = ProseHtml.inside(item);
            tasks.put(id, html);
            PageElement.task(id, html).replace(item);
        }
        PageElement.taskList(list);
    }

    private void alert(BlockQuote quote) {
        Matcher matcher = ALERT.matcher(firstText(quote));
        if (!matcher.lookingAt()) {
            throw new Flaw(line(quote), "an alert is written '> [!HINT id] text'");
        }
        String id = Fields.id(matcher.group(2) == null ? "" : matcher.group(2), line(quote));
        cut(quote, matcher.end());
        switch (matcher.group(1)) {
            case "HINT" -> hint(quote, id);
            case "QUESTION" -> {
                noteLine(Part.QUESTION, id, quote);
                questions.put(id, asked(quote));
                PageElement.place("question", id).replace(quote);
            }
            case "PREDICT" -> {
                noteLine(Part.PREDICTION, id, quote);
                predictions.put(id, asked(quote));
                PageElement.place("prediction", id).replace(quote);
            }
            case "AFTER" -> {
                noteLine(Part.AFTER, id, quote);
                afters.put(id, ProseHtml.inside(quote));
                quote.unlink();
            }
            case String other ->
                throw new Flaw(line(quote), "[!" + other + "] is none of HINT, QUESTION, PREDICT, AFTER");
        }
    }

    private void hint(BlockQuote quote, String task) {
        lines.putIfAbsent(ProseOutline.key(Part.HINT, task), line(quote));
        hints.computeIfAbsent(task, _ -> new ArrayList<>()).add(ProseHtml.inside(quote));
        quote.unlink();
    }

    private Prose.Asked asked(BlockQuote quote) {
        if (!(quote.getLastChild() instanceof BulletList list) || quote.getFirstChild() == list) {
            throw new Flaw(line(quote), "expected a question, then its choices as a list '- (id) text'");
        }
        List<Prose.Choice> choices = new ArrayList<>();
        for (Node item : children(list)) {
            choices.add(choice(item, choices));
        }
        if (choices.size() < 2) {
            throw new Flaw(line(list), "expected two or more choices");
        }
        list.unlink();
        return new Prose.Asked(ProseHtml.inside(quote), choices);
    }

    private Prose.Choice choice(Node item, List<Prose.Choice> earlier) {
        String id = marked(item, CHOICE, "a choice is written '- (id) text'");
        if (earlier.stream().anyMatch(c -> c.id().equals(id))) {
            throw new Flaw(line(item), "a second choice is called '" + id + "'");
        }
        Node said = item.getFirstChild();
        String html = ProseHtml.inside(said);
        said.unlink();
        String explanation = ProseHtml.inside(item);
        return new Prose.Choice(id, html, Optional.of(explanation).filter(e -> !e.isEmpty()));
    }

    /** The id at the start of this block's first text, which is removed. */
    private String marked(Node block, Pattern pattern, String should) {
        Matcher matcher = pattern.matcher(firstText(block));
        if (!matcher.lookingAt()) {
            throw new Flaw(line(block), should);
        }
        cut(block, matcher.end());
        return Fields.id(matcher.group(1), line(block));
    }

    private void noteLine(Part part, String id, Node block) {
        if (lines.putIfAbsent(ProseOutline.key(part, id), line(block)) != null) {
            throw new Flaw(line(block), "a second " + part.one() + " is called '" + id + "'");
        }
    }

    private int line(Node block) {
        return ProseRules.line(block, before);
    }

    private static String firstText(Node block) {
        return block != null
                        && block.getFirstChild() instanceof Paragraph paragraph
                        && paragraph.getFirstChild() instanceof Text text
                ? text.getLiteral()
                : "";
    }

    private static void cut(Node block, int length) {
        Node paragraph = block.getFirstChild();
        Text text = (Text) paragraph.getFirstChild();
        text.setLiteral(text.getLiteral().substring(length));
        if (text.getLiteral().isEmpty()) {
            Node next = text.getNext();
            text.unlink();
            if (next instanceof SoftLineBreak) {
                next.unlink();
            }
        }
        if (paragraph.getFirstChild() == null) {
            paragraph.unlink();
        }
    }

    private static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }
}
