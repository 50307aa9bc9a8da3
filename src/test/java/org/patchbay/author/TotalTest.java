package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.check.verdict.Layer;

class TotalTest {
    private static final TrialOutcome.Result PASSED = new TrialOutcome.Passed();

    @Test
    void faults_are_counted_by_layer_and_the_same_mistake_but_once() {
        Total total = new Total(
                List.of(
                        outcome("10-create", "pair", TrialCase.Kind.SOLUTION, Optional.empty(), "solution", PASSED),
                        outcome(
                                "10-create",
                                "pair",
                                TrialCase.Kind.SOLUTION,
                                Optional.empty(),
                                "solution on a machine",
                                PASSED),
                        outcome("20-up", "pair", TrialCase.Kind.SOLUTION, Optional.empty(), "solution", PASSED),
                        outcome("10-create", "pair", TrialCase.Kind.FAULT, Optional.of(Layer.LINK), "fault a", PASSED),
                        outcome("20-up", "pair", TrialCase.Kind.FAULT, Optional.of(Layer.LINK), "fault a", PASSED),
                        outcome("20-up", "pair", TrialCase.Kind.FAULT, Optional.of(Layer.NAT), "fault b", PASSED),
                        outcome(
                                "20-up",
                                "who",
                                TrialCase.Kind.CHOICE,
                                Optional.of(Layer.ANSWER),
                                "wrong choice x",
                                PASSED),
                        outcome("20-up", "who", TrialCase.Kind.CHOICE, Optional.empty(), "right choice y", PASSED),
                        outcome("20-up", "pair", TrialCase.Kind.MUTATION, Optional.empty(), "mutation c", PASSED),
                        outcome(
                                "20-up",
                                "pair",
                                TrialCase.Kind.MUTATION,
                                Optional.empty(),
                                "mutation d",
                                new TrialOutcome.NotApplicable("the same")),
                        outcome(
                                "20-up",
                                "pair",
                                TrialCase.Kind.FAULT,
                                Optional.of(Layer.ARP),
                                "fault that is not named",
                                new TrialOutcome.Failed("The diagnosis should name arp", List.of(), Optional.empty())),
                        outcome("20-up", "", TrialCase.Kind.HARMLESS, Optional.empty(), "harmless", PASSED)),
                Duration.ofMillis(61_999));

        assertThat(total.lines())
                .containsExactly(
                        "broken layers named: link 2, nat 1, answer 1",
                        "tasks 2, faults 4 (3 different), wrong choices 1, layers 3, mutations 1 (and 1 void), harmless commands 100, 61 s");
    }

    private static TrialOutcome outcome(
            String step,
            String subject,
            TrialCase.Kind kind,
            Optional<Layer> layer,
            String what,
            TrialOutcome.Result result) {
        return new TrialOutcome(new TrialCase("20-mine", step, subject, kind, layer, what), result, Duration.ZERO);
    }
}
