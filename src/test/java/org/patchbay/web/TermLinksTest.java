package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Term;
import org.patchbay.lesson.Text;

class TermLinksTest {
    private static final List<Term> TERMS = List.of(
            term("bridge", "A \"switch\" <in> the kernel.", List.of("bridge", "bridges"), List.of("网桥")),
            term("bridge-port", "A port.", List.of("bridge port"), List.of("网桥端口")),
            term("arp", "A question.", List.of("ARP"), List.of("ARP")));

    private final TermLinks english = new TermLinks(TERMS, Language.EN);
    private final TermLinks chinese = new TermLinks(TERMS, Language.ZH);

    private static Term term(String id, String text, List<String> en, List<String> zh) {
        Text words = new Text(Map.of(Language.EN, text));
        return new Term(id, words, Map.of(Language.EN, en, Language.ZH, zh), words, "source", List.of());
    }

    private static String plain(String html) {
        return html.replaceAll("<a class=\"term\"[^>]*>(.*?)</a>", "[$1]");
    }

    @Test
    void theFirstOccurrenceOfEachTermIsLinked() {
        assertThat(plain(english.linked("<p>Bridges learn; a bridge floods. ARP asks a bridge.</p>")))
                .isEqualTo("<p>[Bridges] learn; a bridge floods. [ARP] asks a bridge.</p>");
        assertThat(plain(english.linked("<p>A bridge port of the bridge.</p>")))
                .isEqualTo("<p>A [bridge port] of the [bridge].</p>");
        assertThat(plain(chinese.linked("<p>把它接到网桥上，成为网桥端口；ARP请求。</p>")))
                .isEqualTo("<p>把它接到[网桥]上，成为[网桥端口]；[ARP]请求。</p>");
    }

    @Test
    void aGlossaryIsIndexedOnceForEachReadingOfTheCourse() {
        Course course = new Course(
                new Text(Map.of(Language.EN, "Course")),
                List.of(Language.EN, Language.ZH),
                List.of(),
                TERMS,
                List.of());
        Course again =
                new Course(course.title(), course.languages(), course.lessons(), course.glossary(), course.problems());
        GlossaryLinks links = new GlossaryLinks();
        TermLinks index = links.of(course, Language.EN);
        assertThat(links.of(course, Language.EN)).isSameAs(index);
        assertThat(plain(links.of(course, Language.ZH).linked("网桥"))).isEqualTo("[网桥]");
        assertThat(links.of(again, Language.EN)).isNotSameAs(index);
    }

    @Test
    void wordsThatGoOnAndWhatIsTypedAreLeftAlone() {
        for (String html : List.of(
                "<p>bridge-nf-call, bridged, br_bridge, bridge0, &bridge; abridge</p>",
                "<p><code>bridge</code> <a href=\"x\">bridge</a></p><pre><code>bridge</code></pre>",
                "<h3>The bridge</h3><pb-insert><pre>bridge</pre></pb-insert>",
                "<pb-question question=\"bridge\"><div>bridge</div></pb-question>",
                "<img alt=\"bridge\">")) {
            assertThat(english.linked(html)).isEqualTo(html);
        }
        assertThat(plain(english.linked("<h3>A bridge</h3><p>A bridge</p>")))
                .isEqualTo("<h3>A bridge</h3><p>A [bridge]</p>");
    }

    @Test
    void whatATermMeansCantBreakOutOfItsAttribute() {
        assertThat(english.linked("bridge"))
                .contains(
                        "href=\"/glossary#bridge\"",
                        "data-tip=\"A &quot;switch&quot; &lt;in&gt; the kernel.\">bridge</a>");
    }

    @Test
    void withoutLinksTheTextIsWhatItWas() {
        TermLinks all = new TermLinks(Course.read(Path.of("lessons"), 1).glossary(), Language.EN);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder html = new StringBuilder();
            String[] pieces = {
                "<", ">", "</", "p", "code", "veth", " ", "bridge", "ARP", "&", "\"", "-", "网桥", "a", "/", "\ud83d"
            };
            for (int i = random.nextInt(60); i > 0; i--) {
                html.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(all.linked(html.toString()).replaceAll("<a class=\"term\"[^>]*>([^<]*)</a>", "$1"))
                    .as("seed " + seed)
                    .isEqualTo(html.toString());
        }
    }
}
