package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** A learner opens Docker, in a real browser, on a real machine with a real daemon. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class DockerLabIT {
    private static final Path FOLDER = Path.of("target/browser/docker-lab");
    private static final String LESSON = "70-docker-opened";

    @ParameterizedTest
    @EnumSource(Language.class)
    @Execution(ExecutionMode.CONCURRENT)
    void everyStepCanBeDone(Language language, RunningServer server) {
        Chromium.visit(FOLDER, language, ColorScheme.LIGHT, 1440, 900, page -> {
            LessonInBrowser.begin(page, server.address().toString(), LESSON).solve();
            assertThat(Accessibility.faults(page)).isEmpty();
        });
    }
}
