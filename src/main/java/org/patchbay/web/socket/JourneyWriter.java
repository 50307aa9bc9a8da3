package org.patchbay.web.socket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.patchbay.check.frames.FrameEnd;
import org.patchbay.check.frames.FrameHop;
import org.patchbay.check.frames.FrameJourney;
import org.patchbay.observe.wire.Passage;
import org.patchbay.web.topology.DeviceView;

/** Renders frame paths in one language. */
record JourneyWriter(Phrases phrases) {
    private static final long MICROS = 1_000_000;

    EventMessages.Journey journey(FrameJourney journey) {
        List<EventMessages.Hop> hops =
                journey.hops().stream().map(hop -> hop(hop, journey.began())).toList();
        return new EventMessages.Journey(
                journey.number(),
                journey.caption(),
                instant(journey.began()),
                hops,
                journey.answer().isPresent() ? journey.answer().getAsLong() : null);
    }

    private EventMessages.Hop hop(FrameHop hop, double began) {
        Passage passage = hop.passage();
        Optional<FrameEnd> end = hop.end();
        return new EventMessages.Hop(
                DeviceView.id(passage.namespace(), passage.index()),
                hop.device().name(),
                hop.device().namespace(),
                passage.sent(),
                Math.round((passage.at() - began) * MICROS),
                phrases.of(hop.did()),
                hop.shown().text().isEmpty() ? null : hop.shown().text(),
                hop.after().isPresent() ? hop.after().getAsInt() : null,
                end.map(one -> EventMessages.HopEnd.valueOf(one.kind().name())).orElse(null),
                end.map(one -> phrases.of(one.why())).orElse(null));
    }

    private static String instant(double seconds) {
        long micros = Math.round(seconds * MICROS);
        return Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1000).toString();
    }
}
