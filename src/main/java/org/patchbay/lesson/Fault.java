package org.patchbay.lesson;

import java.util.List;
import org.patchbay.check.verdict.Layer;

/**
 * A typical mistake, with the expected diagnosis.
 *
 * @param about the device, address or tool that the diagnosis must name
 */
public record Fault(Injection injection, Layer layer, String about) {
    /** How the mistake is made, after the earlier tasks are solved. */
    public sealed interface Injection {
        /** These actions replace the task's solution. */
        record Instead(List<Action> actions) implements Injection {
            public Instead {
                actions = List.copyOf(actions);
            }
        }

        /** These actions precede the task's solution. */
        record Before(List<Action> actions) implements Injection {
            public Before {
                actions = List.copyOf(actions);
            }
        }

        /** This script runs in the sandbox, without a terminal, before the task's solution. */
        record Script(String commands) implements Injection {}
    }
}
