package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid messages on both sockets. The lab continues. */
@Tag("vm")
@ExtendWith({SharedServer.class, Consoles.class})
class RubbishIT {
    private static final int MESSAGE_TOO_BIG = 1009;
    private static final int LARGEST = 64 * 1024;

    private LearnerClient learner;
    private String lab;
    private EventsClient events;

    @BeforeEach
    void enter(RunningServer server) throws Exception {
        learner = new LearnerClient(server.address());
        lab = learner.begin("20-veth-pair");
        events = learner.events(lab);
        events.awaitPhase("ready");
    }

    @AfterEach
    void theLabContinues() throws Exception {
        TerminalClient terminal = learner.terminal(lab, "t1").prompted();
        terminal.type("ip link add veth0 type veth peer name veth1");
        learner.events(lab)
                .await(
                        "verdict",
                        frame -> frame.at("/verdict/state").asText().equals("passed")
                                || frame.at("/verdicts/10-create~1pair/state")
                                        .asText()
                                        .equals("passed"));
        learner.end(lab);
        learner.close();
    }

    @Test
    void eventsAnswerRubbishWithAnError() throws Exception {
        for (String rubbish : new String[] {
            "",
            "{",
            "null",
            "[]",
            "7",
            "\u0000",
            "{}",
            "{\"type\":\"nonsense\"}",
            "{\"type\":7}",
            "{\"type\":\"hello\",\"seq\":\"much\"}",
            "{\"type\":\"answer\"}",
            "{\"type\":\"answer\",\"step\":\"10-create\",\"question\":{},\"choice\":[]}",
            "{\"type\":\"hint\",\"step\":\"99\",\"task\":\"../..\"}",
            "{\"type\":\"predict\",\"step\":\"20-up\",\"prediction\":\"one-end\",\"choice\":\"up\"}",
            "{\"type\":\"terminal\",\"op\":\"explode\"}",
            "{\"type\":\"terminal\",\"op\":\"close\",\"id\":\"t9\"}",
            "{\"type\":\"terminal\",\"op\":\"rename\",\"id\":\"t1\",\"name\":\"\\u001b[31m\"}",
            "[".repeat(LARGEST / 2)
        }) {
            events.send(rubbish);
            assertThat(events.awaitError()).as(rubbish).isNotBlank();
        }
        events.send(new byte[] {0, 1, 2, (byte) 0xff});
        assertThat(events.awaitError()).isNotBlank();
    }

    @Test
    void aTerminalAnswersRubbishWithAnError() throws Exception {
        for (String rubbish : new String[] {
            "{",
            "null",
            "[]",
            "{\"type\":\"nonsense\"}",
            "{\"type\":\"size\",\"cols\":1e999,\"rows\":{}}",
            "[".repeat(LARGEST / 2)
        }) {
            TerminalClient terminal = learner.terminal(lab, "t1");
            terminal.send(rubbish);
            terminal.awaitControl("error", error -> true);
            terminal.close();
        }
    }

    @Test
    void aTerminalIgnoresInvalidSizesAndOffsets() throws Exception {
        TerminalClient terminal = learner.terminal(lab, "t1").prompted();
        assertThat(terminal.ask("stty size")).isEqualTo("30 100");
        terminal.send("{\"type\":\"size\",\"cols\":-5,\"rows\":2147483647}");
        terminal.send("{\"type\":\"size\"}");
        terminal.send("{\"type\":\"ack\",\"offset\":-1}");
        terminal.send("{\"type\":\"ack\",\"offset\":9223372036854775807}");
        assertThat(terminal.ask("stty size")).isEqualTo("30 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&from=-1", "&from=x", "&from=999999999999999999", "&cols=0&rows=99999999999", "&from=%00"})
    void aTerminalIgnoresAnInvalidQuery(String query) throws Exception {
        assertThat(learner.open("labs/" + lab + "/terminals/t1?lang=en" + query, new TerminalClient())
                        .prompted()
                        .ask("echo $((6 * 7))"))
                .isEqualTo("42");
    }

    @Test
    void aMessageThatIsTooLargeClosesItsSocketOnly() throws Exception {
        events.send("x".repeat(LARGEST + 1));
        assertThat(events.awaitClose()).isEqualTo(MESSAGE_TOO_BIG);

        TerminalClient text = learner.terminal(lab, "t1");
        text.send("x".repeat(LARGEST + 1));
        assertThat(text.awaitClose()).isEqualTo(MESSAGE_TOO_BIG);

        TerminalClient bytes = learner.terminal(lab, "t1");
        bytes.send(new byte[LARGEST + 1]);
        // A single frame is refused while the rest of it is on its way, which may overtake the status.
        assertThat(bytes.awaitClose()).isIn(MESSAGE_TOO_BIG, SocketClient.ABNORMAL);
    }

    @Test
    void aTerminalThatIsNotThereClosesItsSocket() throws Exception {
        learner.terminal(lab, "t9").awaitClose();
        learner.terminal(lab, "..%2f..%2fetc").awaitClose();
    }

    /** All of a lab's addresses have the same gate; this tests that it applies to these two. */
    @Test
    void bothSocketsAreTheirLearnersAlone(RunningServer server) throws Exception {
        LearnerClient stranger = new LearnerClient(server.address());
        LearnerClient forger = learner.withCookie(learner.cookie().replaceFirst("....$", "AAAA"));
        for (String socket : new String[] {"/events", "/terminals/t1"}) {
            assertThat(stranger.refusal("labs/" + lab + socket)).isEqualTo(403);
            assertThat(forger.refusal("labs/" + lab + socket)).isEqualTo(401);
            assertThat(learner.refusal("labs/" + lab + socket, "Origin", "http://elsewhere.example"))
                    .isEqualTo(403);
        }
    }
}
