package org.patchbay.web.page;

/**
 * A moment of a recording as its page lists it.
 *
 * @param kind {@code command}, {@code passed}, {@code failed}, {@code regressed}, {@code holds}, {@code shown}, {@code step}, {@code back},
 *     {@code slept}, {@code lost} or {@code other}
 * @param at seconds since the recording's beginning
 * @param time when that was, as ISO 8601 has it
 * @param step counts the lesson's steps from 1; 0 where the moment is of none
 * @param task counts that step's tasks from 1, likewise
 * @param text the command, the step's title, a number of bytes, or the recording's own words
 */
public record MarkerLine(String kind, String at, String time, int step, int task, String text) {}
