package org.patchbay.check.frames;

import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;

/**
 * What became of a frame where it was seen last on a way. Immutable.
 *
 * @param why what is said of it, or what is not known
 */
public record FrameEnd(Kind kind, Message why) {
    /** How a way ends. */
    public enum Kind {
        /** Whom it was for took it. */
        TAKEN,
        /** It goes no further, and why is known. */
        DROPPED,
        /** A copy that a bridge flooded here is ignored: the frame is addressed to another device. */
        COPY,
        /** Nobody saw, and nothing that was seen explains it. */
        UNKNOWN
    }

    static FrameEnd taken(String key, Object... arguments) {
        return new FrameEnd(Kind.TAKEN, Message.of(key, arguments));
    }

    static FrameEnd dropped(Verdict.Failed failed) {
        return new FrameEnd(Kind.DROPPED, failed.diagnosis().sentence());
    }

    static FrameEnd dropped(String key, Object... arguments) {
        return new FrameEnd(Kind.DROPPED, Message.of(key, arguments));
    }

    static FrameEnd copy(String key, Object... arguments) {
        return new FrameEnd(Kind.COPY, Message.of(key, arguments));
    }

    static FrameEnd unknown(String key, Object... arguments) {
        return new FrameEnd(Kind.UNKNOWN, Message.of(key, arguments));
    }
}
