package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;

/** What holds for every page: no fault that axe-core knows, no request to elsewhere, no line that is too long. */
@Tag("browser")
@Tag("vm")
final class PagesIT {
    private static final Path FOLDER = Path.of("target/browser/pages");

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
    @CsvSource({"EN,LIGHT,1280", "EN,DARK,360", "ZH,LIGHT,360", "ZH,DARK,2560"})
    void pagesAreSound(Language language, ColorScheme scheme, int width) {
        String here = "http://127.0.0.1:" + server.address().getPort();
        List<String> elsewhere = new CopyOnWriteArrayList<>();
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, scheme, width, 800);
            page.onRequest(request -> {
                if (!request.url().startsWith(here + "/")) {
                    elsewhere.add(request.url());
                }
            });
            try {
                page.navigate(here);
                Accessibility.assertSound(page, language);
                page.navigate(here + "/nothing-here");
                Accessibility.assertSound(page, language);
                page.navigate(here);
                page.locator("form:has(input[name=lesson]) button").first().click();
                page.locator("pb-task").first().waitFor();
                Accessibility.assertSound(page, language);
                page.keyboard().press("?");
                page.locator("dialog[open]").waitFor();
                Accessibility.assertSound(page, language);
                assertThat(elsewhere).isEmpty();
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }
}
