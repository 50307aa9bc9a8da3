package org.patchbay.web.page;

/**
 * A marker in the list on a recording's page.
 *
 * @param kind {@code command}, {@code passed}, {@code failed}, {@code regressed}, {@code holds}, {@code shown}, {@code
 *     step}, {@code back}, {@code slept}, {@code lost} or {@code other}
 * @param at seconds since the recording's start
 * @param time the time in ISO 8601
 * @param step the step's number in the lesson, from 1; 0 for none
 * @param task the task's number in that step, likewise
 * @param text the command, the step's title, a number of bytes, or the marker's label
 */
public record MarkerLine(String kind, String at, String time, int step, int task, String text) {}
