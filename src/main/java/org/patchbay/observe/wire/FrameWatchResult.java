package org.patchbay.observe.wire;

import java.util.List;

/**
 * The frames that passed any device of a sandbox during a watch, as its kernel reported them. Immutable.
 *
 * @param startedAt seconds since the epoch by the sandbox's clock
 * @param endedAt likewise
 * @param namespaces inodes of those that were watched from start to end
 * @param complete whether no frame in them is missing
 * @param frames ordered by time; also from namespaces that appeared or ended meanwhile
 */
public record FrameWatchResult(
        double startedAt, double endedAt, List<Long> namespaces, boolean complete, List<Passage> frames) {
    public FrameWatchResult {
        namespaces = List.copyOf(namespaces);
        frames = List.copyOf(frames);
    }

    /** Whether a frame that passed a device of a namespace at that time is certain to be included. */
    public boolean covers(long namespace, double at) {
        return complete && at >= startedAt && at <= endedAt && namespaces.contains(namespace);
    }
}
