package org.patchbay.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.patchbay.lesson.Action;

/** The lab page as a learner uses it: reads what it shows, types, clicks. */
public final class LabOnScreen {
    /** Long enough for a template to be booted once. */
    private static final double PREPARATION_MS = 600_000;

    private static final String SHOWN = """
            [...document.querySelectorAll('.shell:not([inert]) .xterm-rows > div')]
                .map(row => row.innerText.replaceAll('\\u00a0', ' ').trimEnd()).join('\\n').trimEnd()
            """;

    /** The places that a narrow page shows one at a time. */
    private enum Place {
        LESSON,
        TERMINAL,
        NETWORK
    }

    private final Page page;
    private final boolean narrow;

    public LabOnScreen(Page page) {
        this(page, false);
    }

    private LabOnScreen(Page page, boolean narrow) {
        this.page = page;
        this.narrow = narrow;
    }

    /** On a narrow page, switches to the place that is needed. */
    static LabOnScreen narrow(Page page) {
        return new LabOnScreen(page, true);
    }

    /** Waits until the displayed shell is at its prompt. */
    public void awaitPrompt() {
        awaitPrompt(new Page.WaitForFunctionOptions());
    }

    /** The same, of the first shell of a machine whose template may still have to be made. */
    void awaitFirstPrompt() {
        turnTo(Place.TERMINAL);
        awaitPrompt(new Page.WaitForFunctionOptions().setTimeout(PREPARATION_MS));
    }

    private void awaitPrompt(Page.WaitForFunctionOptions patience) {
        page.waitForFunction(
                "() => /# ?$/.test(" + SHOWN.strip()
                        + ") && !document.querySelector('[role=tab][aria-selected=true].busy')",
                null,
                patience);
    }

    /** Waits until the terminal on view shows a text. */
    public void awaitText(String text) {
        page.waitForFunction("text => (" + SHOWN.strip() + ").includes(text)", text);
    }

    /** The text of the displayed terminal, by line. */
    List<String> lines() {
        return ((String) page.evaluate("() => " + SHOWN.strip())).lines().toList();
    }

    /** Types a line and Enter into the terminal on view, which is cleared before, as with Ctrl+L. */
    public void type(String line) {
        awaitPrompt();
        focus();
        page.keyboard().press("Control+l");
        // Clear first, or an earlier command's output could be taken for this one's.
        page.waitForFunction("() => !(" + SHOWN.strip() + ").includes('\\n')");
        page.keyboard().type(line);
        awaitText(line.substring(0, Math.min(20, line.length())));
        page.keyboard().press("Enter");
    }

    void press(String key) {
        focus();
        page.keyboard().press(key);
    }

    /** Shows the terminal with this number, from 1, and opens those that are missing. */
    public void terminal(int number) {
        turnTo(Place.TERMINAL);
        Locator tabs = page.getByRole(AriaRole.TAB);
        while (tabs.count() < number) {
            int before = tabs.count();
            page.locator(".tab-bar > button.tool").first().click();
            tabs.nth(before).waitFor();
        }
        // By key: a tab may move under the mouse when the command in the one before it ends.
        tabs.nth(number - 1).press("Enter");
        page.waitForFunction(
                "number => document.querySelectorAll('[role=tab]')[number - 1]?.ariaSelected === 'true'", number);
    }

    /** Performs an author's solution, as a person would. */
    void act(List<Action> actions) {
        List<String> names = new ArrayList<>(List.of("a"));
        for (Action action : actions) {
            if (!names.contains(action.terminal())) {
                names.add(action.terminal());
            }
            terminal(names.indexOf(action.terminal()) + 1);
            switch (action) {
                case Action.Type type -> type(type.line());
                case Action.Until until -> awaitText(until.text());
                case Action.Press press ->
                    press("Control+" + press.key().written().substring(2));
            }
        }
    }

    /** The task's state: open, judging, passed, failed, inconclusive or regressed. */
    String taskState(String task) {
        return task(task).getAttribute("data-state");
    }

    public void awaitTask(String task, String state) {
        turnTo(Place.LESSON);
        page.locator("pb-task[task='" + task + "'] .task[data-state='" + state + "']")
                .waitFor();
    }

    public void awaitTask(String task) {
        turnTo(Place.LESSON);
        task(task).waitFor();
    }

    Locator task(String task) {
        return page.locator("pb-task[task='" + task + "'] .task");
    }

    void predict(String prediction, String choice) {
        turnTo(Place.LESSON);
        Locator asked = page.locator("pb-prediction[prediction='" + prediction + "']");
        asked.locator("input[value='" + choice + "']").check();
        asked.locator("button").click();
        asked.locator("fieldset[data-state='kept']").waitFor();
    }

    /** Waits until the page shows a prediction's result beside the learner's choice. */
    void awaitOutcome(String prediction) {
        turnTo(Place.LESSON);
        Locator over = page.locator("pb-prediction[prediction='" + prediction + "'] fieldset[data-state='over']");
        over.locator(".compared > div").nth(1).waitFor();
    }

    void answer(String question, String choice) {
        turnTo(Place.LESSON);
        Locator asked = page.locator("pb-question[question='" + question + "']");
        asked.locator("input[value='" + choice + "']").check();
        asked.locator("button").click();
    }

    /** Waits until an answer was judged. */
    void awaitAnswer(String question, boolean right) {
        page.locator("pb-question[question='" + question + "'] fieldset[data-state='" + (right ? "right" : "wrong")
                        + "']")
                .waitFor();
    }

    /** Waits until the displayed step is done and continues to the next one. */
    void goOn(String step) {
        turnTo(Place.LESSON);
        page.locator(".step-foot .button.first").click();
        page.locator("[data-step='" + step + "']").waitFor();
    }

    public void awaitStep(String step) {
        turnTo(Place.LESSON);
        page.locator("[data-step='" + step + "']").waitFor();
    }

    /** In the displayed step: without an attempt there is no failure. */
    void assertNothingFailed() {
        PlaywrightAssertions.assertThat(page.locator(".task[data-state=failed]"))
                .hasCount(0);
    }

    /** Shows the network picture, which may be open from another lab. */
    public void showNetwork() {
        if (narrow) {
            turnTo(Place.NETWORK);
        } else if (!"true".equals(page.locator(".network-handle").getAttribute("aria-expanded"))) {
            page.locator(".network-handle").click();
        }
    }

    /** Shows the way of a frame beside the picture, the newest as it is. */
    void followFrame() {
        page.locator(".picture-tools button[aria-expanded]").click();
        page.locator(".hops tbody tr").first().waitFor();
    }

    /** Waits until the picture shows a device. */
    public void awaitDevice(String name) {
        page.locator(".drawing [data-device='" + name + "']").waitFor();
    }

    /** How many steps are done. */
    int stepsDone() {
        return page.locator(".panel-row .step-button.done").count();
    }

    void awaitStepsDone(int steps) {
        page.waitForFunction(
                "steps => document.querySelectorAll('.panel-row .step-button.done').length === steps", steps);
    }

    /** Whether the page reports that it has lost the server. */
    void awaitConnection(boolean connected) {
        page.waitForFunction("connected => (document.querySelector('.connection') === null) === connected", connected);
        if (connected) {
            page.waitForFunction("() => document.querySelector('.shell:not([inert]) .terminal-line span') === null");
        }
    }

    /** How often a text is on its own line in the displayed terminal. */
    long count(Pattern line) {
        return lines().stream().filter(line.asMatchPredicate()).count();
    }

    private void turnTo(Place place) {
        if (narrow) {
            turnTo(page, place.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Shows a place of a page that has no room for all: its lesson, terminal or network. A tablet's lesson has the terminal below it. */
    static void turnTo(Page page, String place) {
        String button = "[data-to='" + place + "']";
        page.locator(".place-bar " + button + ", .place-bar:not(:has(" + button + ")) [data-to='lesson']")
                .click();
    }

    private void focus() {
        turnTo(Place.TERMINAL);
        page.locator(".shell:not([inert]) .xterm-screen").click();
    }
}
