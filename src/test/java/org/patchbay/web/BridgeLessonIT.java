package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;
import org.patchbay.running.LearnerClient;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;
import org.patchbay.running.TerminalClient;
import org.patchbay.web.topology.Facts;
import org.patchbay.web.topology.ToolsReport;

/**
 * A learner does the bridge lesson in a real browser on a real machine, with up to six terminals, five of which
 * capture. After each step the machine's own tools in a seventh are compared with the picture beside it.
 */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class BridgeLessonIT {
    private static final Path FOLDER = Path.of("target/browser/bridge");
    private static final int ASKING = 7;
    /** The page gets the kernel's state some tenths of a second later, and entries expire meanwhile. */
    private static final int ROUNDS = 60;

    @Test
    void oneFrameIsFollowedOverFiveDevicesAndEveryPictureIsWhatTheKernelSays(RunningServer server) throws Exception {
        // High, so that beside the picture a terminal shows what its learner waits for.
        Chromium.visit(FOLDER, Language.ZH, ColorScheme.DARK, 1440, 1500, page -> {
            LessonInBrowser lesson =
                    LessonInBrowser.begin(page, server.address().toString(), "50-bridge");
            lesson.lab().terminal(ASKING);
            lesson.lab().awaitPrompt();
            lesson.lab().showNetwork();
            try (Tools tools = Tools.of(server, page)) {
                for (Step step : lesson.steps()) {
                    lesson.solve(step);
                    assertPicture(page, tools, step);
                }
            }
            lesson.awaitDone();
            assertThat(Accessibility.faults(page)).isEmpty();
        });
    }

    /** The lesson above the terminal, the picture with a frame's way in a place of its own. */
    @Test
    void itCanBeDoneOnATablet(RunningServer server) throws Exception {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.touched(Language.ZH, ColorScheme.LIGHT, 820, 1180);
            try {
                LessonInBrowser lesson =
                        LessonInBrowser.beginNarrow(page, server.address().toString(), "50-bridge");
                lesson.lab().terminal(ASKING);
                lesson.lab().awaitPrompt();
                try (Tools tools = Tools.of(server, page)) {
                    for (Step step : lesson.steps()) {
                        lesson.solve(step);
                        lesson.lab().showNetwork();
                        if (step.equals(lesson.steps().getFirst())) {
                            lesson.lab().followFrame();
                        }
                        assertPicture(page, tools, step);
                        PlaywrightAssertions.assertThat(page.locator(".hops tbody tr"))
                                .not()
                                .hasCount(0);
                    }
                }
                lesson.awaitDone();
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER.resolve("tablet"));
                throw e;
            }
        }
    }

    private static void assertPicture(Page page, Tools tools, Step step) throws TimeoutException, InterruptedException {
        PictureOnScreen picture = new PictureOnScreen(page);
        List<String> differences = List.of("never looked at");
        for (int round = 0; round < ROUNDS && !differences.isEmpty(); round++) {
            differences = picture.differencesFrom(tools.report());
        }
        assertThat(differences).as("the picture after " + step.id()).isEmpty();
    }

    /** Output of the machine's own tools, run in the learner's terminal of that number. */
    private record Tools(LearnerClient learner, TerminalClient shell) implements AutoCloseable {
        static Tools of(RunningServer server, Page page) throws Exception {
            LearnerClient same = LearnerClient.of(server.address(), cookie(page));
            TerminalClient shell = same.terminal(lab(page), "t" + ASKING).prompted();
            shell.ask("echo "
                    + Base64.getEncoder().encodeToString(ToolsReport.SCRIPT.getBytes(StandardCharsets.UTF_8))
                    + " | base64 -d >/tmp/report");
            return new Tools(same, shell);
        }

        /** Through a file: output on a terminal would count as the learner's own. */
        Facts report() throws TimeoutException, InterruptedException {
            return ToolsReport.read(shell.ask("sh /tmp/report >/tmp/said; cat /tmp/said"));
        }

        @Override
        public void close() {
            learner.close();
        }
    }

    private static String cookie(Page page) {
        return page.context().cookies().stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
    }

    private static String lab(Page page) {
        String path = URI.create(page.url()).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
