package org.patchbay.progress;

import org.patchbay.check.verdict.Verdict;

/**
 * A judged task of graded work.
 *
 * @param points all of the task's points if it passed, else 0
 */
public record JudgedTask(String step, String task, Verdict verdict, int points) {}
