package org.patchbay.bench;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;

/** A lab's page, worked with by the keyboard. */
record KeyboardLabPage(Page page) {
    private static final double PATIENCE_MS = 120_000;

    /** The tab of the terminal that is worked in: of two that are in view, one. */
    private static final String TAB = "[role=tab][aria-selected=true]";

    private static final String SHOWN = "[...(document.getElementById(document.querySelector('" + TAB
            + "')?.getAttribute('aria-controls'))?.querySelectorAll('.xterm-rows > div') ?? [])]"
            + ".map(row => row.innerText.replaceAll('\\u00a0', ' ').trimEnd()).join('\\n').trimEnd()";

    /** Begins a lesson of which a machine without Docker is part. */
    static KeyboardLabPage begin(Page page, URI server) {
        page.navigate(server.toString());
        page.locator("form:has(input[value='20-veth-pair']) button").click();
        KeyboardLabPage lab = new KeyboardLabPage(page);
        lab.awaitPrompt();
        return lab;
    }

    /** Waits until the displayed shell is at its prompt. */
    void awaitPrompt() {
        await("() => /# ?$/.test(" + SHOWN + ")");
    }

    /** Types a line, key by key, and waits for its prompt. */
    void run(String line) {
        // The tabs may be drawn before the shell that they lead to can have the focus.
        String shell = "#" + page.getAttribute(TAB, "aria-controls") + ":not([inert])";
        page.locator(shell + " .xterm-helper-textarea").focus();
        page.keyboard().press("Control+l");
        await("() => !(" + SHOWN + ").includes('\\n')");
        page.keyboard().type(line);
        page.keyboard().press("Enter");
        await("() => (" + SHOWN + ").includes('\\n')");
        awaitPrompt();
    }

    /** Removes notices, which may cover what has to be clicked. */
    void dismissNotices() {
        Locator dismissals = page.locator(".notice button");
        while (dismissals.count() > 0) {
            dismissals.first().click();
        }
    }

    /** Opens the picture of the network, and waits for this device in it. */
    void showNetwork(String device) {
        page.locator(".network-handle").click();
        awaitDevice(device);
    }

    void awaitDevice(String name) {
        await("() => document.querySelector(\".drawing [data-device='" + name + "']\") !== null");
    }

    void awaitNoDevice(String name) {
        await("() => document.querySelector(\".drawing [data-device='" + name + "']\") === null");
    }

    void hideNetwork() {
        page.locator(".network-handle").click();
        await("() => document.querySelector('pb-topology') === null");
    }

    /** Opens the ways of frames beside the picture, the newest as it is, and closes them. */
    void follow() {
        page.locator(".picture-tools button[aria-expanded]").click();
        await("() => document.querySelector('.hops tbody tr') !== null");
        page.locator(".picture-tools button[aria-expanded]").click();
        await("() => document.querySelector('pb-journey') === null");
    }

    /** Opens another terminal and waits for its prompt. */
    void openTerminal() {
        int before = page.locator("[role=tab]").count();
        page.locator(".tab-bar > button.tool").first().click();
        await("() => document.querySelectorAll('[role=tab]')[" + before + "]?.ariaSelected === 'true'");
        awaitPrompt();
    }

    /** Ends the displayed shell, and waits for the prompt of the next one displayed. */
    void closeTerminal() {
        int before = page.locator("[role=tab]").count();
        // By its button: the focus may be on its way into the terminal, where Delete means something else.
        page.locator("pb-terminal-tools button.tool").last().click();
        await("() => document.querySelectorAll('[role=tab]').length === " + (before - 1));
        awaitPrompt();
    }

    /** Shows two terminals side by side, or one again. */
    void split() {
        page.locator(".tool.split").click();
    }

    /** How many devices the picture shows. */
    int devices() {
        return page.locator(".drawing .device").count();
    }

    /** Waits for the page to report it. */
    void await(String condition) {
        page.waitForFunction(condition, null, new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MS));
    }
}
