package org.patchbay.web;

import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lesson.Language;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** Nothing is lost that is typed at a prompt, however early, in a real browser. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class TypedEarlyIT {
    private static final Path FOLDER = Path.of("target/browser/typed-early");
    private static final String LESSON = "20-veth-pair";
    /** The messages by which a page knows that its machine is ready, besides the terminal itself. */
    private static final List<String> ARRIVAL = List.of("\"phase\":\"ready\"", "\"type\":\"terminals\"");

    /** The two come over two sockets, and either may be the later one by any time. */
    @Test
    void aPromptTakesKeysBeforeTheMachinesReadyEvent(RunningServer server) {
        Chromium.visit(FOLDER, Language.EN, ColorScheme.LIGHT, 1280, 800, page -> {
            page.routeWebSocket("**/events?*", TypedEarlyIT::withoutArrival);
            page.navigate(server.address().toString());
            page.locator("form:has(input[value='" + LESSON + "']) button").click();
            LabOnScreen lab = new LabOnScreen(page);
            lab.awaitFirstPrompt();
            page.locator(".xterm-helper-textarea").focus();
            page.keyboard().type("echo At ''once\n");
            lab.awaitText("\nAt once");
        });
    }

    @Test
    void inputDuringADisconnectionArrivesOnce(RunningServer server) throws Exception {
        try (CutWire wire = CutWire.to(server.address().getPort())) {
            Chromium.visit(FOLDER, Language.EN, ColorScheme.LIGHT, 1280, 800, page -> {
                LabOnScreen lab =
                        LessonInBrowser.begin(page, wire.url(), LESSON).lab();
                lab.type("n=0");
                lab.awaitPrompt();
                wire.cut();
                lab.awaitConnection(false);
                page.locator(".terminal-line span").waitFor();
                page.keyboard().type("echo Kept $((n += 1)) '&' whole\n");
                wire.mend();
                lab.awaitConnection(true);
                lab.awaitText("\nKept 1 & whole");
                lab.type("echo in all $n");
                lab.awaitText("\nin all 1");
            });
        }
    }

    private static void withoutArrival(WebSocketRoute page) {
        WebSocketRoute lab = page.connectToServer();
        lab.onMessage(frame -> {
            if (ARRIVAL.stream().noneMatch(frame.text()::contains)) {
                page.send(frame.text());
            }
        });
    }
}
