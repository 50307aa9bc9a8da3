package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server with one place, and three learners. */
@Tag("vm")
@ExtendWith(Consoles.class)
class FewPlacesIT {
    private static final Path FOLDER = Path.of("target", "running", "few-places");

    @Test
    void aLearnerWithoutAPlaceQueuesAndAReloadKeepsTheEntry() throws Exception {
        try (RunningServer server =
                        RunningServer.start(FOLDER, "patchbay.limits.machines=1", "patchbay.limits.spare-machines=0");
                LearnerClient first = new LearnerClient(server.address());
                LearnerClient second = new LearnerClient(server.address());
                LearnerClient third = new LearnerClient(server.address())) {
            String lab = first.begin("20-veth-pair");
            first.events(lab).awaitPhase("ready");

            String secondLab = second.begin("20-veth-pair");
            EventsClient page = second.events(secondLab);
            assertThat(place(page, 1)).isTrue();
            EventsClient thirdsPage = third.events(third.begin("20-veth-pair"));
            assertThat(place(thirdsPage, 2)).isTrue();

            page.close();
            EventsClient reloaded = second.events(secondLab);
            JsonNode waiting = reloaded.awaitPhase("waiting");
            assertThat(waiting.path("place").asInt()).isEqualTo(1);
            assertThat(waiting.path("of").asInt()).isEqualTo(2);
            assertThat(waiting.path("eta").asLong()).isPositive();

            first.end(lab);
            reloaded.awaitPhase("ready");
            assertThat(second.terminal(secondLab, "t1").prompted().ask("echo $((6 * 7))"))
                    .isEqualTo("42");
            assertThat(place(thirdsPage, 1)).isTrue();
        }
    }

    private static boolean place(EventsClient page, int place) throws Exception {
        return page.await(
                        "place " + place,
                        frame -> frame.at("/provisioning/place").asInt() == place)
                .at("/provisioning/phase")
                .asText()
                .equals("waiting");
    }
}
