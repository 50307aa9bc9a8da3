package org.patchbay.web.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many wrong resume codes may come from one network: {@value #AT_ONCE} at once, and one more each half a minute. At
 * that pace a code of 60 bits is not guessed; it keeps those who try off the database. Thread-safe, bounded.
 */
@Singleton
public final class ResumeTries {
    /** A class behind one address mistypes now and then. */
    static final int AT_ONCE = 20;

    static final Duration EACH = Duration.ofSeconds(30);

    private static final Duration MOST = EACH.multipliedBy(AT_ONCE);
    /** Networks that are remembered; beyond them the one that tried longest ago is forgotten. */
    private static final int NETWORKS = 4_096;

    private final InstantSource clock;
    /** When all that a network tried is paid for. */
    private final Map<String, Instant> paid = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > NETWORKS;
        }
    };

    @Inject
    ResumeTries() {
        this(InstantSource.system());
    }

    ResumeTries(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Charges for one try, before anybody knows whether it is right.
     *
     * @return how long to wait instead; empty if it may be made
     */
    public synchronized Optional<Duration> charge(String network) {
        Instant now = clock.instant();
        Instant after =
                paid.getOrDefault(network, now).isAfter(now) ? paid.get(network).plus(EACH) : now.plus(EACH);
        Duration over = Duration.between(now.plus(MOST), after);
        if (over.isPositive()) {
            return Optional.of(over);
        }
        paid.put(network, after);
        return Optional.empty();
    }

    /** Gives back what was charged for a try that was right. */
    public synchronized void refund(String network) {
        paid.computeIfPresent(network, (key, until) -> until.minus(EACH));
    }
}
