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
 * Rate limit for wrong resume codes per network: {@value #AT_ONCE} at once, then one per half minute. A code of 60 bits
 * can't be guessed at that rate; the limit protects the database. Thread-safe, bounded.
 */
@Singleton
public final class ResumeTries {
    /** A class behind one address mistypes now and then. */
    static final int AT_ONCE = 20;

    static final Duration EACH = Duration.ofSeconds(30);

    private static final Duration MOST = EACH.multipliedBy(AT_ONCE);
    /** The most networks that are tracked; the least recently active is dropped. */
    private static final int NETWORKS = 4_096;

    private final InstantSource clock;
    /** When each network's budget is full again. */
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
     * Charges for one attempt, before it is checked.
     *
     * @return how long to wait instead; empty if the attempt is allowed
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

    /** Refunds the charge for a correct code. */
    public synchronized void refund(String network) {
        paid.computeIfPresent(network, (key, until) -> until.minus(EACH));
    }
}
