package org.patchbay.progress;

import org.patchbay.check.verdict.Verdict;

/**
 * A task of graded work, judged.
 *
 * @param points what it earned: all that it is worth if it passed, else none
 */
public record JudgedTask(String step, String task, Verdict verdict, int points) {}
