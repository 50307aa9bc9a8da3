package org.patchbay.web;

import com.microsoft.playwright.Page;

/**
 * A connection for a lab's events that can be held: the page receives the server's own messages up to one of them, and
 * the rest later, so that short states can be tested. Its terminals are not held. For use by the page's thread.
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
                // Messages for a closed socket are stale.
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

    /** Delivers held messages, and holds those after this phase of the machine. */
    void upTo(String phase) {
        release("\"phase\":\"" + phase + "\"");
    }

    /** Delivers held messages, and holds those after this state of a hand-in. */
    void upToHandIn(String state) {
        release("\"handIn\":{\"state\":\"" + state + "\"");
    }

    /** Delivers held messages. */
    void goOn() {
        release("");
    }

    private void release(String next) {
        page.evaluate("next => heldEvents.upTo(next)", next);
    }
}
