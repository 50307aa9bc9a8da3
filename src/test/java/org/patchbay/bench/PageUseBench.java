package org.patchbay.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patchbay.running.RunningServer;

/**
 * A lab at work: the longest task of its page's thread while somebody types with the network's picture open, and how far
 * the page's memory grows over the time that the property {@code patchbay.page-minutes} says, by default
 * {@value #MINUTES}. The use is a hurried one: commands, networks that come and go, terminals, steps and the picture
 * opened and closed, without a pause.
 */
final class PageUseBench implements Benchmark {
    private static final String MINUTES = "3";
    private static final int LINES = 20;
    private static final int WARM_UP = 5;

    /** As many as the picture is made for: 30 namespaces, 100 devices. */
    private static final List<String> MANY = List.of(
            "for i in $(seq 30); do ip netns add n$i; ip link add v$i type veth peer name p$i netns n$i; done",
            "for i in $(seq 10); do ip -n n$i link add br0 type bridge; done",
            "echo built");

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
            lab.hideNetwork();
            memory(report, lab);
            MANY.forEach(lab::run);
            lab.showNetwork("v30");
            report.metric("long_task_100", "ms", typing(lab), Map.of("devices", 102));
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

    private static void memory(Report report, LabPage lab) {
        CDPSession chromium = lab.page().context().newCDPSession(lab.page());
        chromium.send("Performance.enable");
        // All that is loaded when first needed is loaded, and what is bounded is full.
        lab.run("seq 5000");
        for (int i = 0; i < WARM_UP; i++) {
            use(lab, i);
        }
        double before = heap(chromium);
        double nodes = metric(chromium, "Nodes");
        Duration time = Duration.ofMinutes(Long.parseLong(System.getProperty("patchbay.page-minutes", MINUTES)));
        Instant end = Instant.now().plus(time);
        int rounds = 0;
        while (Instant.now().isBefore(end)) {
            use(lab, rounds++);
        }
        double after = heap(chromium);
        report.metric(
                "heap_growth",
                "percent",
                List.of((after - before) / before * 100),
                Map.of(
                        "minutes",
                        time.toMinutes(),
                        "rounds",
                        rounds,
                        "heap_mb",
                        Math.round(after / 1e5) / 10.0,
                        "nodes_before",
                        Math.round(nodes),
                        "nodes_after",
                        Math.round(metric(chromium, "Nodes"))));
    }

    /** What a learner does in some minutes. */
    private static void use(LabPage lab, int round) {
        Page page = lab.page();
        lab.run("ip -br link; ip route; seq " + (100 + round % 7));
        lab.run("ip link add u0 type veth peer name u1");
        lab.showNetwork("u1");
        lab.run("ip link del u0");
        lab.hideNetwork();
        page.getByLabel("Open another terminal").click();
        lab.await("() => document.querySelectorAll('[role=tab]').length === 2");
        lab.awaitPrompt();
        lab.run("echo second");
        page.getByLabel("Close terminal 2").click();
        lab.await("() => document.querySelectorAll('[role=tab]').length === 1");
        page.locator(".panel-row .jack:enabled").first().click();
        page.keyboard().press("?");
        lab.await("() => document.querySelector('dialog[open]') !== null");
        page.keyboard().press("Escape");
    }

    private static double heap(CDPSession chromium) {
        chromium.send("HeapProfiler.collectGarbage");
        return chromium.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
    }

    private static double metric(CDPSession chromium, String name) {
        return chromium.send("Performance.getMetrics").getAsJsonArray("metrics").asList().stream()
                .map(value -> (JsonObject) value)
                .filter(value -> value.get("name").getAsString().equals(name))
                .mapToDouble(value -> value.get("value").getAsDouble())
                .findFirst()
                .orElseThrow();
    }
}
