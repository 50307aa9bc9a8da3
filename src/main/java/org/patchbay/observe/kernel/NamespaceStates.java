package org.patchbay.observe.kernel;

import java.util.Map;
import java.util.Optional;

/**
 * What a sandbox's kernel said when tools of the learner's had just ended: the truth that their output is held against,
 * however the network has changed since. Immutable.
 */
public record NamespaceStates(Map<Run, Moment> byRun) {
    public static final NamespaceStates NONE = new NamespaceStates(Map.of());

    public NamespaceStates {
        byRun = Map.copyOf(byRun);
    }

    /** Which run it was: numbers of processes come again. */
    public record Run(int pid, double startedAt) {
        public static Run of(Execution execution) {
            return new Run(execution.pid(), execution.startedAt());
        }
    }

    /**
     * The namespace that a tool ran in. Of its rules only what such tools print is kept, of its sockets, connections and
     * settings nothing.
     *
     * @param takenAt seconds since the epoch by the sandbox's clock, at or after the run's end
     * @param after what the first look after the run's end saw
     * @param before what the last look before that saw; empty if the namespace was not there
     */
    public record Moment(double takenAt, Namespace after, Optional<Namespace> before) {}

    /** What was seen when this run had ended; empty if nobody has looked since, or it is forgotten. */
    public Optional<Moment> of(Execution run) {
        return Optional.ofNullable(byRun.get(Run.of(run)));
    }
}
