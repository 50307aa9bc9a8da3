package org.patchbay.lesson;

/**
 * A lesson that another one builds on.
 *
 * @param lesson its folder's name
 * @param line of the other one's {@code lesson.yaml} that says so
 */
record Prerequisite(String lesson, int line) {}
