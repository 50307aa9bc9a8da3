package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lab.event.Notice;

/** A learner has steps done before their eyes, on their own machine. */
@Tag("vm")
@ExtendWith({SharedServer.class, Consoles.class})
class ShowIT {
    private static final String LESSON = "20-veth-pair";
    private static final Path FOLDER = Path.of("target", "running", "show");

    @Test
    void theRestOfAStepsSolutionIsTypedInItsOwnTerminalAndJudgedAsUsual(RunningServer server) throws Exception {
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
            server.awaitLog("Saved a checkpoint of lab " + lab.id() + " at step 30-address");
            // Opened in the middle of one step, and there when the next one began.
            assertThat(Files.readString(server.folder().recording(lab.id(), "t2")))
                    .containsSubsequence("\"step 10-create\"", "\"step 20-up\"", "\"step 30-address\"")
                    .containsOnlyOnce("\"step 10-create\"");
            lab.end();
        }
    }

    @Test
    void aCaptureIsShownInTwoTerminals() throws Exception {
        try (RunningServer server =
                        RunningServer.start(FOLDER, "--lessons=lessons", "patchbay.limits.spare-machines=0");
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

    /** The result of a playback is an ordinary state: in the picture, the terminals, the verdicts. */
    @Test
    void containersAreRunTalkAndPublishBeforeTheLearnersEyes(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, "70-docker-opened");
            awaitShown(lab, "10-before", "waiting", "networks");
            lab.answer("10-before", "carrier", "ports");
            awaitShown(lab, "20-run", "running", "listed", "plugged");
            awaitShown(lab, "30-whose-veth", "top", "inside");
            lab.answer("30-whose-veth", "index", "number");
            awaitShown(lab, "40-inside", "route", "nat", "outside");
            lab.answer("40-inside", "where", "machine");
            awaitShown(lab, "50-two", "second", "asked");
            TerminalClient first = lab.terminal("t2");
            first.await("docker run -d --name two busybox sleep 1d\\s+[0-9a-f]{64}\\s.*# "
                    + ".*tcpdump -n -i docker0.*172\\.17\\.0\\.2 > 172\\.17\\.0\\.3: ICMP echo request.*\\^C.*# ");
            lab.terminal("t3").await("docker exec one ping -c 3 172\\.17\\.0\\.3.*3 packets received.*# ");
            assertPicture(lab, "one", "two");

            awaitShown(lab, "60-published", "web", "rules", "translated");
            first.await("-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT.*nc -zv 172\\.17\\.0\\.1 8080.*# ");
            JsonNode room = assertPicture(lab, "one", "two", "web").getLast();
            assertThat(room.path("listeners").toString()).contains(":80");

            JsonNode state = lab.anotherPage().awaitState();
            assertThat(state.path("shown").size()).isEqualTo(15);
            assertThat(state.path("notices")).isEmpty();
            assertThat(state.path("terminals").size()).isEqualTo(3);
            assertThat(state.at("/verdicts/60-published~1translated/state").asText())
                    .isEqualTo("passed");
            assertThat(state.at("/verdicts/50-two~1second/state").asText()).isEqualTo("passed");
            lab.end();
        }
    }

    /** A step is shown to its end, in the terminal of the one before. */
    private static void awaitShown(ReadyLab lab, String step, String... tasks) throws Exception {
        lab.events().send(show(step));
        assertThat(terminal(lab.events())).isEqualTo("t2");
        for (String task : tasks) {
            lab.events().awaitPassed(step, task);
        }
        awaitEnd(lab.events());
    }

    /** Each container has its cable to a port of Docker's bridge, as in Docker's own output. */
    private static List<JsonNode> assertPicture(ReadyLab lab, String... containers) throws Exception {
        TerminalClient own = lab.terminal();
        lab.events().send("{\"type\":\"network\",\"shown\":true}");
        JsonNode picture = lab.events()
                .await(
                        "a picture of " + String.join(", ", containers),
                        frame -> frame.at("/topology/namespaces").findValuesAsText("kind").stream()
                                        .filter("container"::equals)
                                        .count()
                                == containers.length)
                .path("topology");
        lab.events().send("{\"type\":\"network\",\"shown\":false}");
        List<JsonNode> rooms = new ArrayList<>();
        for (String container : containers) {
            JsonNode room = named(picture.path("namespaces"), container);
            JsonNode eth0 = named(room.path("devices"), "eth0");
            String told = own.ask("docker inspect -f '{{.NetworkSettings.MacAddress}} {{.NetworkSettings.IPAddress}}/"
                    + "{{.NetworkSettings.IPPrefixLen}}' " + container);
            assertThat(told)
                    .contains(eth0.path("mac").asText() + " "
                            + eth0.path("addresses").path(0).asText());
            assertThat(port(picture, eth0).path("bridge"))
                    .isEqualTo(named(picture.at("/namespaces/0/devices"), "docker0")
                            .path("id"));
            rooms.add(room);
        }
        return rooms;
    }

    /** The other end of a device's wire, in the init namespace. */
    private static JsonNode port(JsonNode picture, JsonNode device) {
        String id = device.path("id").asText();
        String other = picture.path("wires")
                .valueStream()
                .map(wire -> List.of(wire.path("from").asText(), wire.path("to").asText()))
                .filter(wire -> wire.contains(id))
                .map(wire -> wire.get(wire.indexOf(id) == 0 ? 1 : 0))
                .findFirst()
                .orElseThrow();
        return picture.at("/namespaces/0/devices")
                .valueStream()
                .filter(one -> one.path("id").asText().equals(other))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode named(JsonNode all, String name) {
        return all.valueStream()
                .filter(one -> one.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFaultIsReportedAndARewindHelps(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            TerminalClient own = lab.terminal();
            own.ask("ip link add veth0 type dummy");
            events.send(show("10-create"));
            events.awaitNotice(Notice.SHOWN_IN_VAIN);

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
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.ALREADY_SHOWING"));
            events.send("{\"type\":\"end-show\"}");
            awaitEnd(events);

            events.send(show("10-create"));
            terminal(events);
            events.send(ReadyLab.rewinding("10-create"));
            awaitEnd(events);
            events.awaitPhase("ready");
            JsonNode state = lab.anotherPage().awaitState();
            assertThat(state.path("notices").toString()).doesNotContain(EventsClient.text("notice.SHOWN_IN_VAIN"));
            assertThat(state.at("/verdicts/10-create~1pair/state").asText()).isEqualTo("open");
            lab.end();
        }
    }

    @Test
    void anImpossiblePlaybackIsRefusedWithAMessage(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address());
                LearnerClient stranger = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            events.send(show("20-up"));
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.STEP_LOCKED"));
            events.send("{\"type\":\"show\"}");
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.UNKNOWN_STEP"));
            TerminalClient own = lab.terminal();
            for (int more = 0; more < 7; more++) {
                events.send("{\"type\":\"terminal\",\"op\":\"open\"}");
            }
            events.await("eight terminals", frame -> frame.path("terminals").size() == 8);
            events.send(show("10-create"));
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.TOO_MANY_TERMINALS"));
            own.type("ip link add veth0 type veth peer name veth1");
            events.awaitPassed("10-create", "pair");
            events.send(show("10-create"));
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.NOTHING_TO_SHOW"));
            assertThat(stranger.refusal("labs/" + lab.id() + "/events?lang=en")).isEqualTo(403);
            lab.end();

            ReadyLab work = ReadyLab.begin(learner, "80-build-it-yourself");
            EventsClient graded = work.events();
            graded.send(show("20-containers"));
            assertThat(graded.awaitError()).isEqualTo(EventsClient.text("refused.GRADED_SOLUTION"));
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
