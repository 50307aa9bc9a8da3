package org.patchbay.observe.wire;

import java.util.List;
import org.patchbay.observe.kernel.Execution;

/**
 * The frames that passed devices while the learner's {@code tcpdump} or {@code ping} ran there, from before the tool's
 * first instruction to its end. Immutable.
 *
 * @param frames in the order of receipt
 * @param gaps periods in which some may be missing
 */
public record Passages(List<Passage> frames, List<Gap> gaps) {
    public Passages {
        frames = List.copyOf(frames);
        gaps = List.copyOf(gaps);
    }

    /**
     * A period for which frames may be missing.
     *
     * @param namespace inode of the namespace; 0 for all
     * @param from seconds since the epoch by the sandbox's clock
     * @param to likewise
     */
    public record Gap(long namespace, double from, double to) {}

    /**
     * The frames that passed in a namespace during a run, even of a tool in another namespace.
     *
     * @param namespace its inode
     */
    public List<Passage> during(Execution run, long namespace) {
        return frames.stream()
                .filter(frame -> frame.namespace() == namespace && within(frame.at(), run))
                .toList();
    }

    /** Whether no frame is missing that passed in a namespace during a run. */
    public boolean complete(Execution run, long namespace) {
        return gaps.stream()
                .noneMatch(gap -> (gap.namespace() == 0 || gap.namespace() == namespace)
                        && gap.to() >= run.startedAt()
                        && gap.from() <= run.endedAt().orElse(Double.POSITIVE_INFINITY));
    }

    private static boolean within(double at, Execution run) {
        return at >= run.startedAt() && at <= run.endedAt().orElse(Double.POSITIVE_INFINITY);
    }
}
