package org.patchbay.lesson;

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

    static PageElement question(String id, Prose.Asked asked) {
        return new PageElement(asked("pb-question", "question", id, asked));
    }

    static PageElement prediction(String id, Prose.Asked asked) {
        return new PageElement(asked("pb-prediction", "prediction", id, asked));
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

    private static String asked(String element, String attribute, String id, Prose.Asked asked) {
        StringBuilder html = new StringBuilder();
        html.append('<')
                .append(element)
                .append(' ')
                .append(attribute)
                .append("=\"")
                .append(id)
                .append("\">");
        html.append("<div class=\"ask\">").append(asked.html()).append("</div>\n<ul>\n");
        for (Prose.Choice choice : asked.choices()) {
            html.append("<li data-choice=\"").append(choice.id()).append("\">");
            html.append(choice.html()).append("</li>\n");
        }
        return html.append("</ul></").append(element).append('>').toString();
    }
}
