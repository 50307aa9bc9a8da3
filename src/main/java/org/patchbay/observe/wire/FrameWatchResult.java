package org.patchbay.observe.wire;

import java.util.List;

/**
 * The frames that passed all devices of a sandbox for a while, as its kernel itself told. Immutable.
 *
 * @param startedAt seconds since the epoch by the sandbox's clock
 * @param endedAt likewise
 * @param namespaces the inodes of those that were listened to all the time
 * @param complete whether none that passed there is missing
 * @param frames in the order of time, also of namespaces that came or went meanwhile
 */
public record FrameWatchResult(
        double startedAt, double endedAt, List<Long> namespaces, boolean complete, List<Passage> frames) {
    public FrameWatchResult {
        namespaces = List.copyOf(namespaces);
        frames = List.copyOf(frames);
    }

    /** Whether a frame that passed a device of a namespace at that time would be among these. */
    public boolean covers(long namespace, double at) {
        return complete && at >= startedAt && at <= endedAt && namespaces.contains(namespace);
    }
}
