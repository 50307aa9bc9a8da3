package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.output.Confirmation;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.output.SeenFrames;
import org.patchbay.check.output.TcpdumpRun;
import org.patchbay.check.output.ToolRun;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;

/**
 * Assertion {@code captured}: the learner's own tcpdump showed frames.
 *
 * @param on the device it listened on, in its namespace
 * @param atLeast how many such frames, 1 or more
 * @param during only captures that listened during the whole of this run count; allows proving that there was no such
 *     frame
 * @param path further devices that must have shown the same {@code atLeast} frames, at or after their time on {@code
 *     on}
 */
@Key("captured")
public record Captured(
        DeviceName on,
        FramePattern frame,
        @Between(from = 1, to = 1000, otherwise = 1) int atLeast,
        Optional<Ran> during,
        List<DeviceName> path)
        implements Assertion {
    private static final int QUOTED_FRAMES = 4;

    public Captured {
        path = List.copyOf(path);
        if (atLeast < 1) {
            throw new IllegalArgumentException("at-least must be 1 or more");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT_AND_COMMANDS;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return CommandPrecondition.at(evidence, on.namespace(), this::judge);
    }

    private Verdict judge(Snapshot snapshot, Namespace here, CommandLog log) {
        return judge(snapshot, here, log, FrameAbsence::explain);
    }

    /** Explains why captures showed too few frames. */
    interface Explanation {
        Verdict of(FrameAbsence absence, List<TcpdumpRun> captures, List<Frame> matching);
    }

    Verdict judge(Snapshot snapshot, Namespace here, CommandLog log, Explanation why) {
        List<TcpdumpRun> captures = TcpdumpRun.of(log);
        List<TcpdumpRun> sound = inTime(sound(captures, here), snapshot, log);
        SeenFrames seen = SeenFrames.of(log, sound, here, on, frame::matches);
        List<Frame> matching = seen.frames();
        if (matching.size() < atLeast) {
            return matching.size() + seen.unconfirmed() < atLeast
                    ? why.of(new FrameAbsence(snapshot, here, log, on, frame, atLeast), captures, matching)
                    : unconfirmed(seen, sound);
        }
        for (DeviceName next : path) {
            seen = seen.followedTo(log, captures, snapshot, next, frame);
            if (seen.confirmed().size() < atLeast) {
                return lost(next, snapshot, log, captures).orElseGet(() -> notFollowed(next, quote(sound, matching)));
            }
        }
        return new Verdict.Passed(List.of(quote(sound, newest(seen.frames()))));
    }

    /** Those that count: an earlier attempt may have shown the same kind of frame under other circumstances. */
    private List<Frame> newest(List<Frame> frames) {
        return frames.subList(Math.max(0, frames.size() - atLeast), frames.size());
    }

    /** The failure if something keeps such frames from a further captured device; empty for frames of any sender. */
    private Optional<Verdict> lost(DeviceName next, Snapshot snapshot, CommandLog log, List<TcpdumpRun> captures) {
        return snapshot.namespace(next.namespace())
                .filter(there -> frame.source().or(frame::sender).isPresent())
                .<Verdict>map(there ->
                        new FrameAbsence(snapshot, there, log, next, frame, atLeast).explain(captures, List.of()))
                .filter(verdict ->
                        verdict instanceof Verdict.Failed(Diagnosis diagnosis) && diagnosis.layer() != Layer.TOOL);
    }

    private Verdict notFollowed(DeviceName next, Quote seen) {
        return new DiagnosisBuilder()
                .failed(
                        Layer.TOOL,
                        next,
                        Message.of("capture.not-followed", "device", next, "device2", on, "frame", frame.text()),
                        see(next),
                        seen);
    }

    /** The terminal shows enough such frames, but the kernel passed fewer. */
    private Verdict unconfirmed(SeenFrames seen, List<TcpdumpRun> captures) {
        return seen.complete()
                ? new DiagnosisBuilder()
                        .failed(
                                Layer.TOOL,
                                "tcpdump",
                                Message.of(
                                        "capture.unconfirmed",
                                        "device",
                                        on,
                                        "frame",
                                        frame.text(),
                                        "seen",
                                        seen.confirmed().size() + seen.unconfirmed(),
                                        "passed",
                                        seen.confirmed().size()),
                                see(on),
                                quote(captures, List.of()))
                : new Verdict.Inconclusive(Message.of("unseen.frames", "device", on));
    }

    private List<TcpdumpRun> sound(List<TcpdumpRun> captures, Namespace here) {
        return captures.stream()
                .filter(capture -> capture.in(here)
                        && capture.listenedOn(on.name())
                        && capture.doubt().isEmpty())
                .toList();
    }

    /** With {@link #during}: only captures that listened during the whole of one such run. */
    private List<TcpdumpRun> inTime(List<TcpdumpRun> captures, Snapshot snapshot, CommandLog log) {
        if (during.isEmpty()) {
            return captures;
        }
        List<ToolRun> runs = duringRuns(snapshot, log);
        return captures.stream()
                .filter(capture -> runs.stream().anyMatch(run -> capture.run().spans(run)))
                .toList();
    }

    /** Leaves out runs without a capture, which are no attempt. */
    private static List<ToolRun> spanned(List<ToolRun> runs, List<TcpdumpRun> captures) {
        return runs.stream()
                .filter(run ->
                        captures.stream().anyMatch(capture -> capture.run().spans(run)))
                .toList();
    }

    private List<ToolRun> duringRuns(Snapshot snapshot, CommandLog log) {
        return during.stream()
                .flatMap(ran -> snapshot.namespace(ran.namespace().orElse(Namespace.INIT)).stream()
                        .flatMap(there -> ran.matching(ToolRun.of(log, ran.tool()), there, log).stream()))
                .toList();
    }

    private Quote quote(List<TcpdumpRun> captures, List<Frame> frames) {
        return TcpdumpRun.quote(
                captures, on, frames.stream().limit(QUOTED_FRAMES).toList());
    }

    private static String see(DeviceName device) {
        return InNamespace.command(device.namespace(), "tcpdump -n -i " + device.name());
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return CommandPrecondition.at(evidence, on.namespace(), this::judgeNegated);
    }

    Verdict judgeNegated(Snapshot snapshot, Namespace here, CommandLog log) {
        List<TcpdumpRun> sound = sound(TcpdumpRun.of(log), here);
        List<TcpdumpRun> inTime = inTime(sound, snapshot, log);
        List<Frame> matching =
                SeenFrames.of(log, inTime, here, on, frame::matches).frames();
        if (matching.size() >= atLeast) {
            return new DiagnosisBuilder()
                    .failed(
                            Layer.ROUTE,
                            on,
                            Message.of("captured.seen", "device", on, "frame", frame.text()),
                            see(on),
                            quote(inTime, matching));
        }
        List<ToolRun> watched = during.isPresent()
                ? spanned(duringRuns(snapshot, log), inTime)
                : sound.stream().map(TcpdumpRun::run).toList();
        Optional<Verdict> passed = passedUnseen(log, here, watched);
        if (passed.isPresent()) {
            return passed.get();
        }
        if (during.isPresent()) {
            return silence(snapshot, log, inTime, during.get());
        }
        // A capture that heard something would have heard the frame too.
        Optional<TcpdumpRun> heard = sound.stream()
                .filter(capture -> !capture.frames(on.name()).isEmpty())
                .findFirst();
        return heard.isPresent()
                ? new Verdict.Passed(
                        List.of(quote(List.of(heard.get()), heard.get().frames(on.name()))))
                : new Verdict.Inconclusive(Message.of("unseen.absence", "device", on, "frame", frame.text()));
    }

    /** A capture filter can hide frames, so the absence of a frame is judged by what the kernel passed. */
    private Optional<Verdict> passedUnseen(CommandLog log, Namespace here, List<ToolRun> watched) {
        if (log.passages().isEmpty()) {
            return Optional.empty();
        }
        long passed = Confirmation.passed(log.passages().get(), watched, here, on.name()).stream()
                .filter(passage -> passage.at() >= log.from() && frame.matches(passage.frame()))
                .count();
        if (passed >= atLeast) {
            return Optional.of(new DiagnosisBuilder()
                    .failed(
                            Layer.ROUTE,
                            on,
                            Message.of("captured.passed", "device", on, "frame", frame.text(), "seen", passed),
                            see(on)));
        }
        return watched.stream().allMatch(run -> log.passages().get().complete(run.execution(), here.inode()))
                ? Optional.empty()
                : Optional.of(new Verdict.Inconclusive(Message.of("unseen.frames", "device", on)));
    }

    /** Absence is proved only by a capture that listened during the whole run. */
    private Verdict silence(Snapshot snapshot, CommandLog log, List<TcpdumpRun> inTime, Ran run) {
        Optional<TcpdumpRun> listened = inTime.stream()
                .filter(capture -> !capture.shown().listeningOn().isEmpty())
                .findFirst();
        if (listened.isPresent()) {
            TcpdumpRun capture = listened.get();
            String text = "listening on " + capture.shown().listeningOn().getFirst()
                    + (capture.shown().captured().isPresent()
                            ? "\n" + capture.shown().captured().getAsLong() + " packets captured"
                            : "");
            return new Verdict.Passed(List.of(new Quote(capture.run().typed(), text)));
        }
        List<ToolRun> runs = duringRuns(snapshot, log);
        String key = runs.isEmpty() ? "capture.not-during" : "capture.not-all-during";
        return new DiagnosisBuilder()
                .failed(
                        Layer.TOOL,
                        on,
                        Message.of(key, "device", on, "tool", run.tool(), "wanted", String.join(" ", run.arguments())),
                        see(on));
    }
}
