package org.patchbay.author;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.check.verdict.Layer;

/**
 * A summary of all trials.
 *
 * @param took from the first trial's beginning to the last one's end
 */
public record Total(Collection<TrialOutcome> outcomes, Duration took) {
    public Total {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Two lines, without line ends. Faults of the same lesson with the same description count once. A layer counts if a
     * passed trial expected a diagnosis on it.
     */
    public List<String> lines() {
        Map<Layer, Integer> layers = new EnumMap<>(Layer.class);
        Set<String> different = new HashSet<>();
        for (TrialOutcome outcome : outcomes) {
            TrialCase trialCase = outcome.trialCase();
            if (outcome.result() instanceof TrialOutcome.Passed) {
                trialCase.layer().ifPresent(layer -> layers.merge(layer, 1, Integer::sum));
            }
            if (trialCase.kind() == TrialCase.Kind.FAULT) {
                different.add(trialCase.lesson() + trialCase.what());
            }
        }
        String byLayer = layers.entrySet().stream()
                .map(one -> one.getKey().name().toLowerCase(Locale.ROOT) + " " + one.getValue())
                .collect(Collectors.joining(", "));
        long wrong = of(TrialCase.Kind.CHOICE)
                .filter(one -> one.trialCase().layer().isPresent())
                .count();
        long changed = of(TrialCase.Kind.MUTATION)
                .filter(one -> !(one.result() instanceof TrialOutcome.NotApplicable))
                .count();
        return List.of(
                "broken layers named: " + (byLayer.isEmpty() ? "none" : byLayer),
                "tasks %d, faults %d (%d different), wrong choices %d, layers %d, mutations %d (and %d void), harmless commands %d, %d s"
                        .formatted(
                                tasks(),
                                of(TrialCase.Kind.FAULT).count(),
                                different.size(),
                                wrong,
                                layers.size(),
                                changed,
                                of(TrialCase.Kind.MUTATION).count() - changed,
                                of(TrialCase.Kind.HARMLESS).count() * NoopTrial.COMMANDS,
                                took.toSeconds()));
    }

    private long tasks() {
        return of(TrialCase.Kind.SOLUTION)
                .filter(one -> !one.trialCase().subject().isEmpty())
                .map(one -> one.trialCase().lesson() + one.trialCase().step() + " "
                        + one.trialCase().subject())
                .distinct()
                .count();
    }

    private Stream<TrialOutcome> of(TrialCase.Kind kind) {
        return outcomes.stream().filter(one -> one.trialCase().kind() == kind);
    }
}
