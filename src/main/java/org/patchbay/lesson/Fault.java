package org.patchbay.lesson;

import java.util.List;
import org.patchbay.check.verdict.Layer;

/**
 * A mistake that learners make, and what the diagnosis must then name.
 *
 * @param about the device, address or tool that it is about
 */
public record Fault(Injection injection, Layer layer, String about) {
    /** How the mistake is made, once the earlier tasks are solved. */
    public sealed interface Injection {
        /** This is done in place of the task's solution. */
        record Instead(List<Action> actions) implements Injection {
            public Instead {
                actions = List.copyOf(actions);
            }
        }

        /** This is done first, then the task's solution. */
        record Before(List<Action> actions) implements Injection {
            public Before {
                actions = List.copyOf(actions);
            }
        }

        /** This runs in the sandbox, without a terminal, then the task's solution is typed. */
        record Script(String commands) implements Injection {}
    }
}
