package org.patchbay.check.frames;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Message;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.Passage;

/**
 * One device that a frame passed, as a learner's tcpdump showed and the kernel confirmed, or as it was watched. Immutable.
 *
 * @param passage as the kernel passed it
 * @param device as lessons name it
 * @param shown as tcpdump printed it; its text is empty where only the kernel told of it
 * @param did what happened there
 * @param after the place in the journey of the hop that it came from; empty where it was seen first
 * @param end what became of it, where no other hop comes after this one
 */
public record FrameHop(
        Passage passage, DeviceName device, Frame shown, Message did, OptionalInt after, Optional<FrameEnd> end) {}
