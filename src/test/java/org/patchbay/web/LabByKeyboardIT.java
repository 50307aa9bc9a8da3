package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** A learner without a mouse goes from the course into a lesson, does two steps of it and uses every part of the lab. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class LabByKeyboardIT {
    private static final Path FOLDER = Path.of("target/browser/keyboard");
    private static final String TERMINAL = ".xterm-helper-textarea";
    private static final String NETWORK = ".network-handle";
    private static final String DEVICE = ".drawing [data-device='veth0']";
    private static final String FOLLOW = ".picture-tools [aria-expanded]";
    private static final String TAB = "[role=tab][aria-selected=true]";

    @ParameterizedTest
    @EnumSource(Language.class)
    void twoStepsAreDoneWithoutAMouse(Language language, RunningServer server) {
        Chromium.visit(FOLDER, language, ColorScheme.LIGHT, 1280, 800, page -> {
            KeyboardFocus focus = new KeyboardFocus(page);
            LabOnScreen lab = new LabOnScreen(page);
            page.navigate(server.address().toString());
            focus.tabTo("form:has(input[value='20-veth-pair']) button");
            page.keyboard().press("Enter");
            lab.awaitFirstPrompt();

            // The terminal describes how to leave it, and that works.
            page.keyboard().press("Control+Shift+ArrowRight");
            focus.await(TERMINAL);
            assertThat(page.evaluate("() => document.activeElement.ariaLabel"))
                    .asString()
                    .contains("Ctrl+Shift+→", "Ctrl+Shift+←");
            page.keyboard().press("Control+Shift+ArrowRight");
            focus.await(TAB);
            page.keyboard().press("Control+Shift+ArrowRight");
            focus.await(NETWORK);
            page.keyboard().press("Control+Shift+ArrowRight");
            focus.await(TERMINAL);
            page.keyboard().type("ip link add veth0 type veth peer name veth1\n");
            lab.awaitTask("pair", "passed");
            PlaywrightAssertions.assertThat(page.locator("pb-lab > [role=status]"))
                    .containsText(passed(language));
            page.keyboard().press("Control+Shift+ArrowLeft");
            focus.await(".step-title");
            focus.tabTo(".step-foot .button.first");
            page.keyboard().press("Enter");
            lab.awaitStep("20-up");
            focus.await(".step-title");
            page.keyboard().press("Control+Shift+ArrowUp");
            lab.awaitStep("10-create");
            page.keyboard().press("Control+Shift+ArrowDown");
            lab.awaitStep("20-up");

            focus.tabTo("pb-prediction input");
            page.keyboard().press("Space");
            focus.tabTo("pb-prediction button");
            page.keyboard().press("Enter");
            page.locator("pb-prediction fieldset[data-state=kept]").waitFor();
            page.keyboard().press("Control+Shift+Digit1");
            focus.await(TERMINAL);
            page.keyboard().type("ip link set veth0 up\n");
            lab.awaitTask("first-end", "passed");
            // The step after it is done before anybody sees it.
            page.keyboard().type("ip link set veth1 up; ip address add 10.70.2.10/24 dev veth0\n");
            lab.awaitTask("second-end", "passed");
            page.locator("pb-lab > [role=status]")
                    .filter(new Locator.FilterOptions().setHasText(passedUnseen(language)))
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));

            page.keyboard().press("Control+Shift+ArrowLeft");
            focus.await(".step-title");
            page.keyboard().press("?");
            page.locator("dialog.keys[open]").waitFor();
            assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
            focus.assertVisible();
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(page.locator("dialog.keys[open]")).hasCount(0);
            focus.await(".step-title");

            // The rest of the page.
            focus.tabTo(".places > .splitter");
            String width = page.locator(".places > .splitter").getAttribute("aria-valuenow");
            page.keyboard().press("ArrowRight");
            page.waitForFunction(
                    "width => document.querySelector('.places > .splitter').ariaValueNow !== width", width);
            focus.tabTo("pb-terminal-menu > .tool");
            page.keyboard().press("Enter");
            focus.await("[data-choice=search]");
            assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
            focus.tabTo(".text-size button:last-child");
            page.keyboard().press("Escape");
            focus.await("pb-terminal-menu > .tool");
            // Tab belongs to the shell: other keys lead below a terminal.
            page.keyboard().press("Control+Shift+ArrowRight");
            focus.await(NETWORK);
            page.keyboard().press("Enter");
            lab.awaitDevice("veth0");
            assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
            wholePage(page);
            focus.tabTo(DEVICE);
            page.keyboard().press("Enter");
            focus.await(".details");
            focus.tabTo("pb-device header .quiet");
            page.keyboard().press("Enter");
            focus.await(DEVICE);
            page.keyboard().press("Enter");
            focus.await(".details");
            page.keyboard().press("Escape");
            focus.await(DEVICE);
            page.locator(FOLLOW).focus();
            page.keyboard().press("Enter");
            focus.tabTo(".journey header .quiet");
            page.keyboard().press("Enter");
            focus.await(FOLLOW);
        });
    }

    private static String passedUnseen(Language language) {
        return switch (language) {
            case EN -> "Passed: Give veth0";
            case ZH -> "已通过：给 veth0";
        };
    }

    /** The picture has the whole page, and what opens in it closes before it gives the page back. */
    private static void wholePage(Page page) {
        page.locator(".picture").focus();
        page.keyboard().press("f");
        page.locator(".places[data-maximized]").waitFor();
        PlaywrightAssertions.assertThat(page.locator(".step-title")).isHidden();
        page.waitForFunction(
                "() => document.querySelector('.network-frame').getBoundingClientRect().width === innerWidth");
        assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
        page.locator(DEVICE).press("Enter");
        page.locator(".details:focus").waitFor();
        page.keyboard().press("Escape");
        page.locator(DEVICE + ":focus").waitFor();
        PlaywrightAssertions.assertThat(page.locator(".places[data-maximized]")).hasCount(1);
        page.keyboard().press("Escape");
        PlaywrightAssertions.assertThat(page.locator(".places[data-maximized]")).hasCount(0);
        PlaywrightAssertions.assertThat(page.locator(".step-title")).isVisible();
    }

    private static String passed(Language language) {
        return switch (language) {
            case EN -> "Passed: Create a veth pair whose ends are called veth0 and veth1.";
            case ZH -> "已通过：";
        };
    }
}
