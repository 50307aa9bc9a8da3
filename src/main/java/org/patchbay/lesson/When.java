package org.patchbay.lesson;

import java.time.Duration;

/** When a task's assertion has to hold. */
public sealed interface When {
    /** At a look; a state that a running command may undo must settle first. */
    record Now() implements When {}

    /** At any look since the step began; then it has passed for good. */
    record Ever() implements When {}

    /** At every look during this time. */
    record Stays(Duration time) implements When {}
}
