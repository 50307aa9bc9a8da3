package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;

/** A learner who is stuck has a step's solutions played, by keyboard alone. */
@Tag("browser")
@Tag("vm")
final class ShowInBrowserIT {
    private static final Path FOLDER = Path.of("target/browser/show");

    @ParameterizedTest
    @EnumSource(Language.class)
    void theStepIsDoneInATerminalThatThePageTurnsTo(Language language) throws Exception {
        try (RunningServer server = RunningServer.start(FOLDER.resolve(language.tag()));
                Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, ColorScheme.LIGHT, 1440, 900);
            try {
                LabOnScreen lab = LessonInBrowser.begin(page, server.address().toString(), "20-veth-pair")
                        .lab();
                String points = page.locator(".reached").textContent();

                page.locator("[data-show]").focus();
                page.keyboard().press("Enter");
                page.locator("dialog.asking[open]").waitFor();
                assertThat(Accessibility.faults(page)).isEmpty();
                page.keyboard().press("Tab");
                page.keyboard().press("Enter");

                Locator shown = page.locator("[role=tab][aria-selected=true] .name")
                        .filter(new Locator.FilterOptions().setHasText(name(language)));
                shown.waitFor();
                page.locator("[data-stop]:focus").waitFor();
                assertThat(Accessibility.faults(page)).isEmpty();
                lab.awaitText("ip link add veth0 type veth peer name veth1");
                lab.awaitTask("pair", "passed");
                page.locator("[data-stop]")
                        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

                for (String mark : marks(language)) {
                    PlaywrightAssertions.assertThat(lab.task("pair").locator(".line"))
                            .containsText(mark);
                }
                PlaywrightAssertions.assertThat(page.locator(".reached")).hasText(points);
                page.locator(".step-title:focus").waitFor();
                PlaywrightAssertions.assertThat(page.locator("[data-show]")).hasCount(0);
                assertThat(Accessibility.faults(page)).isEmpty();
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }

    /** Of the terminal. */
    private static String name(Language language) {
        return switch (language) {
            case EN -> "Show me";
            case ZH -> "演示";
        };
    }

    /** The task's text afterwards. */
    private static String[] marks(Language language) {
        return switch (language) {
            case EN -> new String[] {"solution shown", "no points"};
            case ZH -> new String[] {"看过演示", "不计分"};
        };
    }
}
