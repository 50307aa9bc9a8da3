package org.patchbay.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** The live heap of a page's thread after a full collection (Chrome DevTools Protocol). */
final class PageMemory {
    private final CDPSession session;

    /**
     * @param heapMib of the scripts' heap, in MiB
     * @param buffersMib of what its arrays of bytes and numbers hold outside of it, such as a terminal's cells, in MiB
     * @param nodes of documents, those among them that are in no tree any more
     * @param listeners on them
     */
    record Kept(double heapMib, double buffersMib, int nodes, int listeners) {}

    PageMemory(Page page) {
        session = page.context().newCDPSession(page);
    }

    Kept now() {
        // Objects finalized by the first collection are freed by the next.
        for (int i = 0; i < 3; i++) {
            session.send("HeapProfiler.collectGarbage");
        }
        JsonObject heap = session.send("Runtime.getHeapUsage");
        JsonObject counters = session.send("Memory.getDOMCounters");
        return new Kept(
                mib(heap, "usedSize"),
                mib(heap, "backingStorageSize"),
                counters.get("nodes").getAsInt(),
                counters.get("jsEventListeners").getAsInt());
    }

    private static double mib(JsonObject usage, String size) {
        return usage.get(size).getAsDouble() / 1024 / 1024;
    }
}
