package org.patchbay.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What one judgement has looked at so far: the layers found in order, and what was seen there. */
final class Trail {
    private final Set<Layer> sound = EnumSet.noneOf(Layer.class);
    private final List<Quote> quotes = new ArrayList<>();

    Trail sound(Layer layer) {
        sound.add(layer);
        return this;
    }

    Trail saw(Quote quote) {
        if (!quotes.contains(quote)) {
            quotes.add(quote);
        }
        return this;
    }

    Verdict.Passed passed() {
        return new Verdict.Passed(quotes);
    }

    /** Stops at the first broken layer; what was seen before is no evidence of that, only {@code evidence} is. */
    Verdict.Failed failed(Layer layer, Object about, Message sentence, String see, Quote... evidence) {
        List<Layer> below = sound.stream().filter(l -> l != layer).toList();
        return new Verdict.Failed(new Diagnosis(layer, about.toString(), sentence, below, List.of(evidence), see));
    }
}
