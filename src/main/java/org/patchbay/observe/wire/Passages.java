package org.patchbay.observe.wire;

import java.util.List;
import org.patchbay.observe.kernel.Execution;

/**
 * The frames that passed devices while a tool of the learner's was at work there that tells of frames ({@code tcpdump},
 * {@code ping}), each from before the tool's first instruction to its end. Immutable.
 *
 * @param frames in the order in which they were taken in
 * @param gaps where some may be missing
 */
public record Passages(List<Passage> frames, List<Gap> gaps) {
    public Passages {
        frames = List.copyOf(frames);
        gaps = List.copyOf(gaps);
    }

    /**
     * A time in which frames may have passed that are not among these.
     *
     * @param namespace inode of the namespace; 0 for all
     * @param from seconds since the epoch by the sandbox's clock
     * @param to likewise
     */
    public record Gap(long namespace, double from, double to) {}

    /**
     * Those that passed in a namespace while a run lasted, which may have been in another.
     *
     * @param namespace its inode
     */
    public List<Passage> during(Execution run, long namespace) {
        return frames.stream()
                .filter(frame -> frame.namespace() == namespace && within(frame.at(), run))
                .toList();
    }

    /** Whether none that passed in a namespace while a run lasted is missing. */
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
