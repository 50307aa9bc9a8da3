package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** A learner does the bridge lesson in a real browser on a real machine: up to six terminals, five of which listen. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class BridgeLessonIT {
    private static final Path FOLDER = Path.of("target/browser/bridge");

    @Test
    void oneFrameIsFollowedOverFiveDevices(RunningServer server) {
        Chromium.visit(FOLDER, Language.ZH, ColorScheme.DARK, 1440, 900, page -> {
            LessonInBrowser.begin(page, server.address().toString(), "50-bridge")
                    .solve();
            assertThat(Accessibility.faults(page)).isEmpty();
        });
    }
}
