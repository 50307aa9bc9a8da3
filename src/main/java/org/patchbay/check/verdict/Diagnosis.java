package org.patchbay.check.verdict;

import java.util.List;

/**
 * Why something does not hold: the first broken layer, and how that can be seen. Language-neutral; never the solution.
 *
 * @param layer the first broken one
 * @param about the device, address or tool that the failure is about
 * @param sentence one or two sentences: what was expected and what was seen
 * @param sound the layers that were looked at and are in order, below {@code layer}
 * @param evidence may be empty when the evidence is an absence
 * @param see a command with which the learner can see it; may be empty
 */
public record Diagnosis(
        Layer layer, String about, Message sentence, List<Layer> sound, List<Quote> evidence, String see) {
    public Diagnosis {
        sound = List.copyOf(sound);
        evidence = List.copyOf(evidence);
    }
}
