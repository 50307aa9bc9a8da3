package org.patchbay.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.check.Verdict;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.When;

/** For how long tasks that must hold for a while have held. Begins anew with each step. Not thread-safe. */
final class Held {
    private final Map<String, Instant> since = new HashMap<>();

    /** How long the task must go on holding before this verdict counts; empty when it counts now. */
    Optional<Duration> remaining(Task task, Verdict verdict, Instant now) {
        return switch (task.when()) {
            case When.Now _, When.Ever _ -> Optional.empty();
            case When.Stays stays ->
                switch (verdict) {
                    case Verdict.Passed _ -> {
                        Instant began = since.computeIfAbsent(task.id(), id -> now);
                        Duration left = stays.time().minus(Duration.between(began, now));
                        yield left.isPositive() ? Optional.of(left) : Optional.empty();
                    }
                    case Verdict.Failed _, Verdict.Inconclusive _ -> {
                        since.remove(task.id());
                        yield Optional.empty();
                    }
                };
        };
    }
}
