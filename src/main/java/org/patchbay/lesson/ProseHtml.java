package org.patchbay.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Renders Markdown to HTML: markup in the text is escaped, links lead only to the web or a mail address and open in a
 * new tab, headings begin at h3 (h1 is the lesson, h2 the step), and line breaks add no blanks in Chinese.
 */
final class ProseHtml implements NodeRenderer {
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .extensions(List.of(TablesExtension.create()))
            .attributeProviderFactory(context -> ProseHtml::attributes)
            .nodeRendererFactory(ProseHtml::new)
            .build();

    private final HtmlNodeRendererContext context;
    private final HtmlWriter out;

    private ProseHtml(HtmlNodeRendererContext context) {
        this.context = context;
        this.out = context.getWriter();
    }

    /** Renders the whole node. */
    static String of(Node node) {
        return RENDERER.render(node).strip();
    }

    /** Renders a node's content; a single paragraph without its {@code p}. */
    static String inside(Node node) {
        Node first = node.getFirstChild();
        if (first instanceof Paragraph && first.getNext() == null) {
            return inside(first);
        }
        StringBuilder html = new StringBuilder();
        for (Node child = first; child != null; child = child.getNext()) {
            RENDERER.render(child, html);
        }
        return html.toString().strip();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                PageElement.class, TermLinks.Linked.class, FencedCodeBlock.class, Heading.class, SoftLineBreak.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case PageElement element -> {
                out.line();
                out.raw(element.html());
                out.line();
            }
            case TermLinks.Linked linked -> term(linked);
            case FencedCodeBlock code -> code(code);
            case Heading heading -> heading(heading);
            case SoftLineBreak lineBreak -> lineBreak(lineBreak);
            default -> throw new IllegalStateException("not asked to render a " + node.getClass());
        }
    }

    private void term(TermLinks.Linked linked) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "term");
        attributes.put("target", "_blank");
        attributes.put("rel", "noopener");
        attributes.put("href", "/glossary#" + linked.term());
        attributes.put("data-tip", linked.explanation());
        out.tag("a", attributes);
        out.text(linked.getLiteral());
        out.tag("/a");
    }

    private void code(FencedCodeBlock code) {
        String[] words = code.getInfo().strip().split("\\s+");
        boolean insert = words.length > 1 && words[1].equals("insert");
        out.line();
        if (insert) {
            out.tag("pb-insert");
        }
        out.tag("pre");
        out.tag("code", words[0].isEmpty() ? Map.of() : Map.of("class", "language-" + words[0]));
        out.text(code.getLiteral());
        out.tag("/code");
        out.tag("/pre");
        if (insert) {
            out.tag("/pb-insert");
        }
        out.line();
    }

    private void heading(Heading heading) {
        String tag = "h" + Math.min(6, heading.getLevel() + 1);
        out.line();
        out.tag(tag);
        for (Node child = heading.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        out.tag("/" + tag);
        out.line();
    }

    /** Browsers show a line break as a blank, which Chinese text does not have. */
    private void lineBreak(SoftLineBreak lineBreak) {
        if (!(endsWide(lineBreak.getPrevious()) && beginsWide(lineBreak.getNext()))) {
            out.raw("\n");
        }
    }

    private static boolean endsWide(Node node) {
        return node instanceof Text text
                && !text.getLiteral().isEmpty()
                && wide(text.getLiteral().codePointBefore(text.getLiteral().length()));
    }

    private static boolean beginsWide(Node node) {
        return node instanceof Text text
                && !text.getLiteral().isEmpty()
                && wide(text.getLiteral().codePointAt(0));
    }

    /** Han characters and their punctuation (blocks of the Unicode standard). */
    private static boolean wide(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN
                || c >= 0x3000 && c <= 0x303F
                || c >= 0xFF00 && c <= 0xFFEF
                || c == 0x2014
                || c == 0x2018
                || c == 0x2019
                || c == 0x201C
                || c == 0x201D
                || c == 0x2026;
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Link) {
            attributes.put("rel", "noopener noreferrer");
            attributes.put("target", "_blank");
        }
    }
}
