package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;

/** Frames followed from device to device in a real browser, against what tcpdump printed on each of them. */
@Tag("browser")
@Tag("vm")
final class FrameJourneyIT {
    private static final Path FOLDER = Path.of("target/browser/journey");

    private static final String WIDTH = "document.querySelector('.drawing').getBoundingClientRect().width";
    /** Of all that is written in the picture, in CSS pixels on the screen. */
    private static final String SMALLEST = """
            Math.min(...[...document.querySelectorAll('.drawing text')]
              .filter(text => getComputedStyle(text).visibility !== 'hidden')
              .map(text => Number(text.getAttribute('font-size')) * %s / document.querySelector('.drawing').viewBox.baseVal.width))
            """.formatted(WIDTH).strip();
    /** The names that a mark lies on. */
    private static final String COVERED = """
            () => {
              const box = element => element.getBoundingClientRect();
              const marks = [...document.querySelectorAll('.hop-marker circle')].map(box);
              return [...document.querySelectorAll('.drawing .name')].filter(name => marks.some(mark =>
                mark.left < box(name).right && box(name).left < mark.right && mark.top < box(name).bottom
                && box(name).top < mark.bottom)).map(name => name.textContent);
            }""";

    /** Which terminal listens on which device. */
    private final Map<String, Integer> listening = new LinkedHashMap<>();

    @Test
    void aWayIsWhatTcpdumpPrintedOnEachDevice() throws IOException, InterruptedException {
        try (RunningServer server = RunningServer.start(FOLDER);
                Chromium chromium = Chromium.launch()) {
            // Wide, so that no line of tcpdump's is broken, and high, so that all are in view above the picture.
            Page page = chromium.page(Language.EN, ColorScheme.LIGHT, 2200, 1900);
            try {
                LabOnScreen lab = LessonInBrowser.begin(page, server.address().toString(), "50-bridge")
                        .lab();
                pair(lab, page);
                fiveHops(lab, page);
                watched(lab, page);
                legible(page);
                assertThat(Accessibility.faults(page)).isEmpty();
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }

    private void pair(LabOnScreen lab, Page page) {
        run(lab, "ip link add veth0 type veth peer name veth1; ip link set veth0 up; ip link set veth1 up");
        run(lab, "ip addr add 10.70.2.10/24 dev veth0");
        listen(lab, 2, "veth0", "");
        listen(lab, 3, "veth1", "");
        run(lab, "ping -c 1 10.70.2.11");
        lab.showNetwork();
        page.locator(".picture-tools button[aria-expanded]").click();
        List<String> requests = printed(lab, "veth0", "who-has 10.70.2.11");
        assertThat(requests).isNotEmpty();
        Locator frames = page.locator(".frame:has-text('who-has 10.70.2.11')");
        frames.nth(requests.size() - 1).waitFor();
        PlaywrightAssertions.assertThat(frames).hasCount(requests.size());
        frames.last().click();
        assertWay(lab, page, "who-has 10.70.2.11", List.of("veth0", "veth1"));
        PlaywrightAssertions.assertThat(page.locator(".hops tbody tr").last())
                .containsText("init does not have the address 10.70.2.11");
        PlaywrightAssertions.assertThat(page.locator(".frame[aria-current=true] .frame-outcome"))
                .hasText("dropped");
    }

    private void fiveHops(LabOnScreen lab, Page page) {
        stop(lab);
        run(lab, "ip link add br0 type bridge; ip link set br0 up; ip netns add c1; ip netns add c2");
        for (int i = 1; i <= 2; i++) {
            run(lab, "ip link add v%d type veth peer name v%d_p; ip link set v%d netns c%d".formatted(i, i, i, i));
            run(lab, "ip link set v%d_p master br0 up; ip -n c%d link set v%d up".formatted(i, i, i));
            run(lab, "ip -n c%d addr add 10.70.9.1%d/24 dev v%d".formatted(i, i, i));
        }
        listen(lab, 2, "v1", "ip netns exec c1 ");
        listen(lab, 3, "v1_p", "");
        listen(lab, 4, "br0", "");
        listen(lab, 5, "v2_p", "");
        listen(lab, 6, "v2", "ip netns exec c2 ");
        run(lab, "ip netns exec c1 ping -c 1 10.70.9.12");
        List<String> there = List.of("v1", "v1_p", "br0", "v2_p", "v2");
        follow(lab, page, "who-has 10.70.9.12 tell 10.70.9.11", there);
        follow(lab, page, "Reply 10.70.9.12 is-at", there.reversed());
        follow(lab, page, "10.70.9.12: ICMP echo request", there);
        PlaywrightAssertions.assertThat(page.locator(".frame[aria-current=true] .frame-outcome"))
                .hasText("answered");
        page.locator(".answer button").click();
        assertWay(lab, page, "ICMP echo reply", there.reversed());
        scrub(page);
    }

    /** Without any capture: a bridge's own device does not show forwarded unicast frames. */
    private void watched(LabOnScreen lab, Page page) {
        stop(lab);
        page.locator(".watch button").click();
        page.locator(".watch [role=status]:has-text('Watching')").waitFor();
        run(lab, "ip netns exec c2 ping -c 1 10.70.9.11");
        page.locator(".watch [data-stop]").click();
        page.locator(".watch [role=status]:has-text('sightings of frames')").waitFor();
        page.locator(".frame:has-text('10.70.9.12 > 10.70.9.11: ICMP echo request')")
                .click();
        page.locator(".hops caption:has-text('10.70.9.12 > 10.70.9.11: ICMP echo request')")
                .waitFor();
        PlaywrightAssertions.assertThat(page.locator(".hops th code"))
                .hasText(new String[] {"v2", "v2_p", "v1_p", "v1"});
        PlaywrightAssertions.assertThat(page.locator(".frame[aria-current=true] .frame-outcome"))
                .hasText("answered");
        PlaywrightAssertions.assertThat(page.locator(".hops pre")).hasCount(0);
    }

    /** The picture is legible at its usual size, and more so on the whole page; no marker covers a name. */
    private static void legible(Page page) {
        page.setViewportSize(1440, 900);
        page.locator(".scrubber input").press("End");
        PlaywrightAssertions.assertThat(page.locator(".hop-marker.now")).isVisible();
        page.waitForFunction("() => " + SMALLEST + " >= 9.5");
        page.waitForFunction("() => (" + COVERED + ")().length === 0");
        double below = page.locator(".drawing").boundingBox().width;
        page.locator(".maximize").click();
        page.waitForFunction("below => " + SMALLEST + " >= 11 && " + WIDTH + " > 1.3 * below", below);
        page.waitForFunction("() => (" + COVERED + ")().length === 0");
        page.keyboard().press("Escape");
        page.waitForFunction("below => Math.abs(" + WIDTH + " - below) < 1", below);

        // The picture's height is the learner's choice, based on its size without a frame's path.
        Locator way = page.locator(".picture-tools button[aria-expanded]");
        way.click();
        Locator divider = page.locator(".machine-area > .splitter");
        double height = page.locator(".picture").boundingBox().height;
        divider.press("ArrowDown");
        page.waitForFunction(
                "height => document.querySelector('.picture').getBoundingClientRect().height < height - 10", height);
        way.click();
    }

    private void follow(LabOnScreen lab, Page page, String caption, List<String> devices) {
        page.locator(".frame:has-text('" + caption + "')").last().click();
        assertWay(lab, page, caption, devices);
    }

    /** The arrow keys move along the way, and the picture has a mark for each hop that is behind. */
    private static void scrub(Page page) {
        Locator range = page.locator(".scrubber input");
        range.focus();
        page.keyboard().press("Home");
        page.locator(".hop-marker.now:has-text('1')").waitFor();
        PlaywrightAssertions.assertThat(page.locator(".hop-marker")).hasCount(1);
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.locator(".hop-marker.now:has-text('3')").waitFor();
        PlaywrightAssertions.assertThat(page.locator(".hop-marker")).hasCount(3);
        assertThat(range.getAttribute("aria-valuetext"))
                .startsWith("Hop 3 of 5")
                .contains("br0");
        PlaywrightAssertions.assertThat(page.locator(".hops tr[aria-current=step] th"))
                .containsText("br0");
        PlaywrightAssertions.assertThat(page.locator(".frame-path path")).hasCount(2);
        page.keyboard().press("End");
        page.locator(".hop-marker.now.taken:has-text('5')").waitFor();
    }

    /** The devices in order, each with a line that tcpdump printed there, and the times in those lines. */
    private void assertWay(LabOnScreen lab, Page page, String caption, List<String> devices) {
        List<String> rows = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        LocalTime began = null;
        Locator table = page.locator(".hops tbody tr");
        table.nth(devices.size() - 1).waitFor();
        for (int i = 0; i < table.count(); i++) {
            Locator row = table.nth(i);
            rows.add(row.locator("th code").innerText() + " "
                    + row.locator(".micros").innerText() + " "
                    + row.locator("pre").textContent());
        }
        for (String device : devices) {
            String line = printed(lab, device, caption).getFirst();
            LocalTime time = LocalTime.parse(line.substring(0, line.indexOf(' ')));
            began = began == null ? time : began;
            expected.add("%s +%,d µs %s"
                    .formatted(device, Duration.between(began, time).toNanos() / 1000, line));
        }
        assertThat(rows).as(caption).isEqualTo(expected);
    }

    /** What tcpdump printed on a device of such frames. */
    private List<String> printed(LabOnScreen lab, String device, String frame) {
        lab.terminal(listening.get(device));
        return lab.lines().stream()
                .filter(line -> line.contains(frame) && line.matches("\\d\\d:.*"))
                .toList();
    }

    private void listen(LabOnScreen lab, int terminal, String device, String where) {
        lab.terminal(terminal);
        lab.type(where + "tcpdump -n -i " + device);
        lab.awaitText("listening on " + device);
        listening.put(device, terminal);
    }

    private void stop(LabOnScreen lab) {
        for (int terminal : listening.values()) {
            lab.terminal(terminal);
            lab.press("Control+c");
            lab.awaitPrompt();
        }
        listening.clear();
    }

    private static void run(LabOnScreen lab, String line) {
        lab.terminal(1);
        lab.type(line);
        lab.awaitPrompt();
    }
}
