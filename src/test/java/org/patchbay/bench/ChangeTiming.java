package org.patchbay.bench;

import com.microsoft.playwright.Page;

/**
 * How long a change takes from the learner's Enter to the picture, by the page's own clock (W3C High Resolution Time) at
 * both ends: the key to the machine, the shell and the tool that changes its kernel, the kernel's notice, the look, its way to the
 * page, the layout, and the frame of the browser in which the picture first shows it, at most one frame too much. What is
 * new fades in from there, in the 170 ms that the style sheet says.
 */
record ChangeTiming(Page page) {
    /** Runs before the page's own scripts. */
    static final String SCRIPT = """
            const change = { from: 0, seen: 0, shown: undefined };
            globalThis.change = change;
            addEventListener('keydown', (event) => { change.from = event.key === 'Enter' ? event.timeStamp : change.from; }, true);
            new MutationObserver(() => {
              if (change.shown?.()) {
                change.shown = undefined;
                requestAnimationFrame(() => requestAnimationFrame((next) => { change.seen = next; }));
              }
            }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            """;

    /**
     * Types a line and waits until the picture shows what came of it.
     *
     * @param device whose change is waited for
     * @param shown an expression that is true as soon as the picture shows it; {@code device} is the device's drawing, null while
     *     there is none
     * @return seconds
     */
    double of(KeyboardLabPage lab, String line, String device, String shown) {
        page.evaluate("""
                () => {
                  change.seen = 0;
                  change.shown = () => {
                    const device = document.querySelector(".drawing [data-device='%s']");
                    return %s;
                  };
                }
                """.formatted(device, shown));
        lab.run(line);
        lab.await("() => change.seen > 0");
        return ((Number) page.evaluate("() => (change.seen - change.from) / 1e3")).doubleValue();
    }
}
