package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.check.output.Arguments;
import org.patchbay.check.output.ArpOperation;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.output.IcmpType;
import org.patchbay.check.output.OtherPing;
import org.patchbay.check.output.SeenFrames;
import org.patchbay.check.output.TcpdumpRun;
import org.patchbay.check.output.ToolAbsence;
import org.patchbay.check.output.ToolRun;
import org.patchbay.check.packet.AddressOwner;
import org.patchbay.check.packet.CapturePath;
import org.patchbay.check.packet.Carrier;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.packet.PacketOutcome;
import org.patchbay.check.packet.PacketWalk;
import org.patchbay.check.packet.RouteLookup;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.parse.Tcpdump;

/**
 * Explains why a learner's tcpdump did not show certain frames. Checks that it ran, on this device and in this
 * namespace; that the device and its peer are up; that the sender would send over it; and that a host would answer.
 */
final class FrameAbsence {
    private static final Set<IcmpType> ECHO = Set.of(IcmpType.ECHO_REQUEST, IcmpType.ECHO_REPLY);

    private final Snapshot snapshot;
    private final Namespace here;
    private final CommandLog log;
    private final DeviceName on;
    private final FramePattern pattern;
    private final int atLeast;
    private final DiagnosisBuilder builder = new DiagnosisBuilder();

    FrameAbsence(Snapshot snapshot, Namespace here, CommandLog log, DeviceName on, FramePattern pattern, int atLeast) {
        this.snapshot = snapshot;
        this.here = here;
        this.log = log;
        this.on = on;
        this.pattern = pattern;
        this.atLeast = atLeast;
    }

    Verdict.Failed explain(List<TcpdumpRun> captures, List<Frame> matching) {
        // A capture shows nothing while its device is down or missing.
        return deviceBroken()
                .or(() -> captureBroken(captures))
                .or(() -> otherPing(captures))
                .or(() -> wayBroken(captures))
                .orElseGet(() -> tooFew(captures, matching));
    }

    /** Explains the absence by the captures' text alone, without the kernel. */
    Verdict explainByText(List<TcpdumpRun> captures, List<Frame> matching) {
        Optional<Verdict.Failed> broken = captureBroken(captures);
        if (broken.isPresent()) {
            return broken.get();
        }
        if (!matching.isEmpty()) {
            return tooFew(captures, matching);
        }
        boolean oneClock = log.commands().stream()
                        .map(command -> command.terminal())
                        .distinct()
                        .count()
                == 1;
        return pattern.asked()
                .filter(_ -> oneClock)
                .flatMap(destination -> outOfTime(captures, destination))
                .<Verdict>map(verdict -> verdict)
                .orElseGet(() -> new Verdict.Inconclusive(
                        Message.of("transcript.frame", "device", on, "frame", pattern.text())));
    }

    private Optional<Verdict.Failed> captureBroken(List<TcpdumpRun> captures) {
        if (captures.isEmpty()) {
            return Optional.of(ToolAbsence.never(log, "tcpdump", this::shows));
        }
        List<TcpdumpRun> inside =
                captures.stream().filter(capture -> capture.in(here)).toList();
        if (inside.isEmpty()) {
            TcpdumpRun last = captures.getLast();
            return Optional.of(tool(
                    "tcpdump",
                    Message.of(
                            "capture.namespace",
                            "device",
                            on,
                            "seen",
                            last.run().namespaceName(snapshot)),
                    last));
        }
        List<TcpdumpRun> right =
                inside.stream().filter(capture -> capture.listenedOn(on.name())).toList();
        if (right.isEmpty()) {
            TcpdumpRun last = inside.getLast();
            if (last.device().isEmpty() && last.doubt().isPresent()) {
                return Optional.of(tool("tcpdump", last.doubt().get(), last));
            }
            DeviceName other = last.device()
                    .flatMap(name -> DeviceName.of(on.namespace(), name))
                    .orElse(on);
            String key = last.device().isPresent() ? "capture.device" : "capture.never-listened";
            return Optional.of(tool(other, Message.of(key, "device", on, "device2", other), last));
        }
        return right.stream().allMatch(capture -> capture.doubt().isPresent())
                ? Optional.of(tool("tcpdump", right.getLast().doubt().orElseThrow(), right.getLast()))
                : Optional.empty();
    }

    /** Whether a text shows such frames, regardless of who printed it. */
    private boolean shows(String text) {
        return Tcpdump.parse(text).frames().stream().anyMatch(pattern::matches);
    }

    private Optional<Verdict.Failed> deviceBroken() {
        return here.link(on.name())
                .map(link -> Carrier.broken(snapshot, here, link, builder))
                .orElseGet(() -> Optional.of(DevicePrecondition.missing(snapshot, on, builder)));
    }

    private Optional<Verdict.Failed> wayBroken(List<TcpdumpRun> captures) {
        if (pattern.arp().isPresent()) {
            return pattern.arp().get() == ArpOperation.REQUEST
                    ? requestBroken()
                    : new ReplyAbsence(snapshot, here, on, pattern, builder)
                            .explain(requests(captures), this::requestBroken);
        }
        return pattern.icmp().flatMap(type -> switch (type) {
            case ECHO_REQUEST -> pattern.destination().flatMap(destination -> sent(pattern.source(), destination));
            case ECHO_REPLY -> pattern.source().flatMap(this::unanswered);
            case UNREACHABLE, REDIRECT, TIME_EXCEEDED -> Optional.empty();
        });
    }

    /** The failure if an echo reply is missing: whatever is broken for the request, or for the reply. */
    private Optional<Verdict.Failed> unanswered(String answering) {
        return pattern.destination()
                .flatMap(asking -> AddressOwner.of(snapshot, asking))
                .map(AddressOwner::namespace)
                .or(() -> pings(answering).reversed().stream()
                        .findFirst()
                        .flatMap(run -> snapshot.namespace(run.execution().namespace())))
                .map(InNamespace::name)
                .filter(asker -> snapshot.namespace(asker).isPresent())
                .flatMap(asker -> PacketWalk.of(snapshot, ping(asker, answering))
                                instanceof PacketOutcome.Broken(Verdict.Failed failed)
                        ? Optional.of(failed)
                        : Optional.empty());
    }

    private Reach ping(String asker, String answering) {
        return new Reach(
                asker,
                answering,
                Reach.Kind.ICMP,
                OptionalInt.empty(),
                chosenDevice(answering),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    private Optional<Verdict.Failed> requestBroken() {
        Optional<String> asked = pattern.target().or(pattern::sender);
        Optional<String> asking = pattern.arp().get() == ArpOperation.REQUEST ? pattern.sender() : Optional.empty();
        return asked.flatMap(target -> sent(asking, target))
                .or(() -> asked.flatMap(target -> alreadyKnown(asking, target)));
    }

    /** The failure if packets to the destination do not leave over the captured link. */
    private Optional<Verdict.Failed> sent(Optional<String> source, String destination) {
        Optional<AddressOwner> owner = source.flatMap(address -> AddressOwner.of(snapshot, address));
        if (source.isPresent() && owner.isEmpty()) {
            return Optional.of(AddressOwner.missing(snapshot, here, on, source.get(), builder));
        }
        Namespace origin = owner.map(AddressOwner::namespace).orElse(here);
        return OtherPing.unselected(log, origin, destination)
                .filter(_ -> !on.name().equals("lo"))
                .map(unselected -> {
                    String see = ToolText.source(origin, "ip route get " + destination);
                    return builder.failed(Layer.ROUTE, destination, unselected, see);
                })
                .or(() -> new CapturePath(snapshot, origin, kind(), builder)
                        .broken(destination, chosenDevice(destination), on));
    }

    private Reach.Kind kind() {
        return pattern.arp().isPresent() ? Reach.Kind.ARP : Reach.Kind.ICMP;
    }

    /** The device that the learner's last ping to this destination selected. */
    private Optional<String> chosenDevice(String destination) {
        return pings(destination).reversed().stream()
                .findFirst()
                .flatMap(run -> Arguments.value(
                        run.execution().argv().subList(1, run.execution().argv().size()), "-I"))
                .filter(device -> Prefix.parse(device).isEmpty());
    }

    /**
     * The failure if the ping went to another address, or out of another device than the one with the sender's address.
     */
    private Optional<Verdict.Failed> otherPing(List<TcpdumpRun> captures) {
        Optional<String> sender = pattern.asking()
                .flatMap(address -> AddressOwner.of(snapshot, address))
                .map(owner -> owner.address().device());
        return pattern.asked()
                .filter(_ -> pattern.arp().isPresent()
                        || pattern.icmp().filter(ECHO::contains).isPresent())
                .flatMap(address -> OtherPing.of(log, address, sender))
                .map(other -> tool("ping", other, captures.getLast()));
    }

    private List<ToolRun> pings(String destination) {
        return OtherPing.runs(log).stream()
                .filter(run -> run.execution().argv().contains(destination))
                .toList();
    }

    /** The failure if no request is sent because the neighbour is already known. */
    private Optional<Verdict.Failed> alreadyKnown(Optional<String> asking, String target) {
        Namespace origin = asking.flatMap(address -> AddressOwner.of(snapshot, address))
                .map(AddressOwner::namespace)
                .orElse(here);
        return origin.neighbours().stream()
                .filter(entry -> entry.address().equals(target) && !entry.mac().isEmpty())
                .findFirst()
                .map(entry -> builder.failed(
                        Layer.ARP,
                        InNamespace.device(origin, entry.device()),
                        Message.of(
                                "neighbour.known",
                                "address",
                                target,
                                "device",
                                InNamespace.device(origin, entry.device()),
                                "mac",
                                entry.mac()),
                        ToolText.source(origin, "ip neigh"),
                        ToolText.neighbour(origin, entry)));
    }

    private Verdict.Failed tooFew(List<TcpdumpRun> captures, List<Frame> matching) {
        String destination = pattern.asked().orElse("");
        if (!matching.isEmpty()) {
            return builder.failed(
                    Layer.TOOL,
                    "tcpdump",
                    Message.of(
                            "captured.few",
                            "device",
                            on,
                            "frame",
                            pattern.text(),
                            "seen",
                            matching.size(),
                            "wanted",
                            atLeast),
                    see(),
                    TcpdumpRun.quote(captures, on, matching));
        }
        Optional<Verdict.Failed> missed = elsewhereSent(destination)
                .or(this::steeredPast)
                .or(() -> outOfTime(captures, destination))
                .or(() -> OtherPing.newest(log, destination).map(other -> tool("ping", other, captures.getLast())));
        if (missed.isPresent()) {
            return missed.get();
        }
        boolean sent = destination.isEmpty()
                || !pings(destination).isEmpty()
                || pattern.arp().isPresent() && !requests(captures).isEmpty();
        String key = sent ? "captured.none" : "captured.nobody-sent";
        return tool(
                sent ? "tcpdump" : "ping",
                Message.of(
                        key,
                        "device",
                        on,
                        "frame",
                        pattern.text(),
                        "address",
                        destination.isEmpty() ? "-" : destination),
                captures.getLast());
    }

    /** The failure if pings to there came only from other senders than the frame's. */
    private Optional<Verdict.Failed> elsewhereSent(String destination) {
        Optional<String> source = pattern.asking();
        List<ToolRun> pings = pings(destination);
        return source.flatMap(address -> AddressOwner.of(snapshot, address))
                .map(AddressOwner::namespace)
                .filter(sender -> pings.stream().noneMatch(run -> run.in(sender)))
                .filter(sender -> pings.stream().noneMatch(run -> routedBy(sender, run, destination)))
                .flatMap(sender -> pings.reversed().stream()
                        .findFirst()
                        .map(last -> builder.failed(
                                Layer.TOOL,
                                "ping",
                                Message.of(
                                        "captured.other-sender",
                                        "address",
                                        destination,
                                        "seen",
                                        last.namespaceName(snapshot),
                                        "namespace",
                                        InNamespace.name(sender),
                                        "source",
                                        source.get()),
                                ToolText.source(sender, "ping " + destination),
                                new Quote(last.typed(), ""))));
    }

    /** Whether the sender routes this run's packets and may replace their source address. */
    private boolean routedBy(Namespace sender, ToolRun run, String destination) {
        return snapshot.namespace(run.execution().namespace())
                .flatMap(there -> RouteLookup.of(there, destination, Optional.empty()))
                .flatMap(found -> AddressOwner.of(snapshot, found.gateway()))
                .filter(router -> router.namespace().inode() == sender.inode())
                .isPresent();
    }

    /** The failure if no capture ran while packets were sent: the last one shows an earlier or later time. */
    private Optional<Verdict.Failed> outOfTime(List<TcpdumpRun> captures, String destination) {
        List<TcpdumpRun> sound = captures.stream()
                .filter(capture -> capture.in(here)
                        && capture.listenedOn(on.name())
                        && capture.doubt().isEmpty())
                .toList();
        List<ToolRun> pings = pings(destination);
        boolean met = pings.isEmpty()
                || sound.isEmpty()
                || sound.stream().anyMatch(capture -> pings.stream().anyMatch(capture.run()::meets));
        if (met) {
            return Optional.empty();
        }
        TcpdumpRun last = sound.getLast();
        ToolRun ping = pings.getLast();
        boolean over = last.run().execution().startedAt() < ping.execution().startedAt();
        return Optional.of(tool(
                "tcpdump",
                Message.of(
                        over ? "captured.over" : "captured.late",
                        "tool",
                        last.run().typed(),
                        "ping",
                        ping.typed()),
                last));
    }

    private Optional<Verdict.Failed> steeredPast() {
        Namespace origin = pattern.source()
                .flatMap(address -> AddressOwner.of(snapshot, address))
                .map(AddressOwner::namespace)
                .orElse(here);
        return pattern.destination()
                .flatMap(destination -> new CapturePath(snapshot, origin, kind(), builder)
                        .steeredPast(destination, chosenDevice(destination), on));
    }

    /** The requests that the device received. */
    private List<Frame> requests(List<TcpdumpRun> captures) {
        FramePattern request = new FramePattern(
                Optional.of(ArpOperation.REQUEST),
                Optional.empty(),
                pattern.sender(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return SeenFrames.of(
                        log,
                        captures.stream()
                                .filter(capture ->
                                        capture.in(here) && capture.doubt().isEmpty())
                                .toList(),
                        here,
                        on,
                        request::matches)
                .frames();
    }

    private String see() {
        Optional<Link> link = here.link(on.name());
        return link.isPresent()
                ? InNamespace.command(on.namespace(), "tcpdump -n -i " + on.name())
                : InNamespace.command(on.namespace(), "ip -br link");
    }

    private Verdict.Failed tool(Object about, Message sentence, TcpdumpRun capture) {
        String said = capture.device().map(name -> "listening on " + name).orElse("");
        return builder.failed(
                Layer.TOOL, about, sentence, see(), new Quote(capture.run().typed(), said));
    }
}
