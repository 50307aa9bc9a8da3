package org.patchbay.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patchbay.running.RunningServer;

/**
 * A first visit, from the course to the prompt, as measured by the browser: bytes loaded, largest paint, layout shift.
 */
final class PageLoadBench implements Benchmark {
    private static final int VISITS = 12;

    private record Visit(double kilobytes, double coursePaint, double labPaint, double shift) {}

    @Override
    public String name() {
        return "page";
    }

    @Override
    public String part() {
        return "page.load";
    }

    @Override
    public void run(Report report) throws Exception {
        try (RunningServer server = RunningServer.start(Path.of("target", "bench-page"));
                BenchBrowser browser = BenchBrowser.launch()) {
            // The first of a server loads its classes.
            visit(browser, server.address());
            List<Visit> visits = new ArrayList<>();
            for (int i = 0; i < VISITS; i++) {
                visits.add(visit(browser, server.address()));
            }
            report.metric(
                    "first_load_kb",
                    "kB",
                    visits.stream().map(Visit::kilobytes).toList(),
                    Map.of("topology", "not loaded"));
            report.metric(
                    "largest_paint", "s", visits.stream().map(Visit::labPaint).toList());
            report.metric(
                    "largest_paint_course",
                    "s",
                    visits.stream().map(Visit::coursePaint).toList());
            report.metric(
                    "layout_shift", "score", visits.stream().map(Visit::shift).toList());
        }
    }

    private static Visit visit(BenchBrowser browser, URI server) {
        try (BrowserContext learner = browser.learner(PageTiming.SCRIPT)) {
            Page page = learner.newPage();
            PageTiming timing = new PageTiming(page);
            page.navigate(server.toString());
            page.waitForLoadState(LoadState.NETWORKIDLE);
            double bytes = timing.transferred();
            double coursePaint = timing.largestPaint();
            double shift = timing.layoutShift();
            page.locator("form[action='/labs'] button").first().click();
            new KeyboardLabPage(page).awaitPrompt();
            bytes += timing.transferred();
            Visit visit = new Visit(
                    bytes / 1e3, coursePaint / 1e3, timing.largestPaint() / 1e3, Math.max(shift, timing.layoutShift()));
            page.request().post(page.url() + "/end");
            return visit;
        }
    }
}
