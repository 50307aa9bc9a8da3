package org.patchbay.lesson;

import java.time.Duration;

/** At which moment a task's assertion has to hold. */
public sealed interface When {
    /** At a moment at which it is looked at. */
    record Now() implements When {}

    /** At any moment since the step began. */
    record Ever() implements When {}

    /** For so long without interruption. */
    record Stays(Duration time) implements When {}
}
