package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;

/** A learner does the bridge lesson in a real browser on a real machine: up to six terminals, five of which listen. */
@Tag("browser")
@Tag("vm")
final class BridgeLessonIT {
    private static final Path FOLDER = Path.of("target/browser/bridge");

    @Test
    void oneFrameIsFollowedOverFiveDevices() throws IOException, InterruptedException {
        try (RunningServer server = RunningServer.start(FOLDER);
                Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(Language.ZH, ColorScheme.DARK, 1440, 900);
            try {
                LessonInBrowser.begin(page, server.address().toString(), "50-bridge")
                        .solve();
                assertThat(Accessibility.faults(page)).isEmpty();
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }
}
