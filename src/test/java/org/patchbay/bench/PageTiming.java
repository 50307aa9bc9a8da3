package org.patchbay.bench;

import com.microsoft.playwright.Page;

/** The browser's own measurements of a page (W3C Performance Timeline), by a script that runs before the page's own. */
record PageTiming(Page page) {
    static final String SCRIPT = """
            const noted = { paint: 0, shift: 0, task: 0 };
            globalThis.noted = noted;
            const watch = (type, note) =>
              new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
            watch('largest-contentful-paint', (entry) => (noted.paint = entry.startTime));
            watch('layout-shift', (entry) => (noted.shift += entry.hadRecentInput ? 0 : entry.value));
            watch('longtask', (entry) => (noted.task = Math.max(noted.task, entry.duration)));
            """;

    private static final String TRANSFERRED = """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .reduce((sum, entry) => sum + entry.transferSize, 0)
            """;

    /** Bytes transferred for it, compressed and with headers; cached ones don't count. */
    double transferred() {
        return number(TRANSFERRED);
    }

    /** Milliseconds from the navigation to the newest of the largest things that were painted. */
    double largestPaint() {
        return number("() => noted.paint");
    }

    /** The sum of all shifts of the layout that no input of a moment ago had caused. */
    double layoutShift() {
        return number("() => noted.shift");
    }

    /** Milliseconds of the longest task since the last such question; 0 if none took 50 (W3C Long Tasks API). */
    double longestTask() {
        return number("() => { const longest = noted.task; noted.task = 0; return longest; }");
    }

    private double number(String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }
}
