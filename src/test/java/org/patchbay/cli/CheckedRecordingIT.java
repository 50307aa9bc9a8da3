package org.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.running.EventsClient;
import org.patchbay.running.LearnerClient;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;
import org.patchbay.running.TerminalClient;

/** What a lab says of a learner's work, and what is said of its recordings without the machine. */
@Tag("vm")
@ExtendWith(SharedServer.class)
class CheckedRecordingIT {
    private static final String VETH = "20-veth-pair";

    @TempDir
    private Path folder;

    @Test
    void aRecordingGetsTheVerdictsOfItsLab(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            String lab = learner.begin(VETH);
            EventsClient events = learner.events(lab);
            events.awaitPhase("ready");
            TerminalClient t1 = learner.terminal(lab, "t1").prompted();
            t1.type("ip link add veth0 type veth peer name veth1");
            events.awaitPassed("10-create", "pair");
            t1.type("ip link set veth0 up; ip link set veth1 up");
            events.awaitPassed("20-up", "first-end");
            events.awaitPassed("20-up", "second-end");
            t1.type("ip address add 10.70.2.10/24 dev veth0");
            events.awaitPassed("30-address", "address");
            answer(events, "30-address", "prefix", "neighbours");
            // What ran before a step began is no evidence for it.
            events.await(
                    "next step",
                    frame -> frame.at("/step/id").asText().equals("40-read")
                            && frame.at("/step/state").asText().equals("open"));
            t1.type("ifconfig");
            events.awaitPassed("40-read", "devices");
            t1.type("ip route");
            JsonNode failed = events.await(
                            "diagnosis of routes",
                            frame -> frame.path("task").asText().equals("routes")
                                    && frame.at("/verdict/state").asText().equals("failed"))
                    .at("/verdict/diagnosis");

            Path early = recording(learner, lab, "t1");
            CheckCommandTest.Answer before = CheckCommandTest.check(VETH, "40-read", early);
            assertThat(before.state("devices")).isEqualTo("passed");
            JsonNode offline = before.task("routes").path("diagnosis");
            for (String key : new String[] {"layer", "about", "text"}) {
                assertThat(offline.path(key)).as(key).isEqualTo(failed.path(key));
            }

            t1.type("route -n");
            events.awaitPassed("40-read", "routes");
            t1.type("arp -n");
            events.awaitPassed("40-read", "neighbours");
            answer(events, "40-read", "gateway", "direct");
            assertThat(CheckCommandTest.check(VETH, "40-read", recording(learner, lab, "t1"))
                            .status())
                    .isZero();

            listenAndPing(learner, lab, events, t1);
            learner.end(lab);
        }
    }

    /** Two terminals: the capture stands in one, what caused it in the other. */
    private void listenAndPing(LearnerClient learner, String lab, EventsClient events, TerminalClient t1)
            throws Exception {
        events.send("{\"type\":\"terminal\",\"op\":\"open\"}");
        events.await(
                "a second terminal",
                frame -> frame.path("type").asText().equals("terminals")
                        && frame.path("terminals").size() == 2);
        TerminalClient t2 = learner.terminal(lab, "t2").prompted();
        t1.type("tcpdump -n -i veth0");
        t1.await("listening on veth0");
        t2.type("ping -c 3 10.70.2.11");
        t2.await("packets transmitted");
        t1.send(new byte[] {3});
        t1.await("packets captured.*# ");
        events.awaitPassed("50-near-end", "request-leaves");
        Path one = recording(learner, lab, "t1");
        Path two = recording(learner, lab, "t2");
        CheckCommandTest.Answer both = CheckCommandTest.check(VETH, "50-near-end", one, two);
        assertThat(both.status()).as(both.out()).isZero();
        CheckCommandTest.Answer pingAlone = CheckCommandTest.check(VETH, "50-near-end", two);
        assertThat(pingAlone.layer("request-leaves")).isEqualTo("tool");
        assertThat(CheckCommandTest.check(VETH, "10-create", one, two).state("pair"))
                .isEqualTo("inconclusive");
    }

    private static void answer(EventsClient events, String step, String question, String choice) {
        events.send("{\"type\":\"answer\",\"step\":\"%s\",\"question\":\"%s\",\"choice\":\"%s\"}"
                .formatted(step, question, choice));
    }

    private Path recording(LearnerClient learner, String lab, String terminal) throws Exception {
        return Files.writeString(
                folder.resolve(terminal + ".cast"),
                learner.get("labs/" + lab + "/terminals/" + terminal + "/recording"));
    }
}
