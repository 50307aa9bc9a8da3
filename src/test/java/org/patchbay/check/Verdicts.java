package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.parse.Tool;

/** Assertions on verdicts. */
final class Verdicts {
    /** What a table shows now, or another tool showed in its place. */
    private static final Predicate<String> SHOWN = Pattern.compile(
                    "printed\\..*|tool\\.other|tool\\.unseen|text\\.unseen")
            .asMatchPredicate();

    private Verdicts() {}

    static void passes(Assertion assertion, Scene scene) {
        assertThat(assertion.judge(scene.evidence())).isInstanceOf(Verdict.Passed.class);
    }

    static Diagnosis fails(Assertion assertion, Scene scene, Layer layer, String about, String key) {
        Diagnosis diagnosis = assertThat(assertion.judge(scene.evidence()))
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Failed.class))
                .actual()
                .diagnosis();
        assertThat(diagnosis)
                .extracting(
                        Diagnosis::layer, Diagnosis::about, d -> d.sentence().key())
                .containsExactly(layer, about, key);
        assertThat(diagnosis.sound()).doesNotContain(layer);
        shows(assertion, diagnosis);
        return diagnosis;
    }

    /** The command to see it matches the sentence and the tool required; typed commands are quoted instead. */
    private static void shows(Assertion assertion, Diagnosis diagnosis) {
        assertThat(diagnosis.evidence()).extracting(Quote::source).doesNotHaveDuplicates();
        assertThat(diagnosis.see()).doesNotStartWith("history");
        if (diagnosis.layer() != Layer.TOOL) {
            assertThat(diagnosis.see()).isNotEmpty();
        } else if (assertion instanceof Printed printed
                && SHOWN.test(diagnosis.sentence().key())) {
            String tool = Tool.of(printed.tool()).orElseThrow().typed();
            assertThat(diagnosis.see()).contains(tool.equals("ping") ? "tcpdump" : tool);
        }
    }

    static void inconclusive(Assertion assertion, Evidence evidence, String key) {
        assertThat(assertion.judge(evidence))
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Inconclusive.class))
                .extracting(verdict -> verdict.reason().key())
                .isEqualTo(key);
    }
}
