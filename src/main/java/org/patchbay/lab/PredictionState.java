package org.patchbay.lab;

import java.util.Optional;

/**
 * A prediction's state for one learner.
 *
 * @param chosen what the learner expected
 * @param revealed whether its experiment is done, so that it can be discussed
 */
public record PredictionState(Optional<String> chosen, boolean revealed) {}
