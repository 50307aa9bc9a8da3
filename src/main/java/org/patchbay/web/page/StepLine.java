package org.patchbay.web.page;

/**
 * A step as the lab page lists it before its script runs.
 *
 * @param number counts a lesson's steps from 1
 * @param open whether the learner has reached it
 */
public record StepLine(String id, int number, String title, boolean open) {}
