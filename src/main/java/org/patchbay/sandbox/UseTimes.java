package org.patchbay.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Statistics of how long sandboxes were used recently, to predict the current ones. Not thread-safe. */
final class UseTimes {
    private static final int REMEMBERED = 64;

    private final Deque<Duration> recent = new ArrayDeque<>();
    private final Duration unknown;

    /** @param unknown the estimate without data */
    UseTimes(Duration unknown) {
        this.unknown = unknown;
    }

    void add(Duration used) {
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.addLast(used);
    }

    /** The expected duration of a new use: the median. */
    Duration usual() {
        return recent.isEmpty() ? unknown : median(recent.stream().sorted().toList());
    }

    /** The expected rest of a use: the median of longer uses, less its age. Without longer ones, half its age. */
    Duration left(Duration age) {
        var longer = recent.stream().filter(d -> d.compareTo(age) > 0).sorted().toList();
        if (!longer.isEmpty()) {
            return median(longer).minus(age);
        }
        return recent.isEmpty() && unknown.compareTo(age) > 0 ? unknown.minus(age) : age.dividedBy(2);
    }

    private static Duration median(List<Duration> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
