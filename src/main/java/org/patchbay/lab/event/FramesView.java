package org.patchbay.lab.event;

import org.patchbay.check.frames.FrameJourneys;

/**
 * The frames that can be followed in a lab, at one moment. Immutable.
 *
 * @param journeys of the newest that the learner's own captures showed, or that were watched
 */
public record FramesView(FrameJourneys journeys, FrameWatchState frameWatchState) {}
