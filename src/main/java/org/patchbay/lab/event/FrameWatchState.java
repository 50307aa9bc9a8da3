package org.patchbay.lab.event;

/** How it stands with the watching of all devices at once. */
public sealed interface FrameWatchState {
    /** Nobody has asked for it yet. */
    record Never() implements FrameWatchState {}

    /** @param seconds how long it takes in all */
    record Now(long seconds) implements FrameWatchState {}

    /**
     * It is over.
     *
     * @param frames how many were seen that can be followed, each counted at every device
     * @param complete whether none that passed is missing
     */
    record Done(int frames, boolean complete) implements FrameWatchState {}

    /** The machine could not be asked, or is another by now. */
    record Failed() implements FrameWatchState {}
}
