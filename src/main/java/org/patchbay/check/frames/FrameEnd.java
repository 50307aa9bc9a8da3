package org.patchbay.check.frames;

import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;

/**
 * What happened to a frame at the last device of a path. Immutable.
 *
 * @param why the reason, or what is unknown
 */
public record FrameEnd(Kind kind, Message why) {
    /** How a path ends. */
    public enum Kind {
        /** The addressed host received it. */
        TAKEN,
        /** It was dropped for a known reason. */
        DROPPED,
        /** A copy flooded by a bridge; ignored, because the frame is addressed to another device. */
        COPY,
        /** Unknown: it was not seen further, and nothing observed explains why. */
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
