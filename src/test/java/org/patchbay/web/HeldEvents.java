package org.patchbay.web;

import com.microsoft.playwright.Page;

/**
 * A page's wire for its lab's events that can be held: the page hears the server's own words up to one of them, and the
 * rest later. So what lasts for a moment only can be looked at. For one thread, that of the page.
 */
final class HeldEvents {
    /** Stands between each socket for events and its page. */
    private static final String GATE = """
            window.heldEvents = {
              last: '', holds: false, kept: [],
              carry(data, hear) {
                if (this.holds) {
                  this.kept.push([data, hear]);
                } else {
                  hear();
                  this.holds = this.last !== '' && data.includes(this.last);
                }
              },
              upTo(last) {
                const kept = this.kept;
                [this.last, this.holds, this.kept] = [last, false, []];
                kept.forEach(([data, hear]) => this.carry(data, hear));
              },
            };
            window.WebSocket = class extends WebSocket {
              get onmessage() { return super.onmessage; }
              set onmessage(hear) {
                if (!this.url.includes('/events?')) {
                  super.onmessage = hear;
                  return;
                }
                // What was kept for another socket, or for one that is given up, is stale.
                Object.assign(heldEvents, { holds: false, kept: [] });
                super.onmessage = hear && (event => heldEvents.carry(event.data, () => hear.call(this, event)));
              }
            };
            """;

    private final Page page;

    private HeldEvents(Page page) {
        this.page = page;
    }

    /** The wire of a page that has not opened a lab yet. */
    static HeldEvents of(Page page) {
        page.addInitScript(GATE);
        return new HeldEvents(page);
    }

    /** Lets go of what is held, and holds what comes after this phase of the machine. */
    void upTo(String phase) {
        release("\"phase\":\"" + phase + "\"");
    }

    /** Lets go of what is held, and holds what comes after this state of a hand-in. */
    void upToHandIn(String state) {
        release("\"handIn\":{\"state\":\"" + state + "\"");
    }

    /** Lets go of what is held. */
    void goOn() {
        release("");
    }

    private void release(String next) {
        page.evaluate("next => heldEvents.upTo(next)", next);
    }
}
