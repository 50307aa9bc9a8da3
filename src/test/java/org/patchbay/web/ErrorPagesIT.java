package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lesson.Language;
import org.patchbay.running.Consoles;
import org.patchbay.running.ResourceLimit;
import org.patchbay.running.ResourceLimit.Limited;
import org.patchbay.running.RunningServer;

/** A server that can't serve a request reports that on an accessible page, and works once the cause is gone. */
@Tag("browser")
@Tag("vm")
@ExtendWith(Consoles.class)
final class ErrorPagesIT {
    private static final Path FOLDER = Path.of("target/running/error-pages");
    private static final Path PICTURES = Path.of("target/browser/error-pages");
    private static final String LESSON = "20-veth-pair";

    @Test
    void everyPageThatAServerInTroubleShowsIsSound() throws Exception {
        try (RunningServer server = RunningServer.start(FOLDER, "patchbay.limits.spare-machines=0");
                Chromium chromium = Chromium.launch()) {
            try {
                String url = server.address().toString();
                Page english = chromium.page(Language.EN, ColorScheme.LIGHT, 1280, 800);
                Page chinese = chromium.touched(Language.ZH, ColorScheme.DARK, 360, 740);
                for (Page page : List.of(english, chinese)) {
                    // What changes its colour by and by has none to judge yet.
                    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
                    page.navigate(url);
                }
                nothingThere(english, chinese, url);
                String lab = recorded(english, url);
                chinese.context().addCookies(english.context().cookies());
                broken(server, english, chinese, lab + "/recordings");
                notStored(server, english, chinese, url);
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(PICTURES);
                throw e;
            }
        }
    }

    private static void nothingThere(Page english, Page chinese, String url) {
        says(english, Language.EN, () -> english.navigate(url + "nothing/here"), 404, "Page not found");
        says(chinese, Language.ZH, () -> chinese.navigate(url + "nothing/here"), 404, "这里什么也没有");
    }

    /** The process can open no further file, so folders can't be listed. Existing connections are served. */
    private static void broken(RunningServer server, Page english, Page chinese, String recordings) {
        says(english, Language.EN, () -> limited(server, english, recordings), 500, "An error occurred on the server");
        says(chinese, Language.ZH, () -> limited(server, chinese, recordings), 500, "服务器出了问题");
        assertThat(english.reload().status()).isEqualTo(200);
    }

    private static Response limited(RunningServer server, Page page, String url) {
        try (ResourceLimit _ = ResourceLimit.of(server, Limited.OPEN_FILES, 3)) {
            return page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        }
    }

    /** Its database finds no room; when there is room again, it is there again. */
    private static void notStored(RunningServer server, Page english, Page chinese, String url) {
        english.navigate(url);
        chinese.navigate(url);
        try (ResourceLimit _ = ResourceLimit.of(server, Limited.FILE_SIZE, 1)) {
            says(english, Language.EN, () -> again(english), 503, "The server cannot access its database");
            says(chinese, Language.ZH, () -> again(chinese), 503, "服务器无法访问数据库");
        }
        begin(english, url);
    }

    private static Response again(Page page) {
        return page.waitForResponse(
                answer -> answer.request().isNavigationRequest(),
                () -> page.locator("form:has(input[value='30-who-answers-arp']) button")
                        .click());
    }

    /** A lab that has ended, of which there is a recording. */
    private static String recorded(Page page, String url) {
        begin(page, url);
        new LabOnScreen(page).awaitFirstPrompt();
        String lab = page.url();
        page.request().post(lab + "/end");
        return lab;
    }

    private static void begin(Page page, String url) {
        page.navigate(url);
        page.locator("form:has(input[value='" + LESSON + "']) button").first().click();
        page.waitForURL("**/labs/*");
    }

    /** Has its title, its language, a way on, and no fault. */
    private static void says(Page page, Language language, Supplier<Response> ask, int status, String what) {
        assertThat(ask.get().status()).isEqualTo(status);
        page.waitForLoadState();
        assertThat(page.title()).isEqualTo(what + " · Patchbay");
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText(what);
        PlaywrightAssertions.assertThat(page.locator(".message a.button.first")).hasAttribute("href", "/");
        Accessibility.assertSoundInBothThemes(
                page, language, language == Language.EN ? ColorScheme.LIGHT : ColorScheme.DARK);
    }
}
