package org.patchbay.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patchbay.running.LargeNetwork;
import org.patchbay.running.RunningServer;

/**
 * A lab at work with the network's picture open, of few devices and of many: the longest task of its page's thread while
 * somebody types, and how soon the picture shows what a command has changed.
 */
final class PageUseBench implements Benchmark {
    private static final int LINES = 20;
    /** Of four changes each. */
    private static final int ROUNDS = 5;

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
                BrowserContext learner = browser.learner(PageTiming.SCRIPT + ChangeTiming.SCRIPT)) {
            Page page = learner.newPage();
            KeyboardLabPage lab = KeyboardLabPage.begin(page, server.address());
            lab.run("ip link add veth0 type veth peer name veth1");
            lab.showNetwork("veth1");
            measure(lab, report);
            lab.run("ip link del veth0");
            LargeNetwork.LINES.forEach(lab::run);
            lab.awaitDevice(LargeNetwork.LAST);
            measure(lab, report);
            page.request().post(page.url() + "/end");
        }
    }

    private static void measure(KeyboardLabPage lab, Report report) {
        Map<String, Integer> beside = Map.of("devices", lab.devices());
        report.metric("long_task", "ms", typing(lab), beside);
        report.metric("change_to_picture", "s", changing(lab), beside);
    }

    /** The longest task during each of some typed lines; every second one changes the picture. */
    private static List<Double> typing(KeyboardLabPage lab) {
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
        for (int i = 1; i < LINES; i += 2) {
            lab.run("ip link del t" + i);
        }
        return longest;
    }

    /** How long each of some changes took to be seen: a device, its address, its being switched on, its end. */
    private static List<Double> changing(KeyboardLabPage lab) {
        ChangeTiming timing = new ChangeTiming(lab.page());
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String name = "c" + i;
            String address = "10.99.%d.1/24".formatted(i);
            took.add(timing.of(lab, "ip link add " + name + " type dummy", name, "device !== null"));
            took.add(timing.of(
                    lab,
                    "ip addr add " + address + " dev " + name,
                    name,
                    "device?.textContent.includes('" + address + "')"));
            took.add(timing.of(lab, "ip link set " + name + " up", name, "device?.classList.contains('up')"));
            took.add(timing.of(lab, "ip link del " + name, name, "device === null"));
        }
        return took;
    }
}
