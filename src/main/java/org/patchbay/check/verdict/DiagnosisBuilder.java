package org.patchbay.check.verdict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the progress of one judgement: layers in order, evidence, and what was unknown. Not thread-safe. */
public final class DiagnosisBuilder {
    private final Set<Layer> sound = EnumSet.noneOf(Layer.class);
    private final List<Quote> quotes = new ArrayList<>();
    private Optional<Message> doubt = Optional.empty();

    public DiagnosisBuilder sound(Layer layer) {
        sound.add(layer);
        return this;
    }

    public DiagnosisBuilder saw(Quote quote) {
        if (!quotes.contains(quote)) {
            quotes.add(quote);
        }
        return this;
    }

    /** Records that a relevant fact is unknown; the first reason is kept. */
    public DiagnosisBuilder doubt(Message reason) {
        doubt = doubt.or(() -> Optional.of(reason));
        return this;
    }

    public Optional<Message> doubt() {
        return doubt;
    }

    public Verdict.Passed passed() {
        return new Verdict.Passed(quotes);
    }

    /** Fails at the first broken layer. Evidence collected before is dropped; only {@code evidence} is used. */
    public Verdict.Failed failed(Layer layer, Object about, Message sentence, String see, Quote... evidence) {
        List<Layer> below =
                sound.stream().filter(other -> other.compareTo(layer) < 0).toList();
        return new Verdict.Failed(new Diagnosis(layer, about.toString(), sentence, below, List.of(evidence), see));
    }
}
