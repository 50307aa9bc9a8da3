package org.patchbay.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Prediction;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** One of Patchbay's own lessons, done in a browser as its author wrote down that it can be. */
public final class LessonInBrowser {
    private static final Course COURSE = Course.read(Path.of("lessons"));

    private final BoundLesson lesson;
    private final LabOnScreen lab;

    private LessonInBrowser(BoundLesson lesson, LabOnScreen lab) {
        this.lesson = lesson;
        this.lab = lab;
    }

    /** Begins it from the course's page and waits until its shell is at the prompt. */
    public static LessonInBrowser begin(Page page, String url, String id) {
        return begin(page, new LabOnScreen(page), url, id);
    }

    /** The same on a narrow screen. */
    static LessonInBrowser beginNarrow(Page page, String url, String id) {
        return begin(page, LabOnScreen.narrow(page), url, id);
    }

    private static LessonInBrowser begin(Page page, LabOnScreen lab, String url, String id) {
        page.navigate(url);
        page.locator("form:has(input[value='" + id + "']) button").click();
        lab.awaitFirstPrompt();
        return new LessonInBrowser(COURSE.lesson(id).orElseThrow().bind(0), lab);
    }

    /** Goes on from the last step to the lesson that is offered there, which has to be this one. */
    LessonInBrowser onwards(Page page, String id) {
        Locator offer = page.locator(".step-foot form[action='/labs'] button");
        assertThat(offer).hasAttribute("value", id);
        String before = page.url();
        offer.click();
        page.waitForURL(url -> !url.equals(before));
        lab.awaitFirstPrompt();
        return new LessonInBrowser(COURSE.lesson(id).orElseThrow().bind(0), lab);
    }

    public LabOnScreen lab() {
        return lab;
    }

    public List<Step> steps() {
        return lesson.steps();
    }

    /** Does every step, and waits until the page shows that all are done. */
    void solve() {
        steps().forEach(this::solve);
        awaitDone();
    }

    void awaitDone() {
        lab.awaitStepsDone(steps().size());
    }

    /**
     * Predicts, does each task and waits until it passes, answers wrong where that is allowed and then right, and
     * continues.
     */
    public void solve(Step step) {
        lab.awaitStep(step.id());
        lab.assertNothingFailed();
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
        step.questions().forEach(this::answer);
        int next = steps().indexOf(step) + 1;
        if (next < steps().size()) {
            lab.goOn(steps().get(next).id());
        }
    }

    private void answer(Question question) {
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
}
