package org.patchbay.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.Map;

/** The system's Chromium, headless. */
final class BenchBrowser implements AutoCloseable {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private final Playwright playwright;
    private final Browser browser;

    private BenchBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static BenchBrowser launch() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new BenchBrowser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))));
    }

    /** A browser that has never seen the server; each of its pages runs the script before its own. */
    BrowserContext learner(String script) {
        BrowserContext learner = browser.newContext(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT));
        learner.addInitScript(script);
        return learner;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
