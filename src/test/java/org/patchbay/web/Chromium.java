package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patchbay.lesson.Language;

/** The system's Chromium, headless, and what its pages complained about. */
public final class Chromium implements AutoCloseable {
    /** Far longer than anything takes, for machines without hardware virtualisation on a busy host. */
    private static final double PATIENCE_MS = 240_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** A test's actions on a page. */
    interface Visit<E extends Exception> {
        void to(Page page) throws E;
    }

    /**
     * Runs a test in a new browser. Fails too if a page has logged an error; a failure leaves a picture.
     *
     * @param folder for pictures, with one folder per visitor
     * @param width of the page in CSS pixels
     */
    static <E extends Exception> void visit(
            Path folder, Language language, ColorScheme scheme, int width, int height, Visit<E> visit) throws E {
        try (Chromium chromium = launch()) {
            Page page = chromium.page(language, scheme, width, height);
            try {
                visit.to(page);
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(folder.resolve(language + "-" + scheme + "-" + width));
                throw e;
            }
        }
    }

    public static Chromium launch() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable()));
        return new Chromium(playwright, browser);
    }

    /**
     * A page of a new browser.
     *
     * @param width of the page in CSS pixels
     */
    public Page page(Language language, ColorScheme scheme, int width, int height) {
        return page(options(language, scheme, width, height));
    }

    /** The same on a screen that is touched. */
    Page touched(Language language, ColorScheme scheme, int width, int height) {
        return page(options(language, scheme, width, height).setHasTouch(true).setIsMobile(true));
    }

    /** The same where the system gives a page its colours, as Windows' high contrast does. */
    Page inForcedColours(Language language, ColorScheme scheme, int width, int height) {
        return page(options(language, scheme, width, height).setForcedColors(ForcedColors.ACTIVE));
    }

    private static Browser.NewContextOptions options(Language language, ColorScheme scheme, int width, int height) {
        return new Browser.NewContextOptions()
                .setLocale(language == Language.ZH ? "zh-CN" : "en-GB")
                .setColorScheme(scheme)
                .setViewportSize(width, height);
    }

    private Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MS);
        // Violations of the policy are reported to the page alone, so they are forwarded.
        context.addInitScript(
                "document.addEventListener('securitypolicyviolation',"
                        + " e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))");
        Page page = context.newPage();
        page.onPageError(error -> complaints.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (message.text().startsWith("policy: ")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** Errors of scripts and violations of the content security policy, on all pages. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Leaves a picture of each page that is open. */
    public void picture(Path folder) {
        int number = 0;
        for (BrowserContext context : browser.contexts()) {
            for (Page page : context.pages()) {
                // A page in the background is not drawn.
                page.bringToFront();
                page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("page-" + ++number + ".png")));
            }
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path executable() {
        return List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Chromium is not installed"));
    }
}
