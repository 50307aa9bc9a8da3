package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;

/** A learner goes back to how a step began, by keyboard alone, and does it again. */
@Tag("browser")
@Tag("vm")
final class RewindInBrowserIT {
    private static final Path FOLDER = Path.of("target/browser/rewind");

    @ParameterizedTest
    @EnumSource(Language.class)
    void theStepRestartsAndTheShellContinues(Language language) throws Exception {
        try (RunningServer server = RunningServer.start(FOLDER.resolve(language.tag()));
                Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, ColorScheme.LIGHT, 1440, 900);
            try {
                LessonInBrowser lesson =
                        LessonInBrowser.begin(page, server.address().toString(), "20-veth-pair");
                LabOnScreen lab = lesson.lab();
                lesson.solve(lesson.steps().getFirst());
                server.awaitLog(" at step 20-up: ");
                lab.type("mine=kept");
                lab.type("ip link set veth0 up");
                lab.awaitTask("first-end", "passed");
                String points = page.locator(".reached").textContent();

                goBack(page);

                Locator back = page.locator(".shell:not([inert]) .terminal-line span")
                        .filter(new Locator.FilterOptions().setHasText(told(language)));
                back.waitFor();
                lab.awaitTask("first-end", "open");
                // By mistake, so it is undone, and done again.
                Locator undo = page.locator("[data-undo]");
                undo.press("Enter");
                lab.awaitTask("first-end", "passed");
                lab.type("echo \"<$mine>\"");
                lab.awaitText("<kept>");
                assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
                goBack(page);
                lab.awaitTask("first-end", "open");
                lab.awaitPrompt();
                lab.awaitText("ip link add veth0 type veth peer name veth1");
                PlaywrightAssertions.assertThat(page.locator(".reached")).hasText(points);
                page.locator(".step-title:focus").waitFor();
                assertThat(Accessibility.faults(page)).isEmpty();

                // A new shell has no earlier output.
                lab.terminal(2);
                lab.awaitPrompt();
                PlaywrightAssertions.assertThat(back).hasCount(0);
                lab.terminal(1);
                PlaywrightAssertions.assertThat(back).hasCount(1);
                PlaywrightAssertions.assertThat(page.locator(".notice")).hasCount(1);

                lab.type("ip link set veth0 up");
                lab.awaitTask("first-end", "passed");
                PlaywrightAssertions.assertThat(back).hasCount(0);
                lab.type("ip link set veth1 up");
                lab.awaitTask("second-end", "passed");
                // After completing a step the page no longer shows a rewind.
                PlaywrightAssertions.assertThat(page.locator(".notice")).hasCount(0);
                replay(page.waitForPopup(
                        () -> lab.task("first-end").locator("a.moment").press("Enter")));
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }

    private static void goBack(Page page) {
        page.locator("[data-rewind]:enabled").focus();
        page.keyboard().press("Enter");
        page.locator("[data-undo]:enabled").waitFor();
    }

    /** The recordings of the restored machine continue, without what was typed in between. */
    private static void replay(Page page) {
        page.locator(".casts a").first().click();
        page.locator(".moments .back a").press("Enter");
        Locator screen = page.locator(".ap-term-text");
        PlaywrightAssertions.assertThat(screen).containsText("ip link add veth0 type veth peer name veth1");
        PlaywrightAssertions.assertThat(screen).not().containsText("ip link set veth0 up");
        page.locator("pb-replay .play").press("Enter");
        // The last line, which stays: each line before it is cleared away by the next, however slowly the page is read.
        PlaywrightAssertions.assertThat(screen).containsText("ip link set veth1 up");
        Locator commands = page.locator(".moments .command code");
        assertThat(commands.allInnerTexts()).contains("ip link set veth0 up").doesNotContain("mine=kept");
        assertThat(Accessibility.faults(page)).isEmpty();
    }

    private static String told(Language language) {
        return switch (language) {
            case EN -> "Your machine is back in an earlier state";
            case ZH -> "机器已经回到之前的状态";
        };
    }
}
