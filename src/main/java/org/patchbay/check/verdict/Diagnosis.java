package org.patchbay.check.verdict;

import java.util.List;

/**
 * Why an assertion fails: the first broken layer, with evidence. Language-neutral; never reveals the solution.
 *
 * @param layer the first broken one
 * @param about the device, address or tool concerned
 * @param sentence one or two sentences: what was expected and what was found
 * @param sound the checked layers below {@code layer} that are in order
 * @param evidence may be empty if the evidence is an absence
 * @param see a command that shows it; may be empty
 */
public record Diagnosis(
        Layer layer, String about, Message sentence, List<Layer> sound, List<Quote> evidence, String see) {
    public Diagnosis {
        sound = List.copyOf(sound);
        evidence = Quote.merged(evidence);
    }
}
