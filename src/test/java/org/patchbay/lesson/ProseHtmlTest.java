package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProseHtmlTest {
    private final Problems problems = new Problems();
    private final Prose prose = new ProseReader(problems.in("prose.md"), 0, new TermLinks(List.of(), Language.EN))
            .read(Fixtures.read("prose.md"))
            .prose()
            .ordered(new ChoiceOrder(3, "step"));

    @Test
    void markdown_becomes_the_page() {
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "prose.md:1: a link leads to http://, https:// or mailto:, not to 'javascript:alert(1)'");
        Fixtures.assertGolden("prose.html", prose.html());
    }

    @Test
    void hints_and_explanations_are_not_in_the_page() {
        assertThat(prose.hints("pair")).hasSize(2).first().isEqualTo("Weak.");
        assertThat(prose.hints("pair").getLast())
                .isEqualTo(
                        "<p>Strong:</p>\n<pb-insert><pre><code class=\"language-sh\">ip link\n</code></pre></pb-insert>");
        assertThat(prose.after("reply")).contains("So it was.");
        assertThat(prose.questions().get("drop").explanation("stack"))
                .contains("Because <code>veth1</code> hands it up.");
        assertThat(prose.html()).doesNotContain("Weak", "Strong", "So it was", "hands it up");
    }

    @Test
    void a_task_can_be_shown_alone() {
        assertThat(prose.tasks()).containsEntry("up", "Switch it on.");
    }
}
