package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** What holds for every page: no fault that axe-core knows, no request to elsewhere, no line that is too long. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class PagesIT {
    private static final Path FOLDER = Path.of("target/browser/pages");

    @ParameterizedTest
    @CsvSource({"EN,LIGHT,1280", "EN,DARK,360", "ZH,LIGHT,360", "ZH,DARK,2560"})
    void pagesAreSound(Language language, ColorScheme scheme, int width, RunningServer server) {
        String here = "http://127.0.0.1:" + server.address().getPort();
        List<String> elsewhere = new CopyOnWriteArrayList<>();
        Chromium.visit(FOLDER, language, scheme, width, 800, page -> {
            page.onRequest(request -> {
                if (!request.url().startsWith(here + "/")) {
                    elsewhere.add(request.url());
                }
            });
            page.navigate(here);
            Accessibility.assertSound(page, language);
            for (String path : List.of("/nothing-here", "/resume", "/labs/aaaaaaaaaaaaaaaa", "/lessons/10-warm-up")) {
                page.navigate(here + path);
                Accessibility.assertSound(page, language);
            }
            page.navigate(here);
            page.locator("form:has(input[name=lesson]) button").first().click();
            page.locator("pb-task").first().waitFor();
            Accessibility.assertSound(page, language);
            page.keyboard().press("?");
            page.locator("dialog[open]").waitFor();
            Accessibility.assertSound(page, language);
            page.keyboard().press("Escape");
            String lab = page.url();
            page.navigate(here);
            page.locator(".left-off").waitFor();
            Accessibility.assertSound(page, language);
            page.context().clearCookies();
            page.navigate(lab);
            page.locator("a[href='/resume']").waitFor();
            Accessibility.assertSound(page, language);
            assertThat(elsewhere).isEmpty();
        });
    }
}
