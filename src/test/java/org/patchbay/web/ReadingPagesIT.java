package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;

/** The pages to read: the course, the glossary, a lesson as a whole, on every screen and on paper. */
@Tag("browser")
@Tag("vm")
final class ReadingPagesIT {
    private static final Path FOLDER = Path.of("target/browser/reading");
    private static final String LESSON = "lessons/20-veth-pair";

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = RunningServer.start(FOLDER, "patchbay.limits.spare-machines=0");
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"EN,LIGHT,1280", "EN,DARK,360", "ZH,LIGHT,360", "ZH,DARK,1280"})
    void theyAreSoundOnScreenAndOnPaper(Language language, ColorScheme scheme, int width) {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, scheme, width, 800);
            pictured(chromium, () -> {
                for (String path : new String[] {"", "glossary#veth", LESSON}) {
                    page.navigate(url(path));
                    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
                    Accessibility.assertSound(page, language);
                    seen(page.locator(".bar")).isVisible();
                    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                    Accessibility.assertSound(page, language);
                    seen(page.locator(".bar")).isHidden();
                    seen(page.getByRole(AriaRole.BUTTON)).hasCount(0);
                }
                seen(page.locator(".part")).not().hasCount(0);
                assertThat(page.pdf()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"EN,LIGHT", "ZH,DARK"})
    void everyLessonCanBeReadOnANarrowScreen(Language language, ColorScheme scheme) {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, scheme, 360, 740);
            pictured(chromium, () -> {
                page.navigate(url(""));
                for (String path : page.locator(".facts a[href^='/lessons/']").all().stream()
                        .map(link -> link.getAttribute("href").substring(1))
                        .toList()) {
                    page.navigate(url(path));
                    Accessibility.assertSound(page, language);
                }
                assertThat(page.url()).contains("/lessons/");
            });
        }
    }

    /** The clinic begins with its rules, and a page that is loaded again shows the step that it showed. */
    @ParameterizedTest
    @CsvSource({"EN,LIGHT,1440", "ZH,DARK,390"})
    void aStepWithOnlyTextWaitsForTheLearner(Language language, ColorScheme scheme, int width) {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, scheme, width, 900);
            pictured(chromium, () -> {
                page.navigate(url(""));
                page.locator("#begin-90-clinic button").click();
                Locator rules = page.locator("[data-step='10-rounds']");
                seen(rules).isVisible();
                page.reload();
                seen(rules).isVisible();
                Accessibility.assertSound(page, language);

                page.locator(".step-foot .button.first").click();
                seen(rules).hasCount(0);
                seen(page.locator(".step-title")).isFocused();
                String first = page.locator("[data-step]").getAttribute("data-step");
                page.locator(".step-foot .button").first().click();
                seen(rules).isVisible();
                page.reload();
                seen(rules).isVisible();
                page.locator(".step-foot .button.first").click();
                seen(page.locator("[data-step='" + first + "']")).isVisible();

                page.locator(".step-foot .button").first().click();
                seen(rules).isVisible();
                page.navigate(url(""));
                page.locator(".left-off button").click();
                seen(page.locator("[data-step='" + first + "']")).isVisible();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT", "DARK"})
    void paperIsWhiteWhateverThemeWasChosen(ColorScheme scheme) {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(Language.EN, scheme, 1280, 800);
            pictured(chromium, () -> {
                page.navigate(url(LESSON));
                page.evaluate("() => document.documentElement.dataset.theme = 'dark'");
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                Accessibility.assertSound(page, Language.EN);
                seen(page.locator("body")).hasCSS("color", "rgb(0, 0, 0)");
                seen(page.locator("body")).hasCSS("background-color", "rgba(0, 0, 0, 0)");
                seen(page.locator("html")).hasCSS("color-scheme", "light");
            });
        }
    }

    /** A term is explained while the pointer or the focus is on it, without leaving the page. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void aTermIsExplainedUnderThePointer(Language language) {
        onTerm(language, ColorScheme.LIGHT, page -> {
            Locator term = term(page);
            Locator tip = page.getByRole(AriaRole.TOOLTIP);
            term.focus();
            seen(tip).isVisible();
            PlaywrightAssertions.assertThat(tip).hasText(meaning(term));
            seen(term).hasAttribute("aria-describedby", tip.getAttribute("id"));
            Accessibility.assertSound(page, language);
            page.keyboard().press("Escape");
            seen(tip).hasCount(0);
            assertThat(term.getAttribute("aria-describedby")).isNull();

            term.hover();
            seen(tip).isVisible();
            tip.hover();
            seen(tip).isVisible();
            page.locator("h1").hover();
            term.blur();
            seen(tip).hasCount(0);
        });
    }

    /** By keyboard alone, and as described for a screen reader. */
    @ParameterizedTest
    @CsvSource({"EN,LIGHT", "ZH,DARK"})
    void aTermThatIsPressedOpensADialogAndTheFocusComesBack(Language language, ColorScheme scheme) {
        onTerm(language, scheme, page -> {
            Locator term = term(page);
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            term.focus();
            page.keyboard().press("Enter");
            seen(dialog).isVisible();
            seen(dialog).isFocused();
            seen(dialog).hasAccessibleName(term.textContent());
            seen(dialog).hasAccessibleDescription(meaning(term));
            seen(term).hasAttribute("aria-expanded", "true");
            Accessibility.assertSound(page, language);

            page.keyboard().press("Tab");
            seen(dialog.getByRole(AriaRole.LINK)).isFocused();
            seen(dialog.getByRole(AriaRole.LINK)).hasAttribute("href", url("glossary#veth"));
            page.keyboard().press("Tab");
            seen(dialog.getByRole(AriaRole.BUTTON)).isFocused();
            page.keyboard().press("Escape");
            seen(dialog).hasCount(0);
            seen(term).isFocused();
            seen(page.getByRole(AriaRole.TOOLTIP)).hasCount(0);

            page.keyboard().press("Enter");
            dialog.getByRole(AriaRole.BUTTON).press("Enter");
            seen(dialog).hasCount(0);
            seen(term).isFocused();

            page.keyboard().press("Enter");
            page.keyboard().press("Shift+Tab");
            seen(dialog).hasCount(0);
            seen(term).not().isFocused();
        });
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aTapExplainsATermWithoutLeavingThePage(Language language) {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.touched(language, ColorScheme.LIGHT, 360, 740);
            pictured(chromium, () -> {
                page.navigate(url(LESSON));
                Locator term = term(page);
                Locator dialog = page.getByRole(AriaRole.DIALOG);
                term.tap();
                seen(dialog).isVisible();
                seen(dialog).containsText(meaning(term));
                Accessibility.assertSound(page, language);
                dialog.getByRole(AriaRole.BUTTON).tap();
                seen(dialog).hasCount(0);

                term.tap();
                seen(dialog).isVisible();
                page.locator("h1").tap();
                seen(dialog).hasCount(0);
                assertThat(page.context().pages()).hasSize(1);
                assertThat(page.url()).isEqualTo(url(LESSON));
            });
        }
    }

    private static void onTerm(Language language, ColorScheme scheme, Consumer<Page> visit) {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, scheme, 1280, 800);
            pictured(chromium, () -> {
                page.navigate(url(LESSON));
                visit.accept(page);
                assertThat(page.context().pages()).hasSize(1);
                assertThat(page.url()).isEqualTo(url(LESSON));
            });
        }
    }

    private static LocatorAssertions seen(Locator locator) {
        return PlaywrightAssertions.assertThat(locator);
    }

    private static Locator term(Page page) {
        return page.locator("a.term[href$='#veth']").first();
    }

    /** As the page shows it: without the marks of code. */
    private static String meaning(Locator term) {
        return term.getAttribute("data-tip").replace("`", "");
    }

    private static String url(String path) {
        return server.address().resolve("/" + path).toString();
    }

    private static void pictured(Chromium chromium, Runnable visit) {
        try {
            visit.run();
            assertThat(chromium.complaints()).isEmpty();
        } catch (RuntimeException | AssertionError e) {
            chromium.picture(FOLDER);
            throw e;
        }
    }
}
