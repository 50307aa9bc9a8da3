package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Verdict;

/** Says what a verdict should be. */
final class Verdicts {
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
        assertThat(diagnosis.see()).isNotEmpty();
        return diagnosis;
    }

    static void inconclusive(Assertion assertion, Evidence evidence, String key) {
        assertThat(assertion.judge(evidence))
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Inconclusive.class))
                .extracting(verdict -> verdict.reason().key())
                .isEqualTo(key);
    }
}
