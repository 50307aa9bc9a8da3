package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;

/** A learner opens Docker, in a real browser, on a real machine with a real daemon. */
@Tag("browser")
@Tag("vm")
final class DockerLabIT {
    private static final Path FOLDER = Path.of("target/browser/docker-lab");
    private static final String LESSON = "70-docker-opened";

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = RunningServer.start(FOLDER);
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyStepCanBeDone(Language language) throws IOException {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, ColorScheme.LIGHT, 1440, 900);
            try {
                LessonInBrowser.begin(page, server.address().toString(), LESSON).solve();
                assertThat(Accessibility.faults(page)).isEmpty();
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }
}
