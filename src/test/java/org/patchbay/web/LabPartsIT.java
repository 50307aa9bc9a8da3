package org.patchbay.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.running.Consoles;
import org.patchbay.running.CopiedLessons;
import org.patchbay.running.RunningServer;

/** Whatever a part of the lab page can show is for everybody: in both languages, in both themes, wide and narrow. */
@Tag("browser")
@Tag("vm")
@ExtendWith(Consoles.class)
final class LabPartsIT {
    private static final Path FOLDER = Path.of("target/running/parts");
    private static final Path PICTURES = Path.of("target/browser/parts");
    private static final String LESSON = "30-who-answers-arp";
    private static final String LOG_MARTIANS = "sysctl -w net.ipv4.conf.veth1.log_martians=";
    private static final String CLOSE = "pb-terminal-tools > .tool:last-child";
    private static final String ASKED = ".journey .frame:has-text('ICMP echo request')";
    private static final int MOST_TERMINALS = 8;

    @Test
    void everythingThatALabCanShowIsSound() throws Exception {
        Path lessons = CopiedLessons.in(FOLDER.resolveSibling("courses"));
        try (RunningServer server =
                        RunningServer.start(FOLDER, "--lessons=" + lessons, "patchbay.limits.spare-machines=0");
                Chromium chromium = Chromium.launch()) {
            try {
                String url = server.address().toString();
                OnTwoScreens author = OnTwoScreens.of(chromium);
                author.begin(url, LESSON);
                jump(author, "70-why");
                tasks(author);
                terminals(author);
                network(author);
                watched(author);
                files(author, lessons, url);
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(PICTURES);
                throw e;
            }
        }
    }

    private static void jump(OnTwoScreens author, String step) {
        author.sound("pb-author form");
        author.wide().locator("#author-step").selectOption(step);
        String before = author.wide().url();
        author.wide().locator("pb-author form .button").click();
        author.wide().waitForURL(url -> !url.equals(before));
        author.narrow().navigate(author.wide().url());
        new LabOnScreen(author.wide()).awaitFirstPrompt();
    }

    /** Answered wrong and right; regressed; inconclusive. */
    private static void tasks(OnTwoScreens author) {
        Page wide = author.wide();
        LabOnScreen lab = new LabOnScreen(wide);
        lab.answer(
                "why",
                wide.locator("pb-question input:not([value=own])").first().getAttribute("value"));
        author.sound("pb-question [data-state=wrong]");
        lab.answer("why", "own");
        author.awaits("pb-question [data-state=right]");
        lab.type(LOG_MARTIANS + 1);
        lab.awaitTask("complain", "passed");
        lab.type(LOG_MARTIANS + 0);
        author.sound("[task=complain] [data-state=regressed]");
        lab.type(LOG_MARTIANS + 1);
        lab.type("ping -c 2 -W 1 -I veth0 10.70.2.11");
        lab.type("dmesg | tail -n 4");
        lab.goOn("80-answer");
        author.narrow().locator(".step-foot .button.first").click();

        lab.terminal(2);
        lab.type("tcpdump -n -i veth1");
        lab.awaitText("listening on");
        lab.terminal(1);
        lab.type("sysctl -w net.ipv4.conf.veth1.accept_local=1");
        author.sound("[task=answered] [data-state=inconclusive]");
    }

    private static void terminals(OnTwoScreens author) {
        Page wide = author.wide();
        author.at(1)
                .click(".tab-bar .split")
                .sound(".shell.second:not([inert])")
                .click(".tab-bar .split");
        author.click(".xterm-screen")
                .press("Control+Shift+F")
                .sound(".search-bar")
                .press("Escape");

        author.click("pb-terminal-menu > .tool").sound(".terminal-menu:not([hidden])");
        assertThat(wide.locator(".terminal-menu kbd").first()).isVisible();
        assertThat(author.narrow().locator(".terminal-menu kbd").first()).isHidden();
        author.click("[data-choice=rename]").sound(".rename input").press("Escape");

        // tcpdump still runs in the second one.
        wide.getByRole(AriaRole.TAB).nth(1).click();
        author.narrow().getByRole(AriaRole.TAB).nth(1).click();
        author.click(CLOSE).sound("pb-close-question .confirm");
        author.narrow().locator("pb-close-question .quiet").click();
        wide.locator("pb-close-question .button").click();
        assertThat(wide.getByRole(AriaRole.TAB)).hasCount(1);
        wide.locator(CLOSE).click();
        author.sound(".shells .none");

        LabOnScreen lab = new LabOnScreen(wide);
        lab.terminal(MOST_TERMINALS);
        author.click(".tab-bar > .tool").sound(".notice.warning");
        // It covers nothing, and disappears when the refused request is possible.
        wide.locator(".network-handle").click(new Locator.ClickOptions().setTrial(true));
        author.narrow().locator(".touch-row button").first().click(new Locator.ClickOptions().setTrial(true));
        wide.locator(CLOSE).click();
        assertThat(wide.locator(".notice")).hasCount(0);
        assertThat(author.narrow().locator(".notice")).hasCount(0);
    }

    /** The picture, a device, in words; nothing to follow, and all devices watched. */
    private static void network(OnTwoScreens author) {
        Page wide = author.wide();
        wide.locator(".network-handle").click();
        author.at(2).sound(".drawing [data-device=veth0]");
        wide.locator(".drawing [data-device=veth0]").press("Enter");
        author.narrow().locator(".drawing [data-device=veth0]").press("Enter");
        author.sound("pb-device").click("pb-device header .quiet");
        author.click(".picture-tools button[aria-pressed]").sound(".text-view");
        author.click(".picture-tools button[aria-pressed]");
        author.click(".picture-tools button[aria-expanded]").sound(".journey .none, .journey .frames");
        wide.locator(".watch button").click();
        author.sound(".watch [data-stop]");
    }

    /**
     * One watch after another, the second ended as soon as a frame has passed: the frame's path, described and drawn.
     */
    private static void watched(OnTwoScreens author) {
        Page wide = author.wide();
        // If it is still running.
        author.narrow().evaluate("() => document.querySelector('.watch [data-stop]')?.click()");
        author.awaits(".watch:not(:has([data-stop]))");
        wide.locator(".watch button").click();
        author.awaits(".watch [data-stop]");
        LabOnScreen lab = new LabOnScreen(wide);
        lab.type("ping -c 1 -W 1 -I veth0 10.70.2.11");
        lab.awaitText("packets transmitted");
        Locator enough = wide.locator(".watch [data-stop]");
        enough.press("Enter");
        assertThat(enough).hasCount(0);
        assertThat(wide.locator(".watch button")).isFocused();
        author.awaits(ASKED).click(ASKED).sound(".hops");
        author.click(".scrubber .step:last-of-type").sound(".hop-marker.now:has-text('2')");
        // After a visit to a terminal it is unchanged.
        author.at(1).at(2).awaits(".hop-marker.now:has-text('2')");
    }

    /** The lesson changes under its author's hands; then it is broken; then it is as it was. */
    private static void files(OnTwoScreens author, Path lessons, String url) throws IOException {
        Path step = lessons.resolve(LESSON).resolve("80-answer.md");
        String original = Files.readString(step);
        author.at(0);
        Files.writeString(step, original.replaceFirst("title: .*", "title: Another title"));
        author.sound("pb-author [form=author-anew]");
        Files.writeString(step, original.replaceFirst("points: 2", "pints: 2"));
        author.sound("pb-author .problems");
        author.navigate(url);
        author.sound(".author .problems");
        Files.writeString(step, original);
    }
}
