package org.patchbay.web.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.web.Accessibility;
import org.patchbay.web.Chromium;
import org.patchbay.web.LabOnScreen;
import org.patchbay.web.LessonInBrowser;

/** A learner continues in another browser: the same labs, the same terminals. Then the rate limit blocks guesses. */
@Tag("browser")
@Tag("vm")
final class ResumeIT {
    private static final Path FOLDER = Path.of("target/browser/resume");

    @ParameterizedTest
    @CsvSource({"EN,LIGHT,1440", "ZH,DARK,360"})
    void aCodeLeadsToTheSameTerminalsAndGuessesLeadNowhere(Language language, ColorScheme scheme, int width)
            throws Exception {
        try (RunningServer server = RunningServer.start(FOLDER.resolve(language.tag()));
                Chromium chromium = Chromium.launch()) {
            Page here = chromium.page(language, scheme, 1440, 900);
            Page there = chromium.page(language, scheme, width, 800);
            try {
                String url = server.address().toString();
                LessonInBrowser lesson = LessonInBrowser.begin(here, url, "20-veth-pair");
                lesson.lab().type("mine=kept");
                lesson.solve(lesson.steps().getFirst());
                String code = drawn(here, url, language);

                there.navigate(url + "resume");
                Accessibility.assertSound(there, language);
                enter(there, code.toLowerCase().replace("-", " "));
                assertThat(there.locator(".left-off .at")).containsText("2");
                assertThat(there.locator(".left-off .running")).isVisible();
                Accessibility.assertSound(there, language);
                there.locator(".left-off button").click();
                LabOnScreen lab = new LabOnScreen(there);
                lab.awaitStep("20-up");
                showTerminal(there, width);
                lab.awaitText("ip link add veth0");
                lab.type("echo $mine");
                lab.awaitText("kept");

                leave(there, url, language);
                guess(there, url, language);
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }

    /** Over the link in the lab, which opens a page of its own. */
    private static String drawn(Page page, String url, Language language) {
        Page resume =
                page.waitForPopup(() -> page.locator(".bar a[href='/resume']").click());
        resume.locator("form[action='/resume/code'] button").click();
        Locator shown = resume.locator("#drawn output");
        assertThat(shown).isVisible();
        Accessibility.assertSound(resume, language);
        String code = shown.innerText();
        resume.locator("pb-copy button").click();
        assertThat(resume.locator("pb-copy [role=status]")).not().isEmpty();
        Accessibility.assertSound(resume, language);
        resume.locator("#code").press("Control+V");
        assertThat(resume.locator("#code")).hasValue(code);
        resume.navigate(url + "resume");
        assertThat(shown).hasCount(0);
        Accessibility.assertSound(resume, language);
        return code;
    }

    private static void enter(Page page, String code) {
        page.locator("#code").fill(code);
        page.keyboard().press("Enter");
    }

    private static void showTerminal(Page page, int width) {
        if (width < 860) {
            page.locator(".place-bar button").nth(1).click();
        }
    }

    private static void leave(Page page, String url, Language language) {
        page.navigate(url + "resume");
        page.locator("form[action='/resume/leave'] button").click();
        assertThat(page.locator(".left-off")).hasCount(0);
        assertThat(page.locator("ol.how li")).hasCount(3);
        Accessibility.assertSound(page, language);
    }

    /** A mistyped one, wrong ones, and one too many. */
    private static void guess(Page page, String url, Language language) {
        page.navigate(url + "resume");
        enter(page, "7K2M-9QXV");
        assertThat(page.locator("#problem")).isVisible();
        Accessibility.assertSound(page, language);
        for (int i = 0; i < ResumeTries.AT_ONCE; i++) {
            enter(page, "0000-0000-00" + (10 + i));
            assertThat(page.locator("#code")).hasValue("0000-0000-00" + (10 + i));
        }
        String wrong = page.locator("#problem").innerText();
        enter(page, "0000-0000-0000");
        assertThat(page.locator("#code")).hasValue("0000-0000-0000");
        assertThat(page.locator("#problem").innerText()).isNotEqualTo(wrong);
        Accessibility.assertSound(page, language);
    }
}
