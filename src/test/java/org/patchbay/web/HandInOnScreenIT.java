package org.patchbay.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** Every state of a hand-in is accessible: confirmation, judging, refused, judged. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class HandInOnScreenIT {
    private static final Path PICTURES = Path.of("target/browser/hand-in");
    /** Each time it is looked at, something is different: a thousand changes a second, more than looks. */
    private static final String UNSTEADY =
            "while :; do seq 2000 60000 | sed 's/^/link set lo mtu /' | ip -batch -; done";

    @Test
    void everyTurnOfItIsSound(RunningServer server) {
        try (Chromium chromium = Chromium.launch()) {
            try {
                OnTwoScreens learner = OnTwoScreens.of(chromium);
                learner.begin(server.address().toString(), "80-build-it-yourself");
                LabOnScreen lab = new LabOnScreen(learner.wide());
                lab.awaitFirstPrompt();
                learner.sound(".hand-in .button:enabled");
                lab.type(UNSTEADY);
                refused(learner);
                lab.press("Control+c");
                lab.awaitPrompt();
                judged(learner);
                onPaper(learner.wide());
                assertThat(chromium.complaints()).isEmpty();
                learner.wide().request().post(learner.wide().url() + "/end");
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(PICTURES);
                throw e;
            }
        }
    }

    /** The network keeps changing. The pressed button is there again, with the focus. */
    private static void refused(OnTwoScreens learner) {
        learner.click(".hand-in .button").sound("pb-hand-in dialog[open]");
        learner.narrow().keyboard().press("Escape");
        confirm(learner);
        learner.goOn().sound(".hand-in .hindrance");
        assertThat(learner.wide().locator(".hand-in .button")).isFocused();
    }

    private static void judged(OnTwoScreens learner) {
        learner.wide().locator(".hand-in .button").press("Enter");
        confirm(learner);
        learner.goOn().sound(".hand-in[data-state=done]");
        assertThat(learner.wide().locator(".hand-in")).isFocused();
    }

    private static void confirm(OnTwoScreens learner) {
        learner.upToHandIn("judging");
        learner.wide().locator("pb-hand-in [data-yes]").press("Enter");
        learner.sound(".hand-in[data-state=judging]");
        assertThat(learner.wide().locator(".hand-in")).isFocused();
    }

    /** Each result keeps its name, and nothing is to be pressed. */
    private static void onPaper(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".hand-in li > button").first()).isVisible();
        assertThat(page.locator(".hand-in .again")).isHidden();
    }
}
