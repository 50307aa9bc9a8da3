package org.patchbay.lesson;

import java.time.Duration;

/** At which moment a task's assertion has to hold. */
public sealed interface When {
    /** When it is looked at; a state that a command is still at work on must have settled first. */
    record Now() implements When {}

    /** At one look or more since the step began, and then for good. */
    record Ever() implements When {}

    /** At every look for so long. */
    record Stays(Duration time) implements When {}
}
