package org.patchbay.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patchbay.running.RunningServer;

/** A lab at work: the longest task of its page's thread while somebody types with the network's picture open. */
final class PageUseBench implements Benchmark {
    private static final int LINES = 20;

    @Override
    public String name() {
        return "page";
    }

    @Override
    public String part() {
        return "page.use";
    }

    @Override
    public void run(Report report) throws Exception {
        try (RunningServer server = RunningServer.start(Path.of("target", "bench-page"));
                BenchBrowser browser = BenchBrowser.launch();
                BrowserContext learner = browser.learner(PageTiming.SCRIPT)) {
            Page page = learner.newPage();
            page.navigate(server.address().toString());
            page.locator("form[action='/labs'] button").first().click();
            LabPage lab = new LabPage(page);
            lab.awaitPrompt();
            lab.run("ip link add veth0 type veth peer name veth1");
            lab.showNetwork("veth1");
            report.metric("long_task", "ms", typing(lab), Map.of("devices", 3));
            page.request().post(page.url() + "/end");
        }
    }

    /** The longest task during each of some lines; every second one changes what the picture shows. */
    private static List<Double> typing(LabPage lab) {
        PageTiming timing = new PageTiming(lab.page());
        timing.longestTask();
        List<Double> longest = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lab.run(
                    i % 2 == 0
                            ? "echo the quick brown fox jumps over the lazy dog"
                            : "ip link add t" + i + " type dummy");
            longest.add(timing.longestTask());
        }
        return longest;
    }
}
