package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;

/** States that a lab can be in are for everybody: a task's, a prediction's, a machine's that is waited for. */
@Tag("browser")
@Tag("vm")
final class LabStatesIT {
    private static final Path FOLDER = Path.of("target/browser/states");
    private static final String LESSON = "20-veth-pair";
    private static final int HINTS = 3;

    private static final int WIDE = 1440;
    private static final int FORCED = 1024;
    private static final int HIGH = 900;
    private static final int LOW = 520;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = RunningServer.start(FOLDER, "patchbay.limits.machines=1", "patchbay.limits.spare-machines=0");
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"EN,LIGHT,1440,false", "ZH,DARK,360,false", "EN,DARK,1024,true", "ZH,LIGHT,2560,false"})
    void everyStateIsSound(Language language, ColorScheme scheme, int width, boolean forced) {
        Path folder = FOLDER.resolve(language.tag() + "-" + scheme + "-" + width);
        try (Chromium chromium = Chromium.launch()) {
            Page page = forced
                    ? chromium.inForcedColours(language, scheme, width, HIGH)
                    : chromium.page(language, scheme, width, HIGH);
            Page other = chromium.page(language, scheme, width, HIGH);
            // What fades in has no colour to judge yet.
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            try {
                String url = server.address().toString();
                page.navigate(url);
                if (forced) {
                    // Else its words vanish, which axe-core does not see.
                    seen(page.locator(".button.first").first()).hasCSS("forced-color-adjust", "none");
                }
                begin(page);
                seen(page.locator(".task")).not().hasCount(0);
                Accessibility.assertSound(page, language);
                showTerminal(page, width);
                LabOnScreen lab = new LabOnScreen(page);
                lab.awaitFirstPrompt();
                Accessibility.assertSound(page, language);

                waiting(other, url, language);
                tasks(page, lab, language, width);
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(folder);
                throw e;
            } finally {
                // There is one place.
                page.request().post(page.url() + "/end");
            }
        }
    }

    /** Another learner, for whom there is no place; they leave the line again. */
    private static void waiting(Page page, String url, Language language) {
        page.navigate(url);
        begin(page);
        seen(page.locator(".way .now")).hasCount(1);
        Accessibility.assertSound(page, language);
        page.request().post(page.url() + "/end");
        page.navigate(url);
    }

    /** Failed, with a hint; passed; predicted; with its result. */
    private static void tasks(Page page, LabOnScreen lab, Language language, int width) {
        if (width == WIDE) {
            // The task is below the fold.
            page.setViewportSize(width, LOW);
        }
        lab.type("ip link add veth0 type dummy");
        if (width <= WIDE) {
            verdict(page, lab, language, width);
        }
        lab.awaitTask("pair", "failed");
        hints(page);
        Accessibility.assertSound(page, language);

        showTerminal(page, width);
        lab.type("ip link del veth0");
        lab.type("ip link add veth0 type veth peer name veth1");
        showLesson(page, width);
        lab.awaitTask("pair", "passed");
        lab.goOn("20-up");
        Locator prediction = page.locator("pb-prediction").first();
        prediction.locator("input").first().check();
        prediction.locator("button").click();
        seen(prediction.locator("fieldset")).hasAttribute("data-state", "kept");
        Accessibility.assertSound(page, language);

        passedElsewhere(page, lab, language, width);
        lab.awaitOutcome(prediction.getAttribute("prediction"));
        Accessibility.assertSound(page, language);
    }

    /** Seen where the learner types, while the task is out of view; from there it leads to the task. */
    private static void verdict(Page page, LabOnScreen lab, Language language, int width) {
        Locator verdict = page.locator(".verdict[data-state=failed]");
        if (width == FORCED) {
            // Its task is in view.
            lab.awaitTask("pair", "failed");
            seen(verdict).isHidden();
            return;
        }
        verdict.waitFor();
        Accessibility.assertSound(page, language);
        verdict.click();
        seen(page.locator("pb-task[task='pair'] .task")).isFocused();
        seen(page.locator("pb-task[task='pair'] .state")).isInViewport();
        page.setViewportSize(width, HIGH);
    }

    /** A task is passed while an earlier step is displayed: the verdict names the task's step and leads to it. */
    private static void passedElsewhere(Page page, LabOnScreen lab, Language language, int width) {
        showLesson(page, width);
        page.locator(".panel-row .step-button").first().click();
        lab.awaitStep("10-create");
        showTerminal(page, width);
        lab.type("ip link set veth0 up");
        Locator verdict = page.locator(".verdict[data-state=passed]");
        seen(verdict.locator(".elsewhere")).containsText("2");
        Accessibility.assertSound(page, language);
        verdict.click();
        lab.awaitStep("20-up");
        lab.awaitTask("first-end", "passed");
    }

    /** Each gets the focus; the last one removes its button. */
    private static void hints(Page page) {
        Locator more = page.locator("pb-task[task='pair'] .body > button.quiet");
        Locator hints = page.locator("pb-task[task='pair'] .hints li");
        for (int shown = 1; shown <= HINTS; shown++) {
            more.press("Enter");
            seen(hints).hasCount(shown);
            seen(hints.last()).isFocused();
        }
        seen(more).hasCount(0);
    }

    private static void begin(Page page) {
        page.locator("form:has(input[value='" + LESSON + "']) button").click();
    }

    private static void showTerminal(Page page, int width) {
        show(page, width, 1);
    }

    private static void showLesson(Page page, int width) {
        show(page, width, 0);
    }

    private static void show(Page page, int width, int place) {
        if (width <= 860) {
            page.locator(".place-bar button").nth(place).click();
        }
    }

    private static LocatorAssertions seen(Locator locator) {
        return PlaywrightAssertions.assertThat(locator);
    }
}
