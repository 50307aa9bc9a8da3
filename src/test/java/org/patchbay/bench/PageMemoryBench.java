package org.patchbay.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.patchbay.running.RunningServer;

/**
 * What a lab's page keeps after it has been used for long: commands typed, terminals opened, split, renamed and closed, the
 * picture opened and closed, its network changed, frames followed. As fast as the machine and the browser do it, for as many
 * minutes as the environment's {@code PATCHBAY_BENCH_MINUTES} says, else half an hour.
 *
 * <p>The nodes rise by some two a line that is typed: the browser keeps what was typed into a terminal's text area so that it
 * could be taken back, a thousand times at most (Blink's UndoStack).
 */
final class PageMemoryBench implements Benchmark {
    /** Lines that fill a terminal's scrollback, which keeps ten thousand (screen.ts). */
    private static final int SCROLLBACK = 10_000;

    /** Rounds before the first measurement: till then the parts of the page are loaded, and compiled by the browser. */
    private static final int BEFORE = 10;

    @Override
    public String name() {
        return "page";
    }

    @Override
    public String part() {
        return "page.memory";
    }

    @Override
    public boolean onlyIfNamed() {
        return true;
    }

    @Override
    public void run(Report report) throws Exception {
        Duration duration = Duration.ofSeconds(Math.round(60
                * Double.parseDouble(Optional.ofNullable(System.getenv("PATCHBAY_BENCH_MINUTES"))
                        .orElse("30"))));
        try (RunningServer server = RunningServer.start(Path.of("target", "bench-page"));
                BenchBrowser browser = BenchBrowser.launch();
                BrowserContext learner = browser.learner("")) {
            Page page = learner.newPage();
            KeyboardLabPage lab = KeyboardLabPage.begin(page, server.address());
            lab.run("seq " + SCROLLBACK);
            for (int i = 0; i < BEFORE; i++) {
                round(lab, i);
            }
            PageMemory memory = new PageMemory(page);
            List<PageMemory.Kept> kept = new ArrayList<>(List.of(memory.now()));
            Instant end = Instant.now().plus(duration);
            for (int i = BEFORE; Instant.now().isBefore(end); i++) {
                round(lab, i);
                kept.add(memory.now());
            }
            tell(report, "page_heap", "MiB", kept, PageMemory.Kept::heapMib);
            tell(report, "page_buffers", "MiB", kept, PageMemory.Kept::buffersMib);
            tell(report, "page_nodes", "nodes", kept, PageMemory.Kept::nodes);
            tell(report, "page_listeners", "listeners", kept, PageMemory.Kept::listeners);
            page.request().post(page.url() + "/end");
        }
    }

    private static void tell(
            Report report,
            String metric,
            String unit,
            List<PageMemory.Kept> kept,
            ToDoubleFunction<PageMemory.Kept> what) {
        List<Double> samples =
                kept.stream().map(what::applyAsDouble).map(Double::valueOf).toList();
        report.metric(
                metric,
                unit,
                samples,
                Map.of("first", samples.getFirst(), "last", samples.getLast(), "rounds", samples.size() - 1));
    }

    private static void round(KeyboardLabPage lab, int round) {
        String near = "n" + round;
        String far = "f" + round;
        // The limit of recordings is soon reached, which each further terminal reports.
        lab.dismissNotices();
        lab.run("seq 400");
        lab.run("ip link add %s type veth peer name %s; ip link set %s up; ip link set %s up"
                .formatted(near, far, near, far));
        lab.showNetwork(far);
        lab.run("ip addr add 10.77.0.1/24 dev " + near);
        lab.openTerminal();
        lab.run("tcpdump -n -c 1 -i " + far + " & arping -q -c 2 -I " + near + " 10.77.0.2; wait");
        lab.follow();
        lab.split();
        lab.run("ls -l /etc");
        lab.split();
        lab.closeTerminal();
        lab.run("ip link del " + near);
        lab.awaitNoDevice(far);
        lab.hideNetwork();
    }
}
