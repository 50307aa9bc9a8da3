package org.patchbay.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** For how long sandboxes were used lately, and what that says about those in use. Not safe for use by threads. */
final class UseTimes {
    private static final int REMEMBERED = 64;

    private final Deque<Duration> recent = new ArrayDeque<>();
    private final Duration unknown;

    /** @param unknown what to expect while nothing is known */
    UseTimes(Duration unknown) {
        this.unknown = unknown;
    }

    void add(Duration used) {
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.addLast(used);
    }

    /** What is to be expected of one that has just begun: the median. */
    Duration usual() {
        return recent.isEmpty() ? unknown : median(recent.stream().sorted().toList());
    }

    /**
     * What is left of one in use: the median of those that took longer than its age, less its age. Of one that is older
     * than all known ones only its age is known, and half as much again is expected.
     */
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
