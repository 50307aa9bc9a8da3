package org.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.running.EventsClient;
import org.patchbay.running.LearnerClient;
import org.patchbay.running.ReadyLab;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;
import org.patchbay.running.TerminalClient;

/** A lab's verdicts, compared with those on its recordings without the machine. */
@Tag("vm")
@ExtendWith(SharedServer.class)
class CheckedRecordingIT {
    private static final String VETH = "20-veth-pair";

    @TempDir
    private Path folder;

    @Test
    void aRecordingGetsTheVerdictsOfItsLab(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, VETH);
            EventsClient events = lab.events();
            TerminalClient t1 = lab.terminal();
            t1.type("ip link add veth0 type veth peer name veth1");
            events.awaitPassed("10-create", "pair");
            t1.type("ip link set veth0 up");
            events.awaitPassed("20-up", "first-end");
            t1.type("ip link set veth1 up");
            events.awaitPassed("20-up", "second-end");
            t1.type("ip address add 10.70.2.10/24 dev veth0");
            events.awaitPassed("30-address", "address");
            lab.answer("30-address", "prefix", "neighbours");
            // Commands before a step began are no evidence for it.
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

            Path early = recording(lab, "t1");
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
            lab.answer("40-read", "gateway", "direct");
            assertThat(CheckCommandTest.check(VETH, "40-read", recording(lab, "t1"))
                            .status())
                    .isZero();

            listenAndPing(lab);
            lab.end();
        }
    }

    /** Two terminals: one has the capture, the other its cause. */
    private void listenAndPing(ReadyLab lab) throws Exception {
        EventsClient events = lab.events();
        TerminalClient t1 = lab.terminal();
        events.send("{\"type\":\"terminal\",\"op\":\"open\"}");
        events.await(
                "a second terminal",
                frame -> frame.path("type").asText().equals("terminals")
                        && frame.path("terminals").size() == 2);
        TerminalClient t2 = lab.terminal("t2").prompted();
        t1.type("tcpdump -n -i veth0");
        t1.await("listening on veth0");
        t2.type("ping -c 3 10.70.2.11");
        t2.await("packets transmitted");
        t1.send(new byte[] {3});
        t1.await("packets captured.*# ");
        events.awaitPassed("50-near-end", "request-leaves");
        Path one = recording(lab, "t1");
        Path two = recording(lab, "t2");
        CheckCommandTest.Answer both = CheckCommandTest.check(VETH, "50-near-end", one, two);
        assertThat(both.status()).as(both.out()).isZero();
        CheckCommandTest.Answer pingAlone = CheckCommandTest.check(VETH, "50-near-end", two);
        assertThat(pingAlone.layer("request-leaves")).isEqualTo("tool");
        assertThat(CheckCommandTest.check(VETH, "10-create", one, two).state("pair"))
                .isEqualTo("inconclusive");
    }

    /** As the page of recordings hands it out. */
    private Path recording(ReadyLab lab, String terminal) throws Exception {
        String recordings = "/labs/" + lab.id() + "/recordings/";
        Matcher of = Pattern.compile(Pattern.quote(recordings) + "[^/\"]+/" + terminal + "(?=\")")
                .matcher(lab.learner().get(recordings.substring(0, recordings.length() - 1)));
        assertThat(of.find()).as("the recording of %s", terminal).isTrue();
        return Files.writeString(
                folder.resolve(terminal + ".cast"), lab.learner().get(of.group() + "/cast"));
    }
}
