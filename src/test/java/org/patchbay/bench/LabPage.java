package org.patchbay.bench;

import com.microsoft.playwright.Page;

/** A lab's page, worked with by the keyboard. */
record LabPage(Page page) {
    private static final double PATIENCE_MS = 120_000;
    private static final String SHOWN = "[...document.querySelectorAll('.shell:not([inert]) .xterm-rows > div')]"
            + ".map(row => row.innerText.replaceAll('\\u00a0', ' ').trimEnd()).join('\\n').trimEnd()";

    /** Waits until the shell on view waits for a command. */
    void awaitPrompt() {
        await("() => /# ?$/.test(" + SHOWN + ")");
    }

    /** Types a line, key by key, and waits for its prompt. */
    void run(String line) {
        page.locator(".shell:not([inert]) .xterm-helper-textarea").focus();
        page.keyboard().press("Control+l");
        await("() => !(" + SHOWN + ").includes('\\n')");
        page.keyboard().type(line);
        page.keyboard().press("Enter");
        await("() => (" + SHOWN + ").includes('\\n')");
        awaitPrompt();
    }

    /** Opens the picture of the network, and waits for this device in it. */
    void showNetwork(String device) {
        page.locator(".network-handle").click();
        awaitDevice(device);
    }

    void awaitDevice(String name) {
        await("() => document.querySelector(\".drawing [data-device='" + name + "']\") !== null");
    }

    /** Waits until the page says so. */
    void await(String condition) {
        page.waitForFunction(condition, null, new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MS));
    }
}
