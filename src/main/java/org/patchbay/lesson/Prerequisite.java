package org.patchbay.lesson;

/**
 * A lesson that another one builds on.
 *
 * @param lesson its folder's name
 * @param line where the other one's {@code lesson.yaml} names it
 */
record Prerequisite(String lesson, int line) {}
