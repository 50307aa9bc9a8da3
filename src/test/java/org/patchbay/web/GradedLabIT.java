package org.patchbay.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.running.OwnNetwork;
import org.patchbay.running.RunningServer;
import org.patchbay.running.SharedServer;

/** A learner does the graded lesson except one task, and hands in, by keyboard alone. */
@Tag("browser")
@Tag("vm")
@ExtendWith(SharedServer.class)
final class GradedLabIT {
    private static final Path FOLDER = Path.of("target/browser/graded-lab");
    private static final String LESSON = "80-build-it-yourself";
    private static final String LEFT_OUT = "from-here";

    @ParameterizedTest
    @EnumSource(Language.class)
    void itIsHandedInOnceAndTheResultStays(Language language, RunningServer server) {
        Chromium.visit(FOLDER, language, ColorScheme.LIGHT, 1440, 900, page -> {
            page.navigate(server.address().toString());
            page.locator("form:has(input[value='" + LESSON + "']) button").click();
            LabOnScreen lab = new LabOnScreen(page);
            lab.awaitFirstPrompt();
            build(page, lab);
            showsNothing(page);

            handIn(page);
            page.locator(".hand-in[data-state='done']").waitFor();
            shows(page);
            assertThat(Accessibility.faults(page)).isEmpty();
            page.reload();
            page.locator(".hand-in[data-state='done']").waitFor();
            shows(page);
            asksBeforeAnotherAttempt(page);
            staysReadable(page, server);
        });
    }

    /** Another attempt deletes the machine, which the page says before. */
    private static void asksBeforeAnotherAttempt(Page page) {
        String lab = page.url();
        Locator dialog = page.locator("dialog.asking[open]");
        page.locator(".hand-in .again button").click();
        assertThat(dialog).isVisible();
        assertThat(Accessibility.faults(page)).isEmpty();
        page.keyboard().press("Enter");
        assertThat(dialog).hasCount(0);
        assertThat(page.url()).isEqualTo(lab);
    }

    /** Ended, it has no machine; the list of lessons leads to its result, and to the lab as it was. */
    private static void staysReadable(Page page, RunningServer server) {
        String lab = page.url();
        page.request().post(lab + "/end");
        page.navigate(server.address().toString());
        Locator card = page.locator("#lesson-" + LESSON);
        assertThat(card.locator("form.ended")).isVisible();
        assertThat(Accessibility.faults(page)).isEmpty();
        card.locator(".facts a[href^='/labs/']").click();
        page.waitForURL(lab);
        assertThat(page.locator(".machine-area [data-phase='closed']")).isVisible();
        shows(page);
        assertThat(Accessibility.faults(page)).isEmpty();
    }

    private static void build(Page page, LabOnScreen lab) {
        OwnNetwork network =
                OwnNetwork.of(page.locator("[data-step] td:nth-child(2) code").allInnerTexts());
        network.unpublished().forEach(lab::type);
        lab.type(network.publishing());
        lab.awaitPrompt();
    }

    /** Before: each task with its points and no verdict; what can be pressed is its hint, and no hint is shown unasked. */
    private static void showsNothing(Page page) {
        for (Step step : lesson().steps()) {
            open(page, step);
            boolean first = step.equals(lesson().steps().getFirst());
            assertThat(page.locator(".hand-in .rules")).hasCount(first ? 1 : 0);
            assertThat(page.locator(".hand-in .rules a[href='/resume']")).hasCount(first ? 1 : 0);
            assertThat(page.locator("pb-task .diagnosis")).hasCount(0);
            assertThat(page.locator("pb-task button")).hasCount(step.tasks().size());
            assertThat(page.locator("pb-task .hints")).hasCount(0);
            for (Task task : step.tasks()) {
                Locator shown = task(page, task);
                assertThat(shown).hasAttribute("data-state", "open");
                assertThat(shown.locator(".points")).containsText("" + task.points());
            }
        }
        assertThat(page.locator(".reached")).hasCount(0);
    }

    /** Asked, answered with no, asked again, answered with yes. */
    private static void handIn(Page page) {
        Locator dialog = page.locator("dialog.asking");
        page.locator(".hand-in button").focus();
        page.keyboard().press("Enter");
        assertThat(dialog).isVisible();
        assertThat(Accessibility.faults(page)).isEmpty();
        // The focus is on "back": an extra Enter hands in nothing.
        page.keyboard().press("Enter");
        assertThat(dialog).isHidden();
        page.keyboard().press("Enter");
        assertThat(dialog).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog).isHidden();
        assertThat(page.locator(".hand-in")).hasAttribute("data-state", "open");
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(dialog).isHidden();
        assertThat(page.locator(".hand-in")).isFocused();
    }

    /** After: what each step has earned, each task's verdict, and why one failed. */
    private static void shows(Page page) {
        int of = lesson().steps().stream().mapToInt(Step::points).sum();
        int missed = lesson().steps().stream()
                .flatMap(step -> step.tasks().stream())
                .filter(task -> task.id().equals(LEFT_OUT))
                .mapToInt(Task::points)
                .sum();
        Locator result = page.locator(".hand-in");
        assertThat(result.locator("strong")).containsText("" + (of - missed));
        assertThat(result.locator("strong")).containsText("" + of);
        List<Step> withTasks = lesson().steps().stream()
                .filter(step -> !step.tasks().isEmpty())
                .toList();
        assertThat(result.locator("li")).hasCount(withTasks.size());
        for (Step step : lesson().steps()) {
            boolean missing = step.tasks().stream().anyMatch(task -> task.id().equals(LEFT_OUT));
            String mark = step.tasks().isEmpty() ? "open" : missing ? "missed" : "done";
            assertThat(page.locator(".panel-row .step-button")
                            .nth(lesson().steps().indexOf(step)))
                    .hasClass("step-button " + mark);
        }
        for (Step step : withTasks) {
            open(page, step);
            Locator icons = result.locator("li").nth(withTasks.indexOf(step)).locator(".verdict-icon");
            assertThat(icons).hasCount(step.tasks().size());
            for (Task task : step.tasks()) {
                assertThat(icons.nth(step.tasks().indexOf(task)))
                        .hasAttribute("data-state", task.id().equals(LEFT_OUT) ? "failed" : "passed");
            }
            for (Task task : step.tasks()) {
                boolean left = task.id().equals(LEFT_OUT);
                assertThat(task(page, task)).hasAttribute("data-state", left ? "failed" : "passed");
                assertThat(task(page, task).locator(".diagnosis")).hasCount(left ? 1 : 0);
            }
        }
        assertThat(result.locator("button:not(li button)")).hasCount(1);
    }

    private static void open(Page page, Step step) {
        page.locator(".panel-row .step-button")
                .nth(lesson().steps().indexOf(step))
                .click();
        page.locator("[data-step='" + step.id() + "']").waitFor();
    }

    private static Locator task(Page page, Task task) {
        return page.locator("pb-task[task='" + task.id() + "'] .task");
    }

    /** Its ids, titles and points are the same for everybody. */
    private static BoundLesson lesson() {
        return Course.read(Path.of("lessons")).lesson(LESSON).orElseThrow().bind(0);
    }
}
