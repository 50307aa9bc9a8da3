package org.patchbay.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.net.CookieManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * From a learner's click on "Begin" to the prompt of their own machine on the screen, in a real browser that has never
 * seen the server: with a machine that is cloned then, and with one that waits.
 */
final class ClickBench implements Benchmark {
    private static final int CLICKS = 12;
    private static final int WARM = 2;

    /** Runs in the page, frame by frame: a question from outside comes too rarely to measure by. */
    private static final String STOPWATCH = """
            const now = () => performance.timeOrigin + performance.now();
            addEventListener('click', () => sessionStorage.setItem('clicked', now()), true);
            const look = () => {
              const rows = document.querySelector('.xterm-rows');
              if (rows?.textContent.includes('#') && rows.checkVisibility({ visibilityProperty: true })) {
                document.documentElement.dataset.prompted = now() - Number(sessionStorage.getItem('clicked'));
              } else {
                requestAnimationFrame(look);
              }
            };
            requestAnimationFrame(look);
            """;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String part() {
        return "start.click";
    }

    @Override
    public void run(Report report) throws Exception {
        Path data = Files.createTempDirectory("patchbay-bench-click");
        try (BenchBrowser browser = BenchBrowser.launch()) {
            BenchServer.prepare(data);
            report.metric("click_to_prompt", "s", clicks(browser, data, 0));
            report.metric("click_to_prompt_pooled", "s", clicks(browser, data, WARM), Map.of("warm", WARM));
        } finally {
            new ProcessBuilder("rm", "-rf", data.toString()).start().waitFor();
        }
    }

    private static List<Double> clicks(BenchBrowser browser, Path data, int warm) throws Exception {
        try (BenchServer server =
                BenchServer.start(data, new CookieManager(), List.of("-Dpatchbay.limits.spare-machines=" + warm))) {
            // The first click of a server loads its classes.
            awaitSpare(server, data, warm);
            click(browser, server);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < CLICKS; i++) {
                awaitSpare(server, data, warm);
                seconds.add(click(browser, server));
            }
            return seconds;
        }
    }

    /** Waits until the last learner's machine has ended and the spare ones are ready. */
    private static void awaitSpare(BenchServer server, Path data, int warm) throws Exception {
        if (warm > 0) {
            server.await("%1$d of %1$d spare machines are ready".formatted(warm));
        }
        awaitMachines(data, warm);
    }

    private static double click(BenchBrowser browser, BenchServer server) {
        try (var learner = browser.learner(STOPWATCH)) {
            Page page = learner.newPage();
            page.navigate(server.address().toString());
            // A learner reads what they choose from: the page has come whole.
            page.waitForLoadState(LoadState.NETWORKIDLE);
            page.locator("form[action='/labs'] button").first().click();
            String milliseconds = page.locator("html[data-prompted]").getAttribute("data-prompted");
            page.request().post(page.url() + "/end");
            return Double.parseDouble(milliseconds) / 1e3;
        }
    }

    /** Waits until this many machines are ready. */
    private static void awaitMachines(Path data, int count) throws IOException {
        while (machines(data, "") != count || machines(data, "sandbox.json") != count) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Folders of machines that have this file. */
    private static long machines(Path data, String file) throws IOException {
        try (var folders = Files.list(data.resolve("sandboxes"))) {
            return folders.filter(folder -> Files.exists(folder.resolve(file))).count();
        }
    }
}
