package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An author at work on a lesson: {@code serve --lessons DIR}. */
@Tag("vm")
@ExtendWith({Consoles.class, SharedServer.class})
class AuthorIT {
    private static final Path FOLDER = Path.of("target", "running", "author");
    private static final String VETH = "20-veth-pair";

    @Test
    void aNewerLessonIsShownAndAnyStepCanBeStarted() throws Exception {
        Path lessons = CopiedLessons.in(FOLDER.resolveSibling("courses"));
        Path step = lessons.resolve(VETH).resolve("10-create.md");
        String original = Files.readString(step);
        try (RunningServer server = RunningServer.start(FOLDER, "--lessons=" + lessons);
                LearnerClient author = new LearnerClient(server.address());
                LearnerClient other = new LearnerClient(server.address())) {
            String lab = author.begin(VETH);
            EventsClient events = author.events(lab);
            assertThat(events.awaitState().at("/edition/outdated").asBoolean(true))
                    .isFalse();

            Files.writeString(step, original.replaceFirst("title: .*", "title: Another title"));
            assertThat(edition(events, true).path("problems")).isEmpty();
            assertThat(author.get("labs/" + lab)).doesNotContain("Another title");

            Files.writeString(step, original.replaceFirst("points: 2", "pints: 2"));
            JsonNode broken = events.await(
                    "a problem", frame -> frame.at("/edition/problems").size() == 1);
            assertThat(broken.at("/edition/problems/0").asText()).startsWith(VETH + "/10-create.md:5: ");
            server.awaitLog(VETH + "/10-create.md:5: ");
            Files.writeString(step, original);
            events.await(
                    "mended",
                    frame -> frame.path("type").asText().equals("edition")
                            && frame.at("/edition/problems").isEmpty());

            assertThat(other.restart(lab, "40-read").statusCode()).isEqualTo(403);
            HttpResponse<String> moved = author.restart(lab, "40-read");
            assertThat(moved.statusCode()).isEqualTo(303);
            String location = moved.headers().firstValue("Location").orElseThrow();
            String second = location.substring(location.lastIndexOf('/') + 1);
            assertThat(second).isNotEqualTo(lab);

            EventsClient page = author.events(second);
            JsonNode state = page.awaitState();
            assertThat(state.at("/steps/2/state").asText()).isEqualTo("done");
            assertThat(state.at("/steps/3/id").asText()).isEqualTo("40-read");
            assertThat(state.at("/steps/3/state").asText()).isEqualTo("open");
            if (!state.at("/provisioning/phase").asText().equals("ready")) {
                page.awaitPhase("ready");
            }
            TerminalClient terminal = author.terminal(second, "t1").prompted();
            assertThat(terminal.ask("ip -br address show veth0")).contains("UP", "10.70.2.10/24");
            terminal.type("route -n");
            page.awaitPassed("40-read", "routes");
            author.end(second);
        }
    }

    @Test
    void aServerForLearnersHasNoAuthorFeatures(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            String lab = learner.begin(VETH);
            EventsClient events = learner.events(lab);
            assertThat(events.awaitState().has("edition")).isFalse();
            assertThat(learner.restart(lab, "40-read").statusCode()).isEqualTo(404);
            assertThat(learner.refusal("course/events")).isEqualTo(404);
            learner.end(lab);
        }
    }

    private static JsonNode edition(EventsClient events, boolean outdated) throws Exception {
        return events.await(
                        "edition",
                        frame -> frame.path("type").asText().equals("edition")
                                && frame.at("/edition/outdated").asBoolean() == outdated)
                .path("edition");
    }
}
