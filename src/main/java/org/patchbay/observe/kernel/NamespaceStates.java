package org.patchbay.observe.kernel;

import java.util.Map;
import java.util.Optional;

/**
 * The kernel's state of a namespace after each run of a learner's tool. The tool's output is compared with it, even if
 * the network has changed since. Immutable.
 */
public record NamespaceStates(Map<Run, Moment> byRun) {
    public static final NamespaceStates NONE = new NamespaceStates(Map.of());

    public NamespaceStates {
        byRun = Map.copyOf(byRun);
    }

    /** Identifies a run. The pid alone does not, because pids are reused. */
    public record Run(int pid, double startedAt) {
        public static Run of(Execution execution) {
            return new Run(execution.pid(), execution.startedAt());
        }
    }

    /**
     * The state of a run's namespace. Sockets, connections and settings are left out, as are rules that no such tool
     * prints.
     *
     * @param takenAt seconds since the epoch by the sandbox's clock, at or after the run's end
     * @param after from the first look after the run's end
     * @param before from the look before that one; empty if the namespace did not exist
     */
    public record Moment(double takenAt, Namespace after, Optional<Namespace> before) {}

    /** The state after this run; empty if there was no look since, or it is no longer kept. */
    public Optional<Moment> of(Execution run) {
        return Optional.ofNullable(byRun.get(Run.of(run)));
    }
}
