package org.patchbay.pictures;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.web.Chromium;
import org.patchbay.web.LabOnScreen;
import org.patchbay.web.LessonInBrowser;

/**
 * Makes the pictures and the recording of the README, with real machines in a real browser. After a build:
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "target/test-classes:target/classes:$(cat target/classpath)" org.patchbay.pictures.Pictures docs/pictures
 * </pre>
 */
final class Pictures {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1040;
    private static final int QUALITY = 88;

    private final Path folder;

    private Pictures(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments.length == 0 ? "docs/pictures" : arguments[0]);
        Files.createDirectories(folder);
        Pictures pictures = new Pictures(folder);
        try (RunningServer server = RunningServer.start(Path.of("target/pictures"));
                Chromium chromium = Chromium.launch()) {
            String url = server.address().toString();
            pictures.journey(chromium.page(Language.EN, ColorScheme.LIGHT, WIDTH, HEIGHT), url);
            pictures.diagnosis(chromium.page(Language.EN, ColorScheme.LIGHT, WIDTH, HEIGHT), url);
            pictures.recording(chromium.page(Language.EN, ColorScheme.LIGHT, 1120, 680), url);
        }
        // Libraries may have left threads behind that are no daemons.
        System.exit(0);
    }

    /** Two containers on a bridge, and the way of an echo request between them. */
    private void journey(Page page, String url) throws IOException {
        LabOnScreen lab = LessonInBrowser.begin(page, url, "50-bridge").lab();
        // The lesson begins with three containers' wires, whose near ends are loose.
        run(lab, "ip link add br0 type bridge; ip link set br0 up");
        for (int i = 1; i <= 3; i++) {
            run(lab, "ip link set veth%d_p master br0".formatted(i));
        }
        lab.showNetwork();
        lab.awaitDevice("br0");
        List<String> listeners = List.of(
                "ip netns exec c1 tcpdump -n -i veth1",
                "tcpdump -n -i veth1_p",
                "tcpdump -n -i veth2_p",
                "ip netns exec c2 tcpdump -n -i veth2");
        for (int i = 0; i < listeners.size(); i++) {
            lab.terminal(i + 2);
            lab.type(listeners.get(i));
            lab.awaitText("listening on");
        }
        lab.terminal(1);
        lab.type("ip netns exec c1 ping -c 2 10.70.5.2");
        lab.awaitText("2 received");
        picture(page, "lab");
        page.locator(".picture-tools button[aria-expanded]").click();
        page.locator(".frame:has-text('10.70.5.2: ICMP echo request')").last().click();
        page.locator(".hops tbody tr").nth(3).waitFor();
        page.locator(".scrubber input").focus();
        page.keyboard().press("End");
        page.locator(".hop-marker.now").waitFor();
        picture(page, "journey");
        leave(page);
    }

    /** A ping into a wire whose far end is switched off. */
    private void diagnosis(Page page, String url) throws IOException {
        LessonInBrowser lesson = LessonInBrowser.begin(page, url, "20-veth-pair");
        LabOnScreen lab = lesson.lab();
        lesson.steps().subList(0, 4).forEach(lesson::solve);
        lab.awaitStep("50-near-end");
        run(lab, "ip link set veth1 down");
        lab.terminal(2);
        lab.type("tcpdump -n -i veth0");
        lab.awaitText("listening on");
        run(lab, "ping -c 2 10.70.2.11");
        page.locator(".task[data-state='failed'] .diagnosis").first().waitFor();
        page.locator(".task[data-state='failed']").first().scrollIntoViewIfNeeded();
        picture(page, "diagnosis");
        leave(page);
    }

    /** From the course to a lab, to the first verdict, to the network picture. */
    private void recording(Page page, String url) throws IOException {
        Film film = new Film(page);
        page.navigate(url);
        film.hold(2_000);
        page.locator("form:has(input[value='20-veth-pair']) button").scrollIntoViewIfNeeded();
        film.hold(1_200);
        page.locator("form:has(input[value='20-veth-pair']) button").click();
        LabOnScreen lab = new LabOnScreen(page);
        page.locator(".task").first().waitFor();
        film.hold(400);
        lab.awaitPrompt();
        film.hold(1_800);
        lab.showNetwork();
        lab.awaitDevice("lo");
        film.hold(1_200);
        type(page, film, "ip link add veth0 type veth peer name veth1");
        lab.awaitTask("pair", "passed");
        lab.awaitDevice("veth1");
        film.settle();
        film.hold(3_000);
        page.locator(".step-foot .button.first").click();
        lab.awaitStep("20-up");
        film.hold(1_500);
        type(page, film, "ip link set veth0 up");
        lab.awaitTask("first-end", "passed");
        film.settle();
        film.hold(2_500);
        type(page, film, "ip link set veth1 up");
        lab.awaitTask("second-end", "passed");
        film.settle();
        film.hold(5_000);
        film.write(folder.resolve("patchbay.gif"));
        leave(page);
    }

    private static void type(Page page, Film film, String line) {
        page.locator(".shell:not([inert]) .xterm-screen").click();
        for (int i = 0; i < line.length(); i += 3) {
            page.keyboard().type(line.substring(i, Math.min(i + 3, line.length())));
            film.hold(150);
        }
        page.keyboard().press("Enter");
        film.hold(300);
    }

    private static void run(LabOnScreen lab, String line) {
        lab.terminal(1);
        lab.type(line);
        lab.awaitPrompt();
    }

    /** In both themes. */
    private void picture(Page page, String name) throws IOException {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            new Film(page).settle();
            JsonObject how = new JsonObject();
            how.addProperty("format", "webp");
            how.addProperty("quality", QUALITY);
            JsonObject shot = page.context().newCDPSession(page).send("Page.captureScreenshot", how);
            Files.write(
                    folder.resolve(name + "-" + scheme.name().toLowerCase() + ".webp"),
                    Base64.getDecoder().decode(shot.get("data").getAsString()));
        }
    }

    private static void leave(Page page) {
        page.request().post(page.url() + "/end");
        page.context().close();
    }
}
