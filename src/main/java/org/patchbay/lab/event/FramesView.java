package org.patchbay.lab.event;

import org.patchbay.check.frames.FrameJourneys;

/**
 * The frame paths of a lab at one moment. Immutable.
 *
 * @param journeys of the newest frames in the learner's captures or a watch
 */
public record FramesView(FrameJourneys journeys, FrameWatchState frameWatchState) {}
