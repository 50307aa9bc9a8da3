package org.patchbay.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.List;

/**
 * A page's wire for its lab's events that can be held: the page hears the server's own words up to one of them, and the
 * rest later. So what lasts for a moment only can be looked at. For one thread, that of the page.
 */
final class HeldEvents {
    private final List<String> kept = new ArrayList<>();
    private WebSocketRoute page;
    private String last = "";
    private boolean holds;

    private HeldEvents() {}

    /** The wire of a page that has not opened a lab yet. */
    static HeldEvents of(Page page) {
        HeldEvents events = new HeldEvents();
        page.routeWebSocket(url -> url.contains("/events?"), events::connect);
        return events;
    }

    /** Lets go of what is held, and holds what comes after this phase of the machine. */
    void upTo(String phase) {
        release("\"phase\":\"" + phase + "\"");
    }

    /** Lets go of what is held, and holds what comes after this state of graded work. */
    void upToHandIn(String state) {
        release("\"handIn\":{\"state\":\"" + state + "\"");
    }

    /** Lets go of what is held. */
    void goOn() {
        release("");
    }

    private void release(String next) {
        last = next;
        holds = false;
        List<String> held = List.copyOf(kept);
        kept.clear();
        held.forEach(this::carry);
    }

    private void connect(WebSocketRoute route) {
        page = route;
        kept.clear();
        holds = false;
        route.connectToServer().onMessage(frame -> carry(frame.text()));
    }

    private void carry(String event) {
        if (holds) {
            kept.add(event);
        } else {
            page.send(event);
            holds = !last.isEmpty() && event.contains(last);
        }
    }
}
