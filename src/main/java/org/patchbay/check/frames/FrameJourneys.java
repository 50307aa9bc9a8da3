package org.patchbay.check.frames;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.patchbay.check.output.Mark;
import org.patchbay.check.output.SeenFrames;
import org.patchbay.check.output.SeenFrames.Sight;
import org.patchbay.check.output.TcpdumpRun;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.parse.Tcpdump;
import org.patchbay.observe.wire.FrameWatchResult;
import org.patchbay.observe.wire.Passage;

/**
 * The paths of the newest frames seen in the learner's captures or in a watch of all devices, at most {@value #MOST}. A
 * frame that several devices showed is one journey. Each is explained by the look that first reported it; a journey
 * that has ended does not change when the network does. Immutable.
 *
 * @param journeys ordered by their start
 * @param last the last number assigned
 */
public record FrameJourneys(List<FrameJourney> journeys, long last) {
    /** The most journeys that are kept. */
    public static final int MOST = 32;
    /** The most hops per journey. */
    public static final int MOST_HOPS = 64;

    public static final FrameJourneys NONE = new FrameJourneys(List.of(), 0);

    /** Only this many of the newest captures are read at each look. */
    private static final int MOST_CAPTURES = 16;
    /** More lines than one device, or several with {@code -i any}, shows of so many journeys. */
    private static final int MOST_LINES = 256;
    /** How long after an ARP request a reply still belongs to it, in seconds; then the request is repeated. */
    private static final double ARP_PATIENCE = 0.9;

    private static final double ECHO_PATIENCE = 10;
    /** The greatest difference between two sockets' time stamps of one frame at one device, in seconds. */
    private static final double TWICE = 0.001;

    public FrameJourneys {
        journeys = List.copyOf(journeys);
    }

    /** A journey while hops are added. */
    private static final class Draft {
        private final long number;
        private final Frame.Payload sent;
        private final List<Sight> sights = new ArrayList<>();
        private final Optional<FrameJourney> told;

        Draft(FrameJourney told) {
            this.number = told.number();
            this.sent = told.sent();
            this.told = Optional.of(told);
            told.hops().forEach(hop -> sights.add(new Sight(hop.shown(), Optional.of(hop.passage()))));
        }

        Draft(long number, Frame.Payload sent) {
            this.number = number;
            this.sent = sent;
            this.told = Optional.empty();
        }

        double began() {
            return sights.stream().mapToDouble(Draft::at).min().orElse(0);
        }

        static double at(Sight sight) {
            return sight.passage().orElseThrow().at();
        }

        boolean grown() {
            return told.isEmpty() || told.get().hops().size() < sights.size();
        }

        /** Whether this is the same frame, at a device where it was not seen before. */
        boolean takes(Sight sight, Frame.Payload untranslated) {
            return sights.size() < MOST_HOPS
                    && sent.equals(untranslated)
                    && sights.stream().noneMatch(known -> samePlace(known, sight))
                    && sights.stream().anyMatch(known -> known.soon(sight));
        }

        private static boolean samePlace(Sight one, Sight other) {
            Passage a = one.passage().orElseThrow();
            Passage b = other.passage().orElseThrow();
            return a.namespace() == b.namespace() && a.index() == b.index() && a.sent() == b.sent();
        }
    }

    /** The journeys including the captures' current content, without watches. */
    public FrameJourneys after(Snapshot snapshot, CommandLog log) {
        return after(snapshot, log, List.of());
    }

    /**
     * The journeys including the captures' current content.
     *
     * @param snapshot the newest
     * @param log all known commands, with the kernel's reports of frames
     * @param watches the newest, with the kernel's reports of all devices
     */
    public FrameJourneys after(Snapshot snapshot, CommandLog log, List<FrameWatchResult> watches) {
        List<TcpdumpRun> captures = TcpdumpRun.of(log);
        captures = captures.subList(Math.max(0, captures.size() - MOST_CAPTURES), captures.size()).stream()
                .filter(capture -> capture.doubt().isEmpty())
                .map(FrameJourneys::newest)
                .toList();
        List<Sight> news = sights(snapshot, log, captures);
        Set<Passage> known = new HashSet<>();
        journeys.forEach(journey -> journey.hops().forEach(hop -> known.add(hop.passage())));
        news.removeIf(sight -> !known.add(sight.passage().orElseThrow()));
        // A frame that a capture shows too keeps the capture's text.
        List<Passage> shown = List.copyOf(known);
        watches.stream()
                .flatMap(frameWatchResult -> watched(snapshot, frameWatchResult).stream())
                .filter(sight -> known.add(sight.passage().orElseThrow()))
                .filter(sight -> shown.stream()
                        .noneMatch(one -> same(one, sight.passage().orElseThrow())))
                .forEach(news::add);
        if (news.isEmpty()) {
            return this;
        }
        Translations translations = Translations.of(snapshot);
        List<Draft> drafts = new ArrayList<>(journeys.stream().map(Draft::new).toList());
        double oldest = journeys.size() < MOST ? 0 : journeys.getFirst().began();
        long number = last;
        news.sort(Comparator.comparingDouble(Draft::at));
        for (Sight sight : news) {
            Frame.Payload sent = translations.untranslated(sight.frame().payload());
            Optional<Draft> same =
                    drafts.stream().filter(draft -> draft.takes(sight, sent)).findFirst();
            if (same.isPresent()) {
                same.get().sights.add(sight);
            } else if (Draft.at(sight) >= oldest) {
                Draft begun = new Draft(++number, sent);
                begun.sights.add(sight);
                drafts.add(begun);
            }
        }
        drafts.sort(Comparator.comparingDouble(Draft::began));
        List<FrameJourney> next = new ArrayList<>();
        for (Draft draft : drafts.subList(Math.max(0, drafts.size() - MOST), drafts.size())) {
            next.add(
                    draft.grown()
                            ? new FrameJourney(
                                    draft.number,
                                    draft.sent,
                                    draft.began(),
                                    new FrameTrack(snapshot, captures, watches, draft.sights).hops(),
                                    OptionalLong.empty())
                            : draft.told.orElseThrow());
        }
        List<FrameJourney> now = answered(next);
        return now.equals(journeys) ? this : new FrameJourneys(now, number);
    }

    /** Only the newest lines; all of them if they have no time stamps, because then only counting tells them apart. */
    private static TcpdumpRun newest(TcpdumpRun capture) {
        List<Frame> frames = capture.shown().frames();
        if (frames.size() <= MOST_LINES
                || frames.stream().anyMatch(frame -> frame.time().isEmpty())) {
            return capture;
        }
        return new TcpdumpRun(
                capture.run(),
                capture.device(),
                new Tcpdump(
                        capture.shown().listeningOn(),
                        frames.subList(frames.size() - MOST_LINES, frames.size()),
                        capture.shown().captured(),
                        capture.shown().problems()),
                capture.doubt());
    }

    /** The captures' ARP and IPv4 frames that the kernel confirms, without duplicates. */
    private static List<Sight> sights(Snapshot snapshot, CommandLog log, List<TcpdumpRun> captures) {
        Set<Sight> sights = new LinkedHashSet<>();
        for (Namespace here : snapshot.namespaces()) {
            List<TcpdumpRun> inside =
                    captures.stream().filter(capture -> capture.in(here)).toList();
            Set<String> names = new LinkedHashSet<>();
            inside.forEach(capture -> here.links().stream()
                    .filter(link -> capture.listenedOn(link.name()))
                    .forEach(link -> names.add(link.name())));
            for (String name : names) {
                List<TcpdumpRun> listening = inside.stream()
                        .filter(capture -> capture.listenedOn(name))
                        .toList();
                SeenFrames.of(log, listening, here, InNamespace.device(here, name), FrameJourneys::isFollowed)
                        .confirmed()
                        .stream()
                        .filter(sight -> sight.passage().isPresent())
                        .forEach(sights::add);
            }
        }
        return new ArrayList<>(sights);
    }

    /** Whether both report the same frame: two sockets may stamp received TCP differently. */
    private static boolean same(Passage one, Passage other) {
        return one.index() == other.index()
                && one.namespace() == other.namespace()
                && one.sent() == other.sent()
                && Math.abs(one.at() - other.at()) < TWICE
                && one.payload().equals(other.payload());
    }

    /** The watch's ARP and IPv4 frames, without duplicates: lo receives every frame that it sends. */
    private static List<Sight> watched(Snapshot snapshot, FrameWatchResult frameWatchResult) {
        return Mark.without(frameWatchResult.frames(), Passage::frame).stream()
                .filter(passage -> isFollowed(passage.frame()))
                .filter(passage -> !passage.sent() || !isLoopback(snapshot, passage))
                .map(passage -> new Sight(passage.frame(), Optional.of(passage)))
                .toList();
    }

    /** How many frames of a watch can be followed, counted at each device. */
    public static int followed(Snapshot snapshot, FrameWatchResult frameWatchResult) {
        return watched(snapshot, frameWatchResult).size();
    }

    private static boolean isLoopback(Snapshot snapshot, Passage passage) {
        return snapshot.namespace(passage.namespace())
                .flatMap(here -> here.link(passage.index()))
                .filter(link -> link.kind().equals("loopback"))
                .isPresent();
    }

    private static boolean isFollowed(Frame frame) {
        return switch (frame.payload()) {
            case Frame.Arp _ -> true;
            case Frame.Ip ip -> ip.source().indexOf(':') < 0;
            case Frame.Other _ -> false;
        };
    }

    private static List<FrameJourney> answered(List<FrameJourney> journeys) {
        return journeys.stream()
                .map(asked -> asked.answeredBy(Stream.of(asked)
                        .flatMap(one -> journeys.stream().filter(other -> answers(other, one)))
                        .mapToLong(FrameJourney::number)
                        .findFirst()))
                .toList();
    }

    private static boolean answers(FrameJourney answer, FrameJourney asked) {
        double after = answer.began() - asked.began();
        if (after < 0) {
            return false;
        }
        return switch (asked.sent()) {
            case Frame.Arp arp ->
                after <= ARP_PATIENCE
                        && arp.op().equals("request")
                        && answer.sent() instanceof Frame.Arp reply
                        && reply.op().equals("reply")
                        && arp.targetIp().equals(Optional.of(reply.senderIp()));
            case Frame.Ip ip -> after <= ECHO_PATIENCE && answer.sent() instanceof Frame.Ip reply && echoes(ip, reply);
            case Frame.Other _ -> false;
        };
    }

    private static boolean echoes(Frame.Ip asked, Frame.Ip reply) {
        return asked.icmp().isPresent()
                && reply.icmp().isPresent()
                && asked.icmp().get().type().equals("echo request")
                && reply.icmp().get().type().equals("echo reply")
                && asked.icmp().get().id().equals(reply.icmp().get().id())
                && asked.icmp().get().seq().equals(reply.icmp().get().seq())
                && asked.source().equals(reply.destination())
                && asked.destination().equals(reply.source());
    }
}
