package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** What people expect of a terminal, in a real browser at a real shell. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class TerminalToolsIT {
    private static final Path FOLDER = Path.of("target/browser/terminal");
    private static final String LESSON = "20-veth-pair";
    /** More terminals than a narrow bar has room for. */
    private static final int MANY = 6;

    @ParameterizedTest
    @CsvSource({"EN,LIGHT", "ZH,DARK"})
    void theSearchFindsPrintedText(Language language, ColorScheme scheme, RunningServer server) {
        Chromium.visit(FOLDER, language, scheme, 1280, 800, page -> {
            LabOnScreen lab = begin(page, server);
            lab.type("seq 500");
            lab.awaitText("\n500");
            lab.awaitPrompt();
            page.keyboard().press("Control+Shift+F");
            Locator sought = page.locator(".search-bar input:focus");
            sought.waitFor();
            page.keyboard().type("77");
            awaitFound(page, "5", "5");
            page.keyboard().press("Enter");
            awaitFound(page, "4", "5");
            assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
            for (int i = 0; i < 3; i++) {
                page.keyboard().press("Enter");
            }
            awaitFound(page, "1", "5");
            lab.awaitText("\n77\n");
            page.keyboard().press("Shift+Enter");
            awaitFound(page, "2", "5");
            page.keyboard().press("Control+a");
            page.keyboard().type("nowhere");
            awaitFound(page, language == Language.EN ? "Nothing found" : "没有找到");
            page.keyboard().press("Escape");
            new KeyboardFocus(page).await(".xterm-helper-textarea");
            PlaywrightAssertions.assertThat(page.locator(".search-bar")).hasCount(0);
            page.keyboard().type("echo ba''ck\n");
            lab.awaitText("\nback");
        });
    }

    @Test
    void twoTerminalsAreLiveAtOnce(RunningServer server) {
        Chromium.visit(FOLDER, Language.EN, ColorScheme.DARK, 1440, 900, page -> {
            LabOnScreen lab = begin(page, server);
            lab.type("for i in $(seq 100000); do echo here $i; sleep 0.1; done");
            page.keyboard().press("Control+Shift+Enter");
            Locator second = page.locator(".shell.second:not([inert])");
            second.waitFor();
            page.waitForFunction("() => /# ?$/.test(" + rows(".second") + ")");
            second.locator(".xterm-screen").click();
            page.keyboard().type("for i in $(seq 100000); do echo there $i; sleep 0.1; done\n");
            page.waitForFunction("() => /there 3$/m.test(" + rows(".second") + ")");

            int here = (int) page.evaluate("() => Number(" + rows(".first") + ".match(/\\d+$/)[0])");
            page.waitForFunction(
                    "here => new RegExp(`here ${here + 5}$`, 'm').test(" + rows(".first") + ") && /there 9$/m.test("
                            + rows(".second") + ")",
                    here);
            assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
            PlaywrightAssertions.assertThat(page.locator("[role=tab].beside")).hasCount(1);

            // The divider by keyboard, along the way that the two lie.
            Locator divider = page.locator(".shells > .splitter");
            PlaywrightAssertions.assertThat(divider).hasAttribute("aria-orientation", "horizontal");
            divider.focus();
            page.keyboard().press("ArrowUp");
            page.waitForFunction("() => document.querySelector('.shells > .splitter').ariaValueNow === '48'");
            new KeyboardFocus(page).assertVisible();
            page.locator(".tab-bar [aria-label='Put them side by side']").click();
            page.locator(".shells.beside").waitFor();
            PlaywrightAssertions.assertThat(divider).hasAttribute("aria-orientation", "vertical");

            page.locator(".network-handle").click();
            page.locator(".drawing").waitFor();
            page.reload();
            page.waitForFunction("() => /there \\d+$/m.test(" + rows(".second") + ")");
            page.locator(".drawing").waitFor();
            page.locator(".network-handle").click();

            page.locator(".tab-bar .split").click();
            page.locator(".shells.single").waitFor();
            PlaywrightAssertions.assertThat(page.locator(".shell:not([inert])")).hasCount(1);

            // A tab that has not shown this lab yet: the picture is as it was left in the last one.
            page.locator(".network-handle").click();
            page.evaluate("() => sessionStorage.clear()");
            page.reload();
            page.locator(".drawing").waitFor();
        });
    }

    @Test
    void aCommandIsForTheTerminalThatTheTextNames(RunningServer server) {
        Chromium.visit(FOLDER, Language.EN, ColorScheme.LIGHT, 1280, 800, page -> {
            LabOnScreen lab = begin(page, server);
            page.evaluate("""
                    name => document.querySelector('.prose .content').insertAdjacentHTML('beforeend',
                        `<p>Terminal ${name}, while the others listen:</p>
                        <pb-insert class="named"><pre><code>sleep 1000</code></pre></pb-insert>`)
                    """, MANY);
            Locator button = page.locator(".named button");
            button.click();
            lab.awaitText("# sleep 1000");
            Locator active = page.locator("[role=tab][aria-selected=true]");
            PlaywrightAssertions.assertThat(active.locator(".name")).hasText(Integer.toString(MANY));
            PlaywrightAssertions.assertThat(page.locator("[role=tab]")).hasCount(MANY);
            page.keyboard().press("Enter");
            page.locator("[role=tab][aria-selected=true].busy").waitFor();

            // All names can be read, and the one of the active tab is in view.
            assertThat((boolean) page.evaluate("""
                    () => {
                      const bar = document.querySelector('[role=tablist]').getBoundingClientRect();
                      return [...document.querySelectorAll('[role=tab]')].every(tab => {
                        const name = tab.querySelector('.name');
                        const box = name.getBoundingClientRect();
                        const seen = box.left >= bar.left && box.right <= bar.right;
                        return box.width > 5 && name.scrollWidth <= name.clientWidth + 1
                            && (seen || tab.ariaSelected !== 'true');
                      });
                    }
                    """)).isTrue();

            lab.terminal(1);
            lab.awaitPrompt();
            button.click();
            page.locator(".named .outcome", new Page.LocatorOptions().setHasText("Terminal 6 is not waiting"))
                    .waitFor();
            assertThat(String.join("\n", lab.lines())).doesNotContain("sleep");
        });
    }

    @Test
    void theTextKeepsItsSize(RunningServer server) {
        Chromium.visit(FOLDER, Language.ZH, ColorScheme.LIGHT, 1280, 800, page -> {
            LabOnScreen lab = begin(page, server);
            awaitSize(page, 14);
            lab.press("Control+=");
            page.keyboard().press("Control+=");
            page.keyboard().press("Control+=");
            page.keyboard().press("Control+-");
            awaitSize(page, 16);
            String columns = columns(lab);
            page.reload();
            lab.awaitPrompt();
            awaitSize(page, 16);
            assertThat(columns(lab)).isEqualTo(columns);
            lab.press("Control+0");
            awaitSize(page, 14);
            assertThat(Integer.parseInt(columns(lab))).isGreaterThan(Integer.parseInt(columns));
        });
    }

    @Test
    void aTabShowsWhatItsTerminalRuns(RunningServer server) {
        Chromium.visit(FOLDER, Language.EN, ColorScheme.LIGHT, 1280, 800, page -> {
            LabOnScreen lab = begin(page, server);
            Locator tabs = page.locator("[role=tab]");
            lab.type("tty > /tmp/first; read go");
            page.locator("[role=tab].busy").waitFor();
            assertThat(tabs.first().getAttribute("title")).startsWith("running ");
            lab.terminal(2);
            lab.type("echo printed > $(cat /tmp/first)");
            page.locator("[role=tab].busy.unread").waitFor();
            assertThat(tabs.first().getAttribute("title"))
                    .startsWith("running ")
                    .endsWith("new output");
            assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();

            lab.terminal(1);
            page.locator("[role=tab].unread").waitFor(hidden());
            lab.awaitText("printed");
            lab.press("Enter");
            page.locator("[role=tab].busy").waitFor(hidden());

            // Output from before the page was opened is not new.
            page.reload();
            lab.awaitPrompt();
            page.waitForFunction(
                    "() => document.querySelector('.shell[inert] .xterm-rows')?.textContent.includes('echo')");
            PlaywrightAssertions.assertThat(page.locator("[role=tab].unread")).hasCount(0);

            lab.terminal(2);
            lab.awaitPrompt();
            lab.press("Control+d");
            page.locator("[role=tab].ended").waitFor();
            PlaywrightAssertions.assertThat(tabs.nth(1)).hasAttribute("title", "ended");
            assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
        });
    }

    /** A click on a tab must hit it, even if a command in the previous tab ends meanwhile. */
    @Test
    void aTabDoesNotMoveWhenOthersChange(RunningServer server) {
        Chromium.visit(FOLDER, Language.EN, ColorScheme.LIGHT, 1280, 800, page -> {
            LabOnScreen lab = begin(page, server);
            Locator second = page.locator("[role=tab]").nth(1);
            lab.terminal(2);
            lab.terminal(1);
            lab.awaitPrompt();
            Set<Double> places = new HashSet<>(Set.of(second.boundingBox().x));
            lab.type("tty > /tmp/first; read first second third fourth");
            page.locator("#tab-t1.busy").waitFor();
            places.add(second.boundingBox().x);
            lab.terminal(2);
            places.add(second.boundingBox().x);
            lab.type("echo printed > $(cat /tmp/first)");
            page.locator("#tab-t1.busy.unread").waitFor();
            places.add(second.boundingBox().x);
            lab.terminal(1);
            lab.press("Enter");
            page.locator("#tab-t1.busy").waitFor(hidden());
            places.add(second.boundingBox().x);
            // Before the prompt, Ctrl+D would not end the shell.
            lab.awaitPrompt();
            lab.press("Control+d");
            page.locator("#tab-t1.ended").waitFor();
            places.add(second.boundingBox().x);
            assertThat(places).hasSize(1);
        });
    }

    /** A tab's number may have been used before: nothing else of that terminal reappears. */
    @Test
    void aTerminalThatIsOpenedAfterAnotherWasClosedIsNew(RunningServer server) {
        Chromium.visit(FOLDER, Language.EN, ColorScheme.LIGHT, 1280, 800, page -> {
            LabOnScreen lab = begin(page, server);
            lab.terminal(2);
            lab.type("echo of the one be''fore");
            lab.awaitText("\nof the one before");
            lab.awaitPrompt();
            page.locator(".tab-bar [aria-label^='Close']").click();
            page.waitForFunction("() => document.querySelectorAll('[role=tab]').length === 1");
            page.locator(".tab-bar > button.tool").first().click();
            page.locator("[role=tab][aria-selected=true]:nth-of-type(2)").waitFor();
            // It has the focus by itself, before its shell can have answered.
            page.waitForFunction("() => document.activeElement.closest('.shell:not([inert])') !== null");
            page.keyboard().type("echo Ear''ly\n");
            lab.awaitText("\nEarly");
            lab.awaitPrompt();
            assertThat(String.join("\n", lab.lines())).doesNotContain("one before");
            PlaywrightAssertions.assertThat(page.locator("[role=tab] .name")).hasText(new String[] {"1", "2"});
            PlaywrightAssertions.assertThat(page.locator("[role=tab].ended")).hasCount(0);
            page.reload();
            lab.awaitPrompt();
            lab.terminal(2);
            lab.awaitText("\nEarly");
            assertThat(String.join("\n", lab.lines())).doesNotContain("one before");
        });
    }

    @Test
    void aLinkOpensOnlyAfterConfirmation(RunningServer server) {
        Chromium.visit(FOLDER, Language.EN, ColorScheme.LIGHT, 1280, 800, page -> {
            LabOnScreen lab = begin(page, server);
            String address = "http://127.0.0.1:" + server.address().getPort() + "/glossary";
            BrowserContext browser = page.context();
            lab.type("echo see http://127.0.0.1:" + server.address().getPort() + "/gloss''ary");
            lab.awaitText("\nsee " + address);
            clickWord(page, "/glossary", List.of());
            Locator offered = page.locator(".terminal-line a");
            offered.waitFor();
            PlaywrightAssertions.assertThat(offered).hasAttribute("href", address);
            assertThat(offered.getAttribute("rel")).contains("noopener");
            assertThat(browser.pages()).hasSize(1);
            assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();

            Page opened = browser.waitForPage(() -> clickWord(page, "/glossary", List.of("Control")));
            opened.waitForLoadState();
            assertThat(opened.url()).isEqualTo(address);
            assertThat(opened.evaluate("() => opener")).isNull();
            opened.close();

            // A program may choose a link's text: the real address is shown, and only web addresses are followed.
            lab.type("printf '\\e]8;;file:///etc/passwd\\e\\\\bad''words\\e]8;;\\e\\\\\\n'");
            lab.awaitText("\nbadwords");
            clickWord(page, "badwords", List.of("Control"));
            assertThat(browser.pages()).hasSize(1);
            PlaywrightAssertions.assertThat(offered).hasCount(0);
        });
    }

    @Test
    void copiedTextCanBePasted(RunningServer server) {
        Chromium.visit(FOLDER, Language.EN, ColorScheme.DARK, 1280, 800, page -> {
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            LabOnScreen lab = begin(page, server);
            lab.type("echo one; echo 'two words'");
            lab.awaitText("\ntwo words");
            lab.awaitPrompt();
            lab.press("Control+Shift+C");
            assertThat(page.evaluate("() => navigator.clipboard.readText()"))
                    .asString()
                    .contains("\none\ntwo words\n");
            page.evaluate("() => navigator.clipboard.writeText('echo pas' + 'ted\\necho twice')");
            lab.type("clear");
            lab.awaitPrompt();
            page.locator("pb-terminal-menu > .tool").click();
            page.locator("[data-choice=paste]").click();
            // Bracketed: nothing runs before Enter.
            lab.awaitText("echo twice");
            assertThat(lab.lines()).noneMatch("pasted"::equals);
            assertInverted(page.locator(".shell:not([inert]) .xterm-bg-257:has-text('twice')"));
            page.keyboard().press("Enter");
            lab.awaitText("\npasted\ntwice");
        });
    }

    @ParameterizedTest
    @CsvSource({"EN,LIGHT,360", "ZH,DARK,768"})
    void aTouchScreenHasTheKeysThatItLacks(Language language, ColorScheme scheme, int width, RunningServer server) {
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.touched(language, scheme, width, 800);
            try {
                LabOnScreen lab = new LabOnScreen(page);
                page.navigate(server.address().toString());
                page.locator("form:has(input[value='" + LESSON + "']) button").tap();
                page.locator(".place-bar button").nth(1).tap();
                lab.awaitFirstPrompt();
                Locator keys = page.locator(".touch-row button");
                PlaywrightAssertions.assertThat(keys.first()).hasAttribute("aria-pressed", "false");
                lab.type("cat");
                page.locator("[role=tab].busy").waitFor();
                keys.first().tap();
                page.locator(".touch-row [aria-pressed=true]").waitFor();
                Accessibility.assertSound(page, language);
                assertThat(Accessibility.faultsAndSmallTargets(page)).isEmpty();
                page.keyboard().type("c");
                lab.awaitText("^C");
                lab.awaitPrompt();
                PlaywrightAssertions.assertThat(keys.first()).hasAttribute("aria-pressed", "false");
                page.keyboard().type("c");
                lab.awaitText("# c");
                keys.nth(1).tap();
                lab.awaitText("# c^C");
                keys.nth(4).tap();
                lab.awaitText("# cat");
                PlaywrightAssertions.assertThat(page.locator(".xterm-helper-textarea:focus"))
                        .hasCount(1);
                keys.nth(1).tap();
                lab.terminal(MANY);
                assertActiveTabInView(page);
                page.locator("[role=tab]").first().press("Enter");
                assertActiveTabInView(page);
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER.resolve("touch-" + width));
                throw e;
            }
        }
    }

    private static LabOnScreen begin(Page page, RunningServer server) {
        return LessonInBrowser.begin(page, server.address().toString(), LESSON).lab();
    }

    private static void assertActiveTabInView(Page page) {
        BoundingBox tab = page.locator("[role=tab][aria-selected=true]").boundingBox();
        BoundingBox all = page.locator("pb-tabs").boundingBox();
        assertThat(tab.x).isGreaterThanOrEqualTo(all.x - 1);
        assertThat(tab.x + tab.width).isLessThanOrEqualTo(all.x + all.width + 1);
    }

    /** Written in the ground's own colour, not in what is just legible. */
    private static void assertInverted(Locator text) {
        assertThat(text.first().evaluate("text => getComputedStyle(text).color"))
                .isEqualTo(
                        text.first().evaluate("text => getComputedStyle(text.closest('pb-terminal')).backgroundColor"));
    }

    /** The text of a shell as a script. */
    private static String rows(String pane) {
        return "[...document.querySelectorAll('.shell" + pane + " .xterm-rows > div')]"
                + ".map(row => row.innerText.replaceAll('\\u00a0', ' ').trimEnd()).join('\\n').trimEnd()";
    }

    private static void awaitFound(Page page, String... parts) {
        page.waitForFunction(
                "parts => parts.every(part => document.querySelector('.search-bar .found').innerText.includes(part))",
                List.of(parts));
    }

    private static void awaitSize(Page page, int pixels) {
        page.waitForFunction(
                "size => getComputedStyle(document.querySelector('.xterm-rows')).fontSize === size", pixels + "px");
    }

    /** How wide the shell believes that its terminal is. */
    private static String columns(LabOnScreen lab) {
        lab.type("stty size | tr ' ' x");
        lab.awaitPrompt();
        return lab.lines().stream()
                .filter(line -> line.matches("\\d+x\\d+"))
                .map(line -> line.substring(line.indexOf('x') + 1))
                .findFirst()
                .orElseThrow();
    }

    /** Clicks the last occurrence of a word in the terminal. */
    private static void clickWord(Page page, String word, List<String> held) {
        List<?> at = (List<?>) page.evaluate("""
                word => {
                  const rows = [...document.querySelectorAll('.shell:not([inert]) .xterm-rows > div')];
                  const row = rows.filter(one => one.innerText.includes(word)).at(-1);
                  const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
                  const all = row.textContent;
                  let from = all.lastIndexOf(word);
                  let node = texts.nextNode();
                  while (from >= node.length) { from -= node.length; node = texts.nextNode(); }
                  const range = document.createRange();
                  range.setStart(node, from);
                  range.setEnd(node, from + 1);
                  const box = range.getBoundingClientRect();
                  return [box.left + box.width / 2, box.top + box.height / 2];
                }
                """, word);
        double x = ((Number) at.get(0)).doubleValue();
        double y = ((Number) at.get(1)).doubleValue();
        page.mouse().move(x - 2, y);
        page.mouse().move(x, y);
        held.forEach(key -> page.keyboard().down(key));
        page.mouse().click(x, y);
        held.forEach(key -> page.keyboard().up(key));
    }

    private static Locator.WaitForOptions hidden() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }
}
