package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Graded work over its socket: no verdicts before the hand-in, then all of them, once and final. */
@Tag("vm")
class HandInIT {
    private static final Path FOLDER = Path.of("target", "running", "hand-in");
    private static final String LESSON = "80-build-it-yourself";
    private static final String HAND_IN = "{\"type\":\"hand-in\"}";
    private static final Pattern VALUE = Pattern.compile("<td><code>[^<]+</code></td>");

    @Test
    void aBuiltStateCountsOnceAndForGood() throws Exception {
        try (RunningServer server =
                        RunningServer.start(FOLDER, "patchbay.limits.spare-machines=0", "patchbay.limits.machines=1");
                LearnerClient occupant = new LearnerClient(server.address());
                LearnerClient learner = new LearnerClient(server.address())) {
            // Has the only place, so that no other machine is ready.
            String other = occupant.begin("20-veth-pair");
            occupant.events(other).awaitPhase("ready");
            String lab = learner.begin(LESSON);
            EventsClient events = learner.events(lab);
            JsonNode before = events.awaitState();
            assertThat(before.at("/handIn/state").asText()).isEqualTo("open");
            events.send(HAND_IN);
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.NOT_READY"));
            occupant.end(other);

            OwnNetwork network = network(before);
            events.awaitPhase("ready");
            TerminalClient terminal = learner.terminal(lab, "t1").prompted();
            for (String line : network.unpublished()) {
                terminal.ask(line);
            }
            terminal.ask(network.publishing());
            // Two with the place to look at.
            for (int asked = 0; asked < 3; asked++) {
                events.send("{\"type\":\"hint\",\"step\":\"60-published\",\"task\":\"published\"}");
            }
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.NO_MORE_HINTS"));
            JsonNode unjudged = learner.events(lab).awaitState();
            assertThat(unjudged.path("verdicts").valueStream())
                    .as("nothing is told before")
                    .allSatisfy(verdict -> {
                        assertThat(verdict.path("state").asText()).isEqualTo("open");
                        assertThat(verdict.hasNonNull("diagnosis")).isFalse();
                    });

            // Twice, as from two tabs: judged once.
            events.send(HAND_IN);
            events.send(HAND_IN);
            JsonNode done = events.await(
                            "result",
                            frame -> frame.path("type").asText().equals("hand-in")
                                    && frame.at("/handIn/state").asText().equals("done"))
                    .path("handIn");
            int of = done.path("of").asInt();
            int missed = before.at("/verdicts/60-published~1from-here/points").asInt();
            assertThat(missed).isPositive();
            assertThat(done.path("points").asInt()).isEqualTo(of - missed);

            events.send(HAND_IN);
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.HANDED_IN"));
            // Later corrections change nothing.
            terminal.ask(network.publishing().replace("PREROUTING", "OUTPUT"));
            told(learner.events(lab).awaitState(), done);

            server.terminate();
            try (RunningServer next = RunningServer.start(FOLDER, "patchbay.limits.spare-machines=0");
                    LearnerClient same = learner.at(next.address())) {
                EventsClient later = same.events(lab);
                told(later.awaitState(), done);
                later.send(HAND_IN);
                assertThat(later.awaitError()).isEqualTo(EventsClient.text("refused.HANDED_IN"));
                readAfterItsEnd(same, lab, done);
            }
        }
    }

    /** A hand-in remains readable after the lab's end, and when the lesson was begun again. */
    private static void readAfterItsEnd(LearnerClient learner, String lab, JsonNode done) throws Exception {
        learner.end(lab);
        readOnly(learner, lab, done);

        assertThat(learner.reopen(lab)).isEqualTo("/labs/" + lab);
        EventsClient reopened = learner.events(lab);
        reopened.awaitPhase("ready");
        told(learner.events(lab).awaitState(), done);
        TerminalClient terminal = learner.terminal(lab, "t1").reached();
        terminal.type("iptables -t nat -S OUTPUT | sed s/^/now:/");
        terminal.await("now:-A OUTPUT [^\n]*DNAT");

        String newer = learner.again(lab);
        assertThat(newer).isNotEqualTo(lab);
        readOnly(learner, lab, done);
        assertThat(learner.again(lab)).as("of the ended one").isEqualTo(newer);
        assertThat(learner.events(newer).awaitState().at("/handIn/state").asText())
                .isEqualTo("open");
        learner.end(newer);
    }

    private static void readOnly(LearnerClient learner, String lab, JsonNode done) throws Exception {
        EventsClient events = learner.events(lab);
        JsonNode state = events.awaitState();
        told(state, done);
        assertThat(state.at("/provisioning/phase").asText()).isEqualTo("closed");
        assertThat(state.path("terminals")).isEmpty();
        events.send("{\"type\":\"start\"}");
        events.send("{\"type\":\"rewind\",\"step\":\"10-the-plan\"}");
        assertThat(events.awaitError()).isEqualTo("The machine is not ready yet.");
        assertThat(learner.events(lab).awaitState().at("/provisioning/phase").asText())
                .isEqualTo("closed");
    }

    private static void told(JsonNode state, JsonNode done) {
        assertThat(state.path("handIn")).isEqualTo(done);
        JsonNode failed = state.at("/verdicts/60-published~1from-here");
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.at("/diagnosis/text").asText()).isNotEmpty();
        assertThat(state.at("/verdicts/60-published~1published/state").asText()).isEqualTo("passed");
        assertThat(state.path("steps").valueStream())
                .allSatisfy(step -> assertThat(step.path("state").asText()).isEqualTo("done"));
    }

    private static OwnNetwork network(JsonNode state) {
        List<String> cells = VALUE.matcher(state.at("/steps/0/html").asText())
                .results()
                .map(MatchResult::group)
                .map(cell -> cell.replaceAll("<[^>]*>", ""))
                .toList();
        return OwnNetwork.of(cells);
    }
}
