package org.patchbay.check.verdict;

/**
 * A request that was not tried.
 *
 * @param why a message for the learner
 */
public record Untried(Message why) implements Finding {
    /** It has not been tried yet. */
    public static final Untried NOT_YET = new Untried(Message.of("unseen.untried"));

    /** The learner's capture is running and would show the probe's packets. */
    public static final Untried CAPTURING = new Untried(Message.of("unseen.capturing"));

    /** The sandbox failed to try it. */
    public static final Untried FAILED = new Untried(Message.of("unseen.attempt"));

    /** The script timed out. */
    public static final Untried ENDLESS = new Untried(Message.of("unseen.endless"));

    /** The sandbox failed to try it repeatedly. */
    public static final Untried GIVEN_UP = new Untried(Message.of("unseen.attempts"));
}
