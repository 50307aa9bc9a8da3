package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Prediction;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.running.RunningServer;

/** A learner does the founding lab, in a real browser on a real machine, over a network that fails in the middle. */
@Tag("browser")
@Tag("vm")
final class FoundingLabIT {
    private static final Path FOLDER = Path.of("target/browser/founding-lab");
    private static final Course COURSE = Course.read(Path.of("lessons"));

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = RunningServer.start(FOLDER);
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyStepCanBeDone(Language language) throws IOException {
        try (CutWire wire = CutWire.to(server.address().getPort());
                Chromium chromium = Chromium.launch()) {
            Page page = chromium.page(language, ColorScheme.LIGHT, 1440, 900);
            try {
                begin(page, wire, "20-veth-pair");
                LabOnScreen lab = new LabOnScreen(page);
                BoundLesson lesson = lesson("20-veth-pair");
                for (Step step : lesson.steps()) {
                    if (step.id().equals("50-near-end")) {
                        comeBackAfterReload(page, lab);
                        comeBackAfterDrop(wire, lab);
                    }
                    solve(lab, lesson, step);
                }
                lab.awaitStepsDone(lesson.steps().size());
                assertThat(Accessibility.faults(page)).isEmpty();

                begin(page, wire, "30-who-answers-arp");
                BoundLesson second = lesson("30-who-answers-arp");
                for (Step step : second.steps()) {
                    solve(lab, second, step);
                }
                lab.awaitStepsDone(second.steps().size());
                lab.showNetwork();
                lab.awaitDevice("veth0");
                lab.awaitDevice("veth1");
                assertThat(Accessibility.faults(page)).isEmpty();

                page.navigate(wire.url());
                assertThat(page.locator(".jacks .done").count())
                        .isEqualTo(page.locator(".jacks > *").count());
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(FOLDER);
                throw e;
            }
        }
    }

    private static void begin(Page page, CutWire wire, String lesson) {
        page.navigate(wire.url());
        page.locator("form:has(input[value='" + lesson + "']) button").click();
        new LabOnScreen(page).awaitPrompt();
    }

    private static void solve(LabOnScreen lab, BoundLesson lesson, Step step) {
        lab.awaitStep(step.id());
        for (Task task : step.tasks()) {
            lab.awaitTask(task.id());
            List<Prediction> predictions = step.predictions().stream()
                    .filter(prediction -> prediction.before().equals(task.id()))
                    .toList();
            predictions.forEach(prediction ->
                    lab.predict(prediction.id(), prediction.choices().getFirst()));
            lab.act(task.solve());
            lab.awaitTask(task.id(), "passed");
            predictions.forEach(prediction -> lab.awaitOutcome(prediction.id()));
        }
        for (Question question : step.questions()) {
            question.choices().stream()
                    .filter(choice -> !choice.equals(question.answer()) && question.attempts() > 1)
                    .findFirst()
                    .ifPresent(wrong -> {
                        lab.answer(question.id(), wrong);
                        lab.awaitAnswer(question.id(), false);
                    });
            lab.answer(question.id(), question.answer());
            lab.awaitAnswer(question.id(), true);
        }
        int next = lesson.steps().indexOf(step) + 1;
        if (next < lesson.steps().size()) {
            lab.goOn(lesson.steps().get(next).id());
        }
    }

    /** A command runs, the page is loaded again: what it printed is there, and what it prints from now on. */
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

    private static BoundLesson lesson(String id) {
        return COURSE.lesson(id).orElseThrow().bind(0);
    }
}
