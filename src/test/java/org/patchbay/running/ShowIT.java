package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A learner has steps done before their eyes, on their own machine. */
@Tag("vm")
@ExtendWith({SharedServer.class, Consoles.class})
class ShowIT {
    private static final String LESSON = "20-veth-pair";
    private static final Path FOLDER = Path.of("target", "running", "show");

    @Test
    void whatIsLeftOfAStepIsTypedInATerminalOfItsOwnAndJudgedAsUsual(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();

            events.send(show("10-create"));
            assertThat(terminal(events)).isEqualTo("t2");
            events.awaitPassed("10-create", "pair");
            awaitEnd(events);
            TerminalClient watched = lab.terminal("t2");
            watched.await("ip link add veth0 type veth peer name veth1.*# ");

            TerminalClient own = lab.terminal();
            own.type("ip link set veth0 up");
            events.awaitPassed("20-up", "first-end");
            events.send(show("20-up"));
            assertThat(terminal(events)).isEqualTo("t2");
            events.awaitPassed("20-up", "second-end");
            awaitEnd(events);
            watched.await("ip link set veth1 up");
            assertThat(watched.text()).doesNotContain("ip link set veth0 up");

            JsonNode state = lab.anotherPage().awaitState();
            JsonNode shown = state.path("shown");
            assertThat(shown.size()).isEqualTo(2);
            assertThat(shown.path("10-create/pair").asInt(-1)).isZero();
            assertThat(shown.path("20-up/second-end").asInt(-1)).isZero();
            assertThat(state.path("terminals").path(1).path("name").asText()).isEqualTo("Show me");
            assertThat(state.path("notices")).isEmpty();
            assertThat(state.has("showing")).isFalse();
            server.awaitLog("Lab " + lab.id() + " can be taken back to 30-address");
            // Opened in the middle of one step, and there when the next one began.
            assertThat(Files.readString(server.folder().recording(lab.id(), "t2")))
                    .containsSubsequence("\"step 10-create\"", "\"step 20-up\"", "\"step 30-address\"")
                    .containsOnlyOnce("\"step 10-create\"");
            lab.end();
        }
    }

    @Test
    void aCaptureIsShownInTwoTerminals() throws Exception {
        try (RunningServer server = RunningServer.start(FOLDER, "--lessons=lessons", "patchbay.limits.warm=0");
                LearnerClient learner = new LearnerClient(server.address())) {
            String location = learner.restart(learner.begin(LESSON), "50-near-end")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            ReadyLab lab = ReadyLab.of(learner, location.substring(location.lastIndexOf('/') + 1));
            EventsClient events = lab.events();

            events.send(show("50-near-end"));
            assertThat(terminal(events)).isEqualTo("t2");
            events.await("t3", frame -> frame.at("/showing/terminal").asText().equals("t3"));
            events.awaitPassed("50-near-end", "request-leaves");
            awaitEnd(events);
            lab.terminal("t2").await("tcpdump -n -i veth0.*who-has 10\\.70\\.2\\.11 .*\\^C.*# ");
            lab.terminal("t3").await("ping -c 3 10\\.70\\.2\\.11.*3 packets transmitted.*# ");
            assertThat(Files.readString(server.folder().recording(lab.id(), "t3")))
                    .contains("solution shown: 50-near-end/request-leaves");
            lab.end();
        }
    }

    @Test
    void whatIsInTheWayIsToldAndGoingBackHelps(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            TerminalClient own = lab.terminal();
            own.ask("ip link add veth0 type dummy");
            events.send(show("10-create"));
            events.awaitNotice("does not pass by it");

            lab.rewind("10-create");
            events.send(show("10-create"));
            events.awaitPassed("10-create", "pair");
            awaitEnd(events);
            lab.end();
        }
    }

    @Test
    void itCanBeStoppedAndEndsWithItsMachine(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            events.send(show("10-create"));
            terminal(events);
            events.send(show("10-create"));
            assertThat(events.awaitError()).contains("being shown already");
            events.send("{\"type\":\"end-show\"}");
            awaitEnd(events);

            events.send(show("10-create"));
            terminal(events);
            events.send(ReadyLab.rewinding("10-create"));
            awaitEnd(events);
            events.awaitPhase("ready");
            JsonNode state = lab.anotherPage().awaitState();
            assertThat(state.path("notices").toString()).doesNotContain("does not pass by it");
            assertThat(state.at("/verdicts/10-create~1pair/state").asText()).isEqualTo("open");
            lab.end();
        }
    }

    @Test
    void whatCantBeShownIsRefusedInASentence(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address());
                LearnerClient stranger = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            events.send(show("20-up"));
            assertThat(events.awaitError()).contains("opens when the ones before it are done");
            events.send("{\"type\":\"show\"}");
            assertThat(events.awaitError()).contains("no such step");
            TerminalClient own = lab.terminal();
            for (int more = 0; more < 7; more++) {
                events.send("{\"type\":\"terminal\",\"op\":\"open\"}");
            }
            events.await("eight terminals", frame -> frame.path("terminals").size() == 8);
            events.send(show("10-create"));
            assertThat(events.awaitError()).contains("Eight terminals are open");
            own.type("ip link add veth0 type veth peer name veth1");
            events.awaitPassed("10-create", "pair");
            events.send(show("10-create"));
            assertThat(events.awaitError()).contains("nothing left to be done");
            assertThat(stranger.refusal("labs/" + lab.id() + "/events?lang=en")).isEqualTo(403);
            lab.end();

            ReadyLab work = ReadyLab.begin(learner, "80-build-it-yourself");
            EventsClient graded = work.events();
            graded.send(show("20-containers"));
            assertThat(graded.awaitError()).contains("no solution is shown");
            work.end();
        }
    }

    /** The terminal in which something is typed first. */
    private static String terminal(EventsClient events) throws TimeoutException, InterruptedException {
        return events.await("showing", frame -> frame.at("/showing/terminal").isTextual())
                .at("/showing/terminal")
                .asText();
    }

    /** An event, or the whole state that contains it. */
    private static void awaitEnd(EventsClient events) throws TimeoutException, InterruptedException {
        events.await(
                "the end",
                frame -> List.of("showing", "state").contains(frame.path("type").asText()) && !frame.has("showing"));
    }

    private static String show(String step) {
        return "{\"type\":\"show\",\"step\":\"" + step + "\"}";
    }
}
