package org.patchbay.web.page;

/**
 * A step in the lab page's list before its script runs.
 *
 * @param number of the step, from 1
 * @param open whether the learner has reached it
 */
public record StepLine(String id, int number, String title, boolean open) {}
