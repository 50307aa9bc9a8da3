package org.patchbay.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** A learner looks again at the moment that earned a verdict, in the recording of the terminal that earned it. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class ReplayIT {
    private static final Path FOLDER = Path.of("target/browser/replay");
    private static final String PAIR = "ip link add veth0 type veth peer name veth1";
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"EN, LIGHT, 1440", "ZH, DARK, 1440"})
    void theVerdictLeadsToItsMoment(Language language, ColorScheme scheme, int width, RunningServer server)
            throws Exception {
        Chromium.visit(FOLDER, language, scheme, width, 900, page -> {
            LabOnScreen lab = LessonInBrowser.begin(page, server.address().toString(), "20-veth-pair")
                    .lab();
            lab.type("echo before");
            lab.type(PAIR);
            lab.awaitTask("pair", "passed");
            lab.awaitPrompt();
            lab.type("echo afterwards");
            lab.awaitText("afterwards");
            lab.terminal(2);
            lab.type("echo elsewhere");
            lab.awaitPrompt();
            assertThat(Accessibility.faults(page)).isEmpty();

            Page replay =
                    page.waitForPopup(() -> lab.task("pair").locator("a.moment").press("Enter"));
            shows(
                    replay.locator(".moments a[aria-current]"),
                    language == Language.EN ? "Passed: step 1, task 1" : "已通过：第 1 步，任务 1");
            Locator screen = replay.locator(".ap-term-text");
            shows(screen, PAIR);
            showsNot(screen, "echo");
            assertThat(replay.url()).contains("/t1#t=");
            Accessibility.assertSound(replay, language);

            replay.locator(".moments .command a", containing("echo before")).press("Enter");
            showsNot(screen, PAIR);
            shows(screen, "echo before");
            replay.locator("pb-replay .play").press("Enter");
            shows(screen, "echo afterwards");
            showsNot(screen, "elsewhere");
            Accessibility.assertSound(replay, language);

            theFileIsAnAsciicast(replay);
            replay.locator(".casts a").last().click();
            assertThat(replay.locator(".moments .command a", containing("echo elsewhere")))
                    .hasCount(1);
            strangersGetNothing(server.address(), URI.create(replay.url()).getPath());
        });
    }

    /** An unknown first line makes it unplayable; once it is restored, the focus is on the pressed button. */
    @Test
    void anUnplayableRecordingIsReportedAndCanBeRetried(RunningServer server) throws IOException {
        try (Chromium chromium = Chromium.launch()) {
            OnTwoScreens learner = OnTwoScreens.of(chromium);
            try {
                learner.begin(server.address().toString(), "20-veth-pair");
                LabOnScreen lab = new LabOnScreen(learner.wide());
                lab.awaitFirstPrompt();
                lab.type("echo before");
                lab.awaitPrompt();
                String url = learner.wide().url();
                learner.wide().request().post(url + "/end");

                Path cast = server.folder().recording(url.substring(url.lastIndexOf('/') + 1), "t1");
                String sound = Files.readString(cast);
                Files.writeString(cast, sound.replaceFirst("\"version\": 2", "\"version\": 29"));
                learner.navigate(url + "/recordings");
                learner.sound("pb-replay [role=alert]");
                Files.writeString(cast, sound);
                for (Page page : List.of(learner.wide(), learner.narrow())) {
                    page.locator("pb-replay [role=alert] button").press("Enter");
                    assertThat(page.locator("pb-replay .play")).isFocused();
                }
                learner.sound("pb-replay .controls");
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }

    private static void theFileIsAnAsciicast(Page replay) throws Exception {
        Download download =
                replay.waitForDownload(() -> replay.locator("a[download]").click());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(download.path())) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines.getFirst().path("version").asInt()).isEqualTo(2);
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(event -> assertThat(event.size()).isEqualTo(3));
        assertThat(lines)
                .filteredOn(event -> event.path(1).asText().equals("m"))
                .extracting(event -> event.path(2).asText())
                .containsSubsequence(
                        "step 10-create", "$ echo before", "$ " + PAIR, "passed 10-create/pair", "$ echo afterwards");
    }

    private static void strangersGetNothing(URI server, String path) throws Exception {
        Browser stranger = new Browser(server);
        assertThat(stranger.get(path).statusCode()).isEqualTo(401);
        stranger.get("/");
        assertThat(stranger.get(path).statusCode()).isEqualTo(403);
        assertThat(stranger.get(path + "/cast").statusCode()).isEqualTo(403);
    }

    private static void shows(Locator place, String text) {
        assertThat(place).containsText(text);
    }

    private static void showsNot(Locator place, String text) {
        assertThat(place).not().containsText(text);
    }

    private static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
