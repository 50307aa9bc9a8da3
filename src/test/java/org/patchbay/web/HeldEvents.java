package org.patchbay.web;

import com.microsoft.playwright.Page;

/**
 * A page's wire for its lab's events that can be held: the page hears the server's own words up to one of them, and the
 * rest later, as well as all that its terminals show. So what lasts for a moment only can be looked at. For one thread, that
 * of the page.
 */
final class HeldEvents {
    /** Stands between each socket of a lab and its page. */
    private static final String GATE = """
            window.heldEvents = {
              last: '', holds: false, kept: [],
              carry(word) {
                if (this.holds) {
                  this.kept.push(word);
                } else {
                  word.hear();
                  this.holds = word.event && this.last !== '' && word.data.includes(this.last);
                }
              },
              upTo(last) {
                const kept = this.kept;
                [this.last, this.holds, this.kept] = [last, false, []];
                kept.forEach(word => this.carry(word));
              },
            };
            window.WebSocket = class extends WebSocket {
              get onmessage() { return super.onmessage; }
              set onmessage(hear) {
                const event = this.url.includes('/events?');
                if (!event && !this.url.includes('/terminals/')) {
                  super.onmessage = hear;
                  return;
                }
                // What was kept for a socket that is given up is stale.
                heldEvents.kept = heldEvents.kept.filter(word => word.socket !== this);
                if (event) {
                  heldEvents.upTo(heldEvents.last);
                }
                super.onmessage = hear && (message =>
                  heldEvents.carry({ socket: this, event, data: message.data, hear: () => hear.call(this, message) }));
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
