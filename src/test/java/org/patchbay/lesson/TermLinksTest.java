package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermLinksTest {
    private static final List<Term> TERMS = List.of(
            term("bridge", "A \"switch\" <in> the kernel.", List.of("bridge", "bridges"), List.of("网桥")),
            term("bridge-port", "A port.", List.of("bridge port"), List.of("网桥端口")),
            term("arp", "A question.", List.of("ARP"), List.of("ARP")));

    private static Term term(String id, String text, List<String> en, List<String> zh) {
        Text words = new Text(Map.of(Language.EN, text));
        return new Term(id, words, Map.of(Language.EN, en, Language.ZH, zh), words, "source", List.of());
    }

    private static String html(String markdown, Language language) {
        Problems problems = new Problems();
        return new ProseReader(problems.in("x.md"), 0, new TermLinks(TERMS, language))
                .read(markdown)
                .prose()
                .html();
    }

    /** Links in brackets. */
    private static String linked(String markdown, Language language) {
        return html(markdown, language).replaceAll("<a class=\"term\"[^>]*>(.*?)</a>", "[$1]");
    }

    @Test
    void theFirstOccurrenceOfEachTermIsLinked() {
        assertThat(linked("Bridges learn; a bridge floods. ARP asks a bridge.", Language.EN))
                .isEqualTo("<p>[Bridges] learn; a bridge floods. [ARP] asks a bridge.</p>");
        assertThat(linked("A bridge port of the *bridge*.", Language.EN))
                .isEqualTo("<p>A [bridge port] of the <em>[bridge]</em>.</p>");
        assertThat(linked("- a bridge\n- an ARP & a bridge port: \"bridge port\"", Language.EN))
                .isEqualTo(
                        "<ul>\n<li>a [bridge]</li>\n<li>an [ARP] &amp; a [bridge port]: &quot;bridge port&quot;</li>\n"
                                + "</ul>");
        assertThat(linked("把它接到网桥上，成为网桥端口；ARP请求。", Language.ZH)).isEqualTo("<p>把它接到[网桥]上，成为[网桥端口]；[ARP]请求。</p>");
    }

    @Test
    void aLineBreakBesideALinkedChineseWordIsNoSpace() {
        assertThat(linked("接到网桥\n网桥端口\n上", Language.ZH)).isEqualTo("<p>接到[网桥][网桥端口]上</p>");
    }

    @Test
    void partsOfWordsAndWhatIsTypedAreNotLinked() {
        for (String markdown : List.of(
                "bridge-nf-call, bridged, br_bridge, bridge0; abridge",
                "`bridge` [bridge](https://example.org)\n\n```sh insert\nbridge\n```",
                "## The bridge",
                "- [ ] (bridge) Make a bridge.",
                "> [!QUESTION bridge] A bridge?\n> - (bridge) a bridge\n> - (b) no bridge")) {
            assertThat(html(markdown, Language.EN)).doesNotContain("class=\"term\"");
        }
        assertThat(linked("## A bridge\nA bridge", Language.EN)).isEqualTo("<h3>A bridge</h3>\n<p>A [bridge]</p>");
    }

    @Test
    void theExplanationIsEscaped() {
        assertThat(html("bridge", Language.EN))
                .contains(
                        "href=\"/glossary#bridge\"",
                        "data-tip=\"A &quot;switch&quot; &lt;in&gt; the kernel.\">bridge</a>");
    }
}
