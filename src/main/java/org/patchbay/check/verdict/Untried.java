package org.patchbay.check.verdict;

/**
 * A request that was not tried out.
 *
 * @param why for a person
 */
public record Untried(Message why) implements Finding {
    /** Its turn has not come. */
    public static final Untried NOT_YET = new Untried(Message.of("unseen.untried"));

    /** A capture of the learner's is running, which would show what an attempt sends. */
    public static final Untried CAPTURING = new Untried(Message.of("unseen.capturing"));

    /** The sandbox could not try it. */
    public static final Untried FAILED = new Untried(Message.of("unseen.attempt"));

    /** The script that would tell was still running when its time was over. */
    public static final Untried ENDLESS = new Untried(Message.of("unseen.endless"));

    /** The sandbox could not try it, each time that it was asked. */
    public static final Untried GIVEN_UP = new Untried(Message.of("unseen.attempts"));
}
