package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lab.event.Notice;

/** A learner goes back to where they entered a step, with what they had built and typed by then. */
@Tag("vm")
@ExtendWith({SharedServer.class, Consoles.class})
class RewindIT {
    private static final String LESSON = "20-veth-pair";
    private static final String UNDO = "{\"type\":\"undo\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theMachineIsTheOneThatEnteredTheStepWithTheLearnersOwnWork(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            TerminalClient before = lab.terminal();
            before.ask("ip link add extra type dummy; mine=kept; echo note > /root/note");
            completeFirstStep(server, lab);
            String hostname = before.ask("hostname");
            // The step is done, and the learner has not gone on yet.
            before.ask("echo more >> /root/note");
            events.send("{\"type\":\"view\",\"step\":\"20-up\"}");
            server.awaitLog("Saved a checkpoint of lab " + lab.id() + " at step 20-up", 2);
            before.ask("mine=lost; ip link del extra; rm /root/note");
            // They look at the step before, and go on again: that is no entering any more.
            events.send("{\"type\":\"view\",\"step\":\"10-create\"}");
            events.send("{\"type\":\"view\",\"step\":\"20-up\"}");
            before.type("ip link set veth0 up");
            events.awaitPassed("20-up", "first-end");

            lab.rewind("20-up");
            events.awaitNotice(Notice.REWOUND);
            before.awaitClose();

            TerminalClient after = lab.terminal("t1").reached();
            after.await("ip link add veth0 type veth peer name veth1.*# ");
            assertThat(after.text()).contains("mine=kept").doesNotContain("mine=lost");
            assertThat(after.ask("echo $mine; cat /root/note; hostname"))
                    .isEqualTo("kept\r\nnote\r\nmore\r\n" + hostname);
            assertThat(after.ask("ip -br link")).contains("veth0@veth1").contains("extra");
            JsonNode state = lab.anotherPage().awaitState();
            assertThat(state.at("/verdicts/10-create~1pair/state").asText()).isEqualTo("passed");
            assertThat(state.at("/verdicts/20-up~1first-end/state").asText()).isIn("open", "failed");
            assertThat(state.path("earned").toString()).isEqualTo("[\"10-create/pair\",\"20-up/first-end\"]");
            assertThat(state.at("/steps/1/state").asText()).isEqualTo("open");

            after.type("ip link set veth0 up");
            events.awaitPassed("20-up", "first-end");
            after.type("ip link set veth1 up");
            events.awaitPassed("20-up", "second-end");
            assertThat(recordings(server, lab.id()))
                    .anySatisfy(recording -> assertThat(recording)
                            .contains("mine=kept")
                            .contains("<rewound to 20-up>")
                            .contains("ip link set veth1 up")
                            .doesNotContain("mine=lost"));
            assertThat(recordings(server, lab.id()))
                    .anySatisfy(recording -> assertThat(recording).contains("mine=lost"));
            lab.end();
        }
    }

    @Test
    void goingBackIsUndoneAndThatTooWithMachineShellsAndTasks(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            TerminalClient before = lab.terminal();
            completeFirstStep(server, lab);
            before.type("ip link set veth0 up");
            events.awaitPassed("20-up", "first-end");
            before.ask("mine=before");

            lab.change("{\"type\":\"rewind\",\"step\":\"20-up\",\"undoable\":true}");
            events.awaitNotice(Notice.WENT_BACK);
            TerminalClient back = lab.terminal("t1").reached();
            back.await("ip link add veth0 type veth peer name veth1.*# ");
            assertThat(back.ask("echo is${mine}; mine=since")).isEqualTo("is");
            lab.change(UNDO);
            events.awaitNotice(Notice.BACK_UNDONE);
            TerminalClient undone = lab.terminal("t1").reached();
            undone.await("mine=before.*# ");
            assertThat(undone.ask("echo is$mine; ip -br link show veth0 up"))
                    .startsWith("isbefore")
                    .contains("veth0@veth1");
            JsonNode state = lab.anotherPage().awaitState();
            assertThat(state.at("/verdicts/20-up~1first-end/state").asText()).isEqualTo("passed");
            assertThat(state.at("/notices/0/undo").asBoolean()).isTrue();

            lab.change(UNDO);
            events.awaitNotice(Notice.BACK_UNDONE);
            TerminalClient last = lab.terminal("t1").reached();
            last.await("mine=since.*# ");
            assertThat(last.ask("echo is$mine")).isEqualTo("issince");
            assertThat(checkpoints(server, lab.id())).hasSizeLessThanOrEqualTo(4);

            last.type("ip link set veth0 up");
            events.awaitPassed("20-up", "first-end");
            last.type("ip link set veth1 up");
            events.awaitPassed("20-up", "second-end");
            events.await("the end of Undo", event -> event.path("type").asText().equals("notice-withdrawn"));
            events.send(UNDO);
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.NOTHING_TO_UNDO"));
            lab.end();
        }
    }

    @Test
    void aPageThatWasAwayMeanwhileGetsTheOtherMachinesTerminalFromItsBeginning(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            TerminalClient away = lab.terminal();
            String stream =
                    away.awaitControl("start", any -> true).path("stream").asText();
            long end = away.end();
            assertThat(learner.terminal(lab.id(), "t1", end, stream)
                            .awaitControl("start", any -> true)
                            .path("offset")
                            .asLong())
                    .isEqualTo(end);
            away.close();

            lab.rewind("10-create");
            TerminalClient other = lab.terminal("t1").prompted();
            other.ask("seq 1000");
            assertThat(other.end()).isGreaterThan(end);

            TerminalClient back = learner.terminal(lab.id(), "t1", end, stream);
            JsonNode start = back.awaitControl("start", any -> true);
            assertThat(start.path("offset").asLong()).isZero();
            assertThat(start.path("stream").asText()).isNotEqualTo(stream);
            lab.end();
        }
    }

    @Test
    void startingOverIsANewMachineAndPointsStay(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            TerminalClient before = lab.terminal();
            before.type("ip link add veth0 type veth peer name veth1");
            events.awaitPassed("10-create", "pair");

            lab.rewind("10-create");
            events.awaitNotice(Notice.REWOUND_ANEW);
            TerminalClient after = lab.terminal("t1").prompted();
            assertThat(after.ask("ip -br link")).doesNotContain("veth0");
            JsonNode state = lab.anotherPage().awaitState();
            assertThat(state.at("/verdicts/10-create~1pair/state").asText()).isEqualTo("open");
            assertThat(state.path("earned").toString()).isEqualTo("[\"10-create/pair\"]");
            assertThat(state.at("/steps/0/state").asText()).isEqualTo("open");
            assertThat(state.at("/steps/1/state").asText()).isEqualTo("locked");

            after.type("ip link add veth0 type veth peer name veth1");
            events.awaitPassed("10-create", "pair");
            lab.end();
        }
    }

    @Test
    void anImpossibleRewindIsRefusedWithAMessage(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address());
                LearnerClient stranger = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            events.send(ReadyLab.rewinding("80-delete"));
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.STEP_LOCKED"));
            events.send(ReadyLab.rewinding("../../x"));
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.UNKNOWN_STEP"));
            events.send("{\"type\":\"rewind\"}");
            assertThat(events.awaitError()).isEqualTo(EventsClient.text("refused.UNKNOWN_STEP"));
            assertThat(stranger.refusal("labs/" + lab.id() + "/events?lang=en")).isEqualTo(403);
            lab.end();

            ReadyLab work = ReadyLab.begin(learner, "80-build-it-yourself");
            EventsClient graded = work.events();
            graded.send(ReadyLab.rewinding("10-the-plan"));
            assertThat(graded.awaitError()).isEqualTo(EventsClient.text("refused.GRADED"));
            work.end();
        }
    }

    @Test
    void theEndOfALabIsUndoneWithItsMachine(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            TerminalClient terminal = lab.terminal();
            completeFirstStep(server, lab);
            ProcessHandle machine = server.folder().machine(terminal.ask("hostname"));
            String shell = terminal.ask("mine=kept; echo $$");
            lab.end();
            machine.onExit().get(4, TimeUnit.MINUTES);
            assertThat(learner.get("/labs/" + lab.id())).contains("This lab has ended");

            assertThat(learner.reopen(lab.id())).isEqualTo("/labs/" + lab.id());
            ReadyLab again = ReadyLab.of(learner, lab.id());
            again.terminal().type("echo now $$ $mine; ip -br link");
            again.terminal().await("now " + shell + " kept.*veth0@veth1");
            assertThat(checkpoints(server, lab.id())).isNotEmpty();
            again.end();

            // It is begun again, so the first one's end is final.
            String newer = learner.begin(LESSON);
            assertThat(newer).isNotEqualTo(lab.id());
            assertThat(learner.reopen(lab.id())).isEqualTo("/#lesson-" + LESSON);
            learner.end(newer);
        }
    }

    /** Makes the pair, and waits until the machine is saved at the second step. */
    private static void completeFirstStep(RunningServer server, ReadyLab lab) throws Exception {
        lab.terminal().type("ip link add veth0 type veth peer name veth1");
        lab.events().awaitPassed("10-create", "pair");
        server.awaitLog("Saved a checkpoint of lab " + lab.id() + " at step 20-up");
    }

    private static List<String> recordings(RunningServer server, String lab) throws IOException {
        try (var files = Files.walk(server.folder().data().resolve("labs").resolve(lab))) {
            return files.filter(file -> file.endsWith("t1.cast"))
                    .map(RewindIT::text)
                    .toList();
        }
    }

    private static List<Path> checkpoints(RunningServer server, String lab) throws IOException {
        try (var files = Files.walk(server.folder().data().resolve("checkpoints"))) {
            return files.filter(file -> file.getParent().endsWith(lab)).toList();
        }
    }

    /** Its content, with the markers. */
    private static String text(Path recording) {
        try {
            StringBuilder text = new StringBuilder();
            for (String line : Files.readAllLines(recording)) {
                JsonNode event = JSON.readTree(line);
                switch (event.path(1).asText()) {
                    case "o" -> text.append(event.path(2).asText());
                    case "m" -> text.append('<').append(event.path(2).asText()).append('>');
                    default -> {
                        // The header, or another size.
                    }
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
