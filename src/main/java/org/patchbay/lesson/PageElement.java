package org.patchbay.lesson;

import java.util.Map;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;

/** A Markdown block that is replaced by HTML for a page's custom element. */
final class PageElement extends CustomBlock {
    private final String html;

    private PageElement(String html) {
        this.html = html;
    }

    String html() {
        return html;
    }

    static PageElement task(String id, String inside) {
        return new PageElement("<li><pb-task task=\"" + id + "\">" + inside + "</pb-task></li>");
    }

    /** The place of a question or prediction, for {@link #fill}. */
    static PageElement place(String kind, String id) {
        return new PageElement(empty(kind, id));
    }

    /** Puts questions or predictions into their places. No Markdown looks like a place, because its markup is escaped. */
    static String fill(String html, String kind, Map<String, Prose.Asked> asked) {
        String filled = html;
        for (Map.Entry<String, Prose.Asked> one : asked.entrySet()) {
            String place = empty(kind, one.getKey());
            filled = filled.replace(place, place.replace("><", ">" + inside(one.getValue()) + "<"));
        }
        return filled;
    }

    private static String empty(String kind, String id) {
        return "<pb-" + kind + " " + kind + "=\"" + id + "\"></pb-" + kind + ">";
    }

    /** Wraps a list of tasks into the list element of the page. */
    static void taskList(BulletList list) {
        StringBuilder html = new StringBuilder("<ul class=\"tasks\">\n");
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            html.append(((PageElement) item).html()).append('\n');
        }
        new PageElement(html.append("</ul>").toString()).replace(list);
    }

    void replace(Node node) {
        node.insertBefore(this);
        node.unlink();
    }

    private static String inside(Prose.Asked asked) {
        StringBuilder html = new StringBuilder();
        html.append("<div class=\"ask\">").append(asked.html()).append("</div>\n<ul>\n");
        for (Prose.Choice choice : asked.choices()) {
            html.append("<li data-choice=\"").append(choice.id()).append("\">");
            html.append(choice.html()).append("</li>\n");
        }
        return html.append("</ul>").toString();
    }
}
