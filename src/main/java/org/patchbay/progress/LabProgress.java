package org.patchbay.progress;

import java.util.List;

/** All stored progress of one lab, each list ordered by time. Immutable. */
public record LabProgress(
        List<EnteredStep> steps,
        List<PassedTask> tasks,
        List<GivenAnswer> answers,
        List<MadePrediction> predictions,
        List<RevealedHint> hints,
        List<Rewind> rewinds,
        List<PassedSince> passedSince,
        List<ShownSolution> shown) {
    public LabProgress {
        steps = List.copyOf(steps);
        tasks = List.copyOf(tasks);
        answers = List.copyOf(answers);
        predictions = List.copyOf(predictions);
        hints = List.copyOf(hints);
        rewinds = List.copyOf(rewinds);
        passedSince = List.copyOf(passedSince);
        shown = List.copyOf(shown);
    }
}
