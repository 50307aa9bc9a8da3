package org.patchbay.lesson;

import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** Markdown that a step must not contain, because it would be rendered wrongly or not at all. */
record ProseRules(Problems.InFile problems, int before) {
    /** Our marks with full-width brackets: Markdown does not recognize them, so that a task would disappear. */
    private static final Pattern FULL_WIDTH =
            Pattern.compile("^\\s*(>\\s*)*(([-*+]\\s+)(\\[ ]|［\\s*］|【\\s*】)?\\s*（[a-z0-9-]+[）)]"
                    + "|([-*+]\\s+)(\\[ ]|［\\s*］|【\\s*】)?\\s*\\([a-z0-9-]+）"
                    + "|[-*+]\\s+(［\\s*］|【\\s*】)"
                    + "|[\\[［【][!！](HINT|QUESTION|PREDICT|AFTER)[^\\]］】]*[］】]"
                    + "|[［【][!！](HINT|QUESTION|PREDICT|AFTER)|\\[！(HINT|QUESTION|PREDICT|AFTER))");

    private static final Pattern LINK = Pattern.compile("https?://|mailto:");

    private static final int FIRST_HEADING = 2;

    void check(String markdown, Node document) {
        int line = before;
        for (String text : markdown.split("\n", -1)) {
            line++;
            if (FULL_WIDTH.matcher(text).find()) {
                problems.at(line, "full-width brackets here; the marks of tasks, alerts and choices are [ ] ( ) !");
            }
        }
        document.accept(new Visitor());
    }

    /** The line of the file where a node, or its parent, begins. */
    static int line(Node node, int before) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.getSourceSpans().isEmpty()) {
                SourceSpan span = at.getSourceSpans().getFirst();
                return before + span.getLineIndex() + 1;
            }
        }
        return before + 1;
    }

    private final class Visitor extends AbstractVisitor {
        private int deepest = FIRST_HEADING - 1;

        @Override
        public void visit(Heading heading) {
            if (heading.getLevel() < FIRST_HEADING) {
                problems.at(line(heading, before), "the title is in the front matter; headings here begin with ##");
            } else if (heading.getLevel() > deepest + 1) {
                problems.at(line(heading, before), "this heading skips a level");
            }
            deepest = heading.getLevel();
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            if (!LINK.matcher(link.getDestination()).lookingAt()) {
                problems.at(
                        line(link, before),
                        "a link leads to http://, https:// or mailto:, not to '" + link.getDestination() + "'");
            }
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            problems.at(line(image, before), "an image here; the picture of a lesson is the learner's own network");
        }
    }
}
