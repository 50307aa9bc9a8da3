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
import org.patchbay.check.Layer;

/**
 * What was tried in all, so that nobody has to count lines.
 *
 * @param took from the first trial's beginning to the last one's end
 */
public record Total(Collection<Outcome> outcomes, Duration took) {
    public Total {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Two, without line ends. Faults are different if something else is done, or must be named, in the same lesson. A layer
     * counts where a fault, or a wrong choice, got it named.
     */
    public List<String> lines() {
        Map<Layer, Integer> layers = new EnumMap<>(Layer.class);
        Set<String> different = new HashSet<>();
        for (Outcome outcome : outcomes) {
            Trial trial = outcome.trial();
            if (outcome.result() instanceof Outcome.Passed) {
                trial.layer().ifPresent(layer -> layers.merge(layer, 1, Integer::sum));
            }
            if (trial.kind() == Trial.Kind.FAULT) {
                different.add(trial.lesson() + trial.what());
            }
        }
        String byLayer = layers.entrySet().stream()
                .map(one -> one.getKey().name().toLowerCase(Locale.ROOT) + " " + one.getValue())
                .collect(Collectors.joining(", "));
        long wrong = of(Trial.Kind.CHOICE)
                .filter(one -> one.trial().layer().isPresent())
                .count();
        long changed = of(Trial.Kind.MUTATION)
                .filter(one -> !(one.result() instanceof Outcome.NotApplicable))
                .count();
        return List.of(
                "broken layers named: " + (byLayer.isEmpty() ? "none" : byLayer),
                "tasks %d, faults %d (%d different), wrong choices %d, layers %d, mutations %d (and %d void), harmless commands %d, %d s"
                        .formatted(
                                tasks(),
                                of(Trial.Kind.FAULT).count(),
                                different.size(),
                                wrong,
                                layers.size(),
                                changed,
                                of(Trial.Kind.MUTATION).count() - changed,
                                of(Trial.Kind.HARMLESS).count() * Idling.COMMANDS,
                                took.toSeconds()));
    }

    private long tasks() {
        return of(Trial.Kind.SOLUTION)
                .filter(one -> !one.trial().subject().isEmpty())
                .map(one -> one.trial().lesson() + one.trial().step() + " "
                        + one.trial().subject())
                .distinct()
                .count();
    }

    private Stream<Outcome> of(Trial.Kind kind) {
        return outcomes.stream().filter(one -> one.trial().kind() == kind);
    }
}
