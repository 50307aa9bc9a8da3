package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
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
    void everyStepCanBeDone(Language language, RunningServer server) throws IOException {
        Chromium.visit(FOLDER, language, ColorScheme.LIGHT, 1440, 900, page -> {
            var lesson = LessonInBrowser.begin(page, server.address().toString(), LESSON);
            lesson.solve();
            assertThat(Accessibility.faults(page)).isEmpty();
            if (emulated(server)) {
                reasonIsToldWhileDockerIsSilent(page, lesson.lab(), language);
            }
        });
    }

    private static void reasonIsToldWhileDockerIsSilent(Page page, LabOnScreen lab, Language language) {
        lab.type("docker wait one");
        var reason = page.locator(".shell:not([inert]) .terminal-line span");
        reason.waitFor();
        PlaywrightAssertions.assertThat(reason)
                .containsText(language == Language.EN ? "no hardware virtualisation" : "没有硬件虚拟化");
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve("slow-" + language.name() + ".png")));
        assertThat(Accessibility.faults(page)).isEmpty();
        lab.press("Control+c");
        lab.awaitPrompt();
        PlaywrightAssertions.assertThat(reason).hasCount(0);
    }

    private static boolean emulated(RunningServer server) throws IOException {
        return server.folder().machines().stream()
                .anyMatch(machine -> machine.info().commandLine().orElse("").contains("-accel tcg"));
    }
}
