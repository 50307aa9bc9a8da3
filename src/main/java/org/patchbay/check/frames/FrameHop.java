package org.patchbay.check.frames;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Message;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.Passage;

/**
 * One device that a frame passed, shown by a learner's tcpdump and confirmed by the kernel, or seen by a watch.
 * Immutable.
 *
 * @param passage the kernel's report
 * @param device its name in lessons
 * @param shown as tcpdump printed it; its text is empty if only the kernel reported it
 * @param did what happened there
 * @param after the index of the previous hop in the journey; empty where it was first seen
 * @param end what happened to it, if no other hop follows
 */
public record FrameHop(
        Passage passage, DeviceName device, Frame shown, Message did, OptionalInt after, Optional<FrameEnd> end) {}
