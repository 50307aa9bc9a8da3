package org.patchbay.lab.event;

/** State of the watch of all devices. */
public sealed interface FrameWatchState {
    /** No watch was requested yet. */
    record Never() implements FrameWatchState {}

    /** @param seconds its total duration */
    record Now(long seconds) implements FrameWatchState {}

    /**
     * It has ended.
     *
     * @param frames how many followable ones were seen, counted at each device
     * @param complete whether none is missing
     */
    record Done(int frames, boolean complete) implements FrameWatchState {}

    /** The machine did not answer, or was replaced. */
    record Failed() implements FrameWatchState {}
}
