package org.patchbay.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.patchbay.check.frames.FrameEnd;
import org.patchbay.check.frames.FrameHop;
import org.patchbay.check.frames.FrameJourney;
import org.patchbay.check.frames.FrameJourneys;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Message;
import org.patchbay.lab.event.FrameWatchState;
import org.patchbay.lab.event.FramesView;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.Passage;

/** Messages about frame paths. */
class JourneysFrameTest {
    private static final Frame.Arp ASKED =
            new Frame.Arp("request", Optional.of("10.70.2.11"), "10.70.2.10", Optional.empty());
    private static final double BEGAN = 1_795_542_870.5;

    private final ObjectMapper json = new ObjectMapper();

    private EventMessageWriter writer(Language language) {
        return new EventMessageWriter(
                Course.read(Path.of("lessons"))
                        .lesson("20-veth-pair")
                        .orElseThrow()
                        .bind(7),
                language,
                new Phrases(language));
    }

    private static FramesView unwatched(FrameJourneys journeys) {
        return new FramesView(journeys, new FrameWatchState.Never());
    }

    private static FrameHop hop(int index, String device, double at, OptionalInt after, Optional<FrameEnd> end) {
        boolean sent = after.isEmpty();
        return new FrameHop(
                new Passage(7, index, device, at, sent, 28, Optional.of(ASKED), Optional.empty()),
                new DeviceName("ns1", device),
                new Frame(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "ARP",
                        ASKED,
                        OptionalLong.of(28),
                        "printed on " + device),
                sent
                        ? Message.of("hop.begins", "namespace", "ns1", "device", device)
                        : Message.of("hop.receives", "device", device),
                after,
                end);
    }

    private static FrameJourney journey(long number) {
        FrameEnd end = new FrameEnd(
                FrameEnd.Kind.DROPPED, Message.of("hop.asked-nobody", "namespace", "ns1", "address", "10.70.2.11"));
        return new FrameJourney(
                number,
                ASKED,
                BEGAN,
                List.of(
                        hop(2, "veth0", BEGAN, OptionalInt.empty(), Optional.empty()),
                        hop(3, "veth1", BEGAN + 12e-6, OptionalInt.of(0), Optional.of(end))),
                OptionalLong.empty());
    }

    @Test
    void aPathIsDescribedInThePagesLanguage() {
        FrameJourneys now = new FrameJourneys(List.of(journey(4)), 4);
        JsonNode english = json.valueToTree(writer(Language.EN).journeys(unwatched(now), FrameJourneys.NONE));
        assertThat(english.toString())
                .isEqualTo("{\"type\":\"journeys\",\"numbers\":[4],\"told\":[{\"number\":4,"
                        + "\"caption\":\"ARP, Request who-has 10.70.2.11 tell 10.70.2.10\","
                        + "\"at\":\"2026-11-24T17:54:30.500Z\",\"hops\":["
                        + "{\"device\":\"7/2\",\"name\":\"veth0\",\"namespace\":\"ns1\",\"sent\":true,\"micros\":0,"
                        + "\"did\":\"`ns1` sends it through `veth0`.\",\"shown\":\"printed on veth0\"},"
                        + "{\"device\":\"7/3\",\"name\":\"veth1\",\"namespace\":\"ns1\",\"sent\":false,\"micros\":12,"
                        + "\"did\":\"It arrives at `veth1`.\",\"shown\":\"printed on veth1\",\"after\":0,"
                        + "\"end\":\"dropped\",\"why\":\"`ns1` does not have the address `10.70.2.11`, so it drops the"
                        + " request without an answer. Only a bridge forwards ARP requests.\"}]}]}");
        JsonNode chinese = json.valueToTree(writer(Language.ZH).journeys(unwatched(now), FrameJourneys.NONE));
        assertThat(chinese.at("/told/0/hops/0/did").asText()).isEqualTo("`ns1` 把它从 `veth0` 发出。");
    }

    @Test
    void aPageGetsNothingTwice() {
        FrameJourneys before = new FrameJourneys(List.of(journey(4), journey(5)), 5);
        FrameJourneys now = new FrameJourneys(List.of(journey(5), journey(6)), 6);
        JsonNode told = json.valueToTree(writer(Language.EN).journeys(unwatched(now), before));
        assertThat(told.path("numbers").toString()).isEqualTo("[5,6]");
        assertThat(told.path("told").size()).isEqualTo(1);
        assertThat(told.at("/told/0/number").asLong()).isEqualTo(6);
    }
}
