package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lesson.Language;
import org.patchbay.running.LargeNetwork;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** The picture as a whole and near: of thirty namespaces with a hundred devices, on screens of all sizes; and by mouse. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class LargePictureIT {
    private static final Path FOLDER = Path.of("target/browser/large");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Each box on the screen, by kind and name, with its position in the picture. */
    private static final String BOXES = """
            () => {
              const box = (group, name) => {
                const { left, top, right, bottom } = group.querySelector('rect').getBoundingClientRect();
                return { name, left, top, right, bottom, at: group.dataset.at };
              };
              const all = (selector) => [...document.querySelectorAll('pb-topology .drawing ' + selector)];
              const place = document.querySelector('pb-topology .picture').getBoundingClientRect();
              return {
                place: { left: place.left, top: place.top, right: place.right, bottom: place.bottom },
                rooms: all('g.namespace').map((group) => box(group, group.querySelector('text').textContent)),
                devices: all('g.device').map((group) => box(group, group.dataset.device)),
              };
            }""";

    @ParameterizedTest
    @CsvSource({"EN,LIGHT,1440,900", "ZH,DARK,768,1024", "EN,DARK,360,740"})
    void thePictureFitsOrHasTheChosenScale(
            Language language, ColorScheme scheme, int width, int height, RunningServer server) {
        Chromium.visit(FOLDER, language, scheme, width, height, page -> {
            LabOnScreen lab = begin(page, server);
            show(page, "terminal");
            LargeNetwork.LINES.forEach(lab::type);
            lab.awaitPrompt();
            show(page, "network");
            lab.awaitDevice(LargeNetwork.LAST);
            settled(page);
            assertAllInView(page);
            assertThat(Accessibility.faults(page)).isEmpty();
            page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve("fit-" + width + ".png")));

            page.locator(".picture").focus();
            for (int i = 0; i < 4; i++) {
                page.keyboard().press("+");
            }
            settled(page);
            double large = scale(page);
            assertThat(textSize(page)).isGreaterThan(9);
            page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve("near-" + width + ".png")));

            show(page, "terminal");
            lab.type("ip -n n7 addr add 10.9.9.9/24 dev eth0");
            lab.awaitPrompt();
            show(page, "network");
            page.waitForFunction("() => document.querySelector('.drawing').textContent.includes('10.9.9.9/24')");
            assertThat(scale(page))
                    .as("what changes is no reason to be looked at otherwise")
                    .isEqualTo(large);

            page.locator(".picture").focus();
            page.keyboard().press("0");
            settled(page);
            assertAllInView(page);
        });
    }

    @Test
    void aMouseEnlargesWhatItPointsAtAndMovesIt(RunningServer server) {
        Chromium.visit(FOLDER.resolve("mouse"), Language.EN, ColorScheme.LIGHT, 1440, 900, page -> {
            LabOnScreen lab = begin(page, server);
            lab.type("ip link add a0 type veth peer name b0");
            show(page, "network");
            lab.awaitDevice("b0");
            settled(page);
            double fit = scale(page);
            Point before = middle(page, "b0");
            page.mouse().move(before.x(), before.y());
            page.evaluate(
                    "() => { window.wheeled = 0; addEventListener('wheel', event => wheeled += event.deltaY, { passive: true }); }");
            page.keyboard().down("Control");
            for (int i = 0; i < 4; i++) {
                page.mouse().wheel(0, -100);
            }
            // One event or several, as the browser likes.
            page.waitForFunction("() => wheeled === -400");
            page.keyboard().up("Control");
            awaitWidth(page, "> 2", fit);
            settled(page);
            Point near = middle(page, "b0");

            page.mouse().down();
            page.mouse().move(before.x() - 30, before.y() - 20);
            page.mouse().move(before.x() - 60, before.y() - 40);
            page.mouse().up();
            settled(page);
            Point moved = middle(page, "b0");
            // A drag is no click.
            PlaywrightAssertions.assertThat(page.locator("pb-device")).hasCount(0);
            assertThat(moved.x() - near.x()).isBetween(-61.0, 0.0);
            assertThat(moved).isNotEqualTo(near);

            page.mouse().click(moved.x(), moved.y());
            page.locator("pb-device").waitFor();
            page.locator(".picture-scale button").nth(1).click();
            page.waitForFunction("() => document.querySelector('.picture.fits') !== null");
        });
    }

    /** As on a tablet: what lies between them stays in view, and the page itself keeps its size. */
    @Test
    void twoFingersEnlargeWhatLiesBetweenThem(RunningServer server) {
        Path folder = FOLDER.resolve("fingers");
        try (Chromium chromium = Chromium.launch()) {
            Page page = chromium.touched(Language.ZH, ColorScheme.DARK, 768, 1024);
            try {
                LabOnScreen lab = begin(page, server);
                lab.type("ip link add a0 type veth peer name b0");
                show(page, "network");
                lab.awaitDevice("b0");
                settled(page);
                double fit = scale(page);
                Point before = middle(page, "b0");
                new Fingers(page).pinch(before.x(), before.y(), 40, 120);
                awaitWidth(page, "> 2", fit);
                settled(page);
                Point after = middle(page, "b0");
                BoundingBox place = page.locator(".picture").boundingBox();
                assertThat(after.x())
                        .as("b0 was between the fingers, and is in view")
                        .isBetween(place.x, place.x + place.width);
                assertThat(after.y()).isBetween(place.y, place.y + place.height);
                assertThat(page.evaluate("() => visualViewport.scale")).isEqualTo(1);
                new Fingers(page).pinch(after.x(), after.y(), 120, 30);
                awaitWidth(page, "< 1.5", fit);
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(folder);
                throw e;
            }
        }
    }

    private record Point(double x, double y) {}

    private static Point middle(Page page, String device) {
        List<?> at = (List<?>) page.evaluate(
                "device => { const { x, y, width, height } = document.querySelector(`.drawing [data-device='${device}'] rect`)"
                        + ".getBoundingClientRect(); return [x + width / 2, y + height / 2]; }",
                device);
        return new Point(((Number) at.get(0)).doubleValue(), ((Number) at.get(1)).doubleValue());
    }

    private static LabOnScreen begin(Page page, RunningServer server) {
        page.navigate(server.address().toString());
        page.locator("form:has(input[value='20-veth-pair']) button").click();
        show(page, "terminal");
        LabOnScreen lab = new LabOnScreen(page);
        lab.awaitFirstPrompt();
        return lab;
    }

    /** On a wide page the terminal is in view at all times, and the picture below it once it is opened. */
    private static void show(Page page, String place) {
        if (page.viewportSize().width <= 860) {
            LabOnScreen.turnTo(page, place);
        } else if (place.equals("network")
                && page.locator(".network-handle[aria-expanded=true]").count() == 0) {
            page.locator(".network-handle").click();
        }
    }

    /** Waits until nothing moves any more: from one frame of the screen to the next but one. */
    private static void settled(Page page) {
        page.evaluate("""
                async () => {
                  const seen = () => [...document.querySelectorAll('pb-topology .drawing, pb-topology [data-at] rect')]
                    .map(element => JSON.stringify(element.getBoundingClientRect())).join();
                  const moving = () => document.querySelector('.drawing').getAnimations({ subtree: true }).length > 0;
                  for (let before = ''; moving() || seen() !== before; ) {
                    before = seen();
                    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                  }
                }""");
    }

    /** The picture follows the machine and its place a moment later. */
    private static void assertAllInView(Page page) {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); true; settled(page)) {
            try {
                assertAllInViewNow(page);
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private static void assertAllInViewNow(Page page) {
        Map<?, ?> seen = (Map<?, ?>) page.evaluate(BOXES);
        List<Map<?, ?>> rooms = boxes(seen, "rooms");
        List<Map<?, ?>> devices = boxes(seen, "devices");
        assertThat(rooms).hasSize(LargeNetwork.NAMESPACES);
        assertThat(devices).hasSize(LargeNetwork.DEVICES);
        assertThat(rooms).allMatch(room -> within(room, (Map<?, ?>) seen.get("place")));
        assertThat(devices)
                .allSatisfy(device -> assertThat(rooms.stream().filter(room -> within(device, room)))
                        .hasSize(1));
        assertThat(overlapping(rooms)).isEmpty();
        assertThat(overlapping(devices)).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> boxes(Map<?, ?> seen, String kind) {
        return (List<Map<?, ?>>) seen.get(kind);
    }

    private static List<String> overlapping(List<Map<?, ?>> boxes) {
        return boxes.stream()
                .flatMap(one -> boxes.stream()
                        .filter(other -> one != other && overlap(one, other))
                        .map(other -> one.get("name") + " and " + other.get("name")))
                .toList();
    }

    private static boolean overlap(Map<?, ?> one, Map<?, ?> other) {
        return side(one, "left") < side(other, "right")
                && side(other, "left") < side(one, "right")
                && side(one, "top") < side(other, "bottom")
                && side(other, "top") < side(one, "bottom");
    }

    /** To half a pixel, as strokes are drawn about an edge. */
    private static boolean within(Map<?, ?> box, Map<?, ?> place) {
        double slack = 0.5;
        return side(box, "left") >= side(place, "left") - slack
                && side(box, "top") >= side(place, "top") - slack
                && side(box, "right") <= side(place, "right") + slack
                && side(box, "bottom") <= side(place, "bottom") + slack;
    }

    private static double side(Map<?, ?> box, String side) {
        return ((Number) box.get(side)).doubleValue();
    }

    /** Waits until the drawing is this many times as wide as when it fits, such as {@code > 2}. */
    private static void awaitWidth(Page page, String times, double fit) {
        page.waitForFunction(
                "fit => document.querySelector('.drawing').getBoundingClientRect().width " + times
                        + " * fit * document.querySelector('.drawing').viewBox.baseVal.width",
                fit);
    }

    private static double scale(Page page) {
        return ((Number)
                        page.evaluate(
                                "() => { const svg = document.querySelector('.drawing'); return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; }"))
                .doubleValue();
    }

    /** Of the smallest name of a device, in CSS pixels on the screen. */
    private static double textSize(Page page) {
        return ((Number) page.evaluate("() => Math.min(...[...document.querySelectorAll('.drawing .name')]"
                        + ".map((text) => text.getBoundingClientRect().height))"))
                .doubleValue();
    }
}
