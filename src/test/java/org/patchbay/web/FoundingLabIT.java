package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** A learner does the founding lab, in a real browser on a real machine, over a network that fails in the middle. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class FoundingLabIT {
    private static final Path FOLDER = Path.of("target/browser/founding-lab");

    @ParameterizedTest
    @EnumSource(Language.class)
    @Execution(ExecutionMode.CONCURRENT)
    void everyStepCanBeDone(Language language, RunningServer server) throws IOException {
        try (CutWire wire = CutWire.to(server.address().getPort())) {
            Chromium.visit(FOLDER, language, ColorScheme.LIGHT, 1440, 900, page -> {
                LessonInBrowser first = LessonInBrowser.begin(page, wire.url(), "20-veth-pair");
                for (Step step : first.steps()) {
                    if (step.id().equals("50-near-end")) {
                        comeBackAfterReload(page, first.lab());
                        comeBackAfterDrop(wire, first.lab());
                    }
                    first.solve(step);
                }
                first.awaitDone();
                assertThat(Accessibility.faults(page)).isEmpty();

                LessonInBrowser second = first.onwards(page, "30-who-answers-arp");
                second.solve();
                second.lab().showNetwork();
                second.lab().awaitDevice("veth0");
                second.lab().awaitDevice("veth1");
                assertThat(Accessibility.faults(page)).isEmpty();

                page.navigate(wire.url());
                for (String lesson : List.of("20-veth-pair", "30-who-answers-arp")) {
                    Locator dots = page.locator(".unit:has([href='/lessons/" + lesson + "']) .progress-dots");
                    assertThat(dots.locator(".done").count())
                            .as(lesson)
                            .isPositive()
                            .isEqualTo(dots.locator("> *").count());
                }
            });
        }
    }

    /** A page is reloaded while a command runs: its earlier and later output is there. */
    private static void comeBackAfterReload(Page page, LabOnScreen lab) {
        lab.terminal(1);
        lab.type("echo be''fore; read answer; echo \"you said $answer\"");
        lab.awaitText("\nbefore");
        page.reload();
        lab.awaitText("\nbefore");
        lab.press("y");
        lab.press("Enter");
        lab.awaitText("you said y");
        lab.awaitPrompt();
    }

    /** A command counts while the network is away: no line is missing, none is there twice. */
    private static void comeBackAfterDrop(CutWire wire, LabOnScreen lab) {
        lab.type("for i in $(seq 30); do echo line $i; sleep 0.2; done");
        lab.awaitText("\nline 3");
        wire.cut();
        lab.awaitConnection(false);
        wire.mend();
        lab.awaitConnection(true);
        lab.awaitText("\nline 30");
        assertThat(IntStream.rangeClosed(1, 30).filter(i -> lab.count(Pattern.compile("line " + i)) != 1))
                .isEmpty();
        lab.awaitPrompt();
    }
}
