package org.patchbay.sandbox;

import java.time.Duration;

/**
 * The pause before another attempt, which doubles with each one that fails.
 *
 * @param longest the pause that is not exceeded
 */
public record Backoff(Duration pause, Duration longest) {
    /** The pause after this one. */
    public Backoff longer() {
        Duration doubled = pause.multipliedBy(2);
        return new Backoff(doubled.compareTo(longest) < 0 ? doubled : longest, longest);
    }
}
