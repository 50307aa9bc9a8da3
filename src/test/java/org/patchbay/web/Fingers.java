package org.patchbay.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** Gestures of two fingers, in CSS pixels; Playwright itself can only tap with one. */
final class Fingers {
    private static final int MOVES = 8;

    private final CDPSession session;

    Fingers(Page page) {
        session = page.context().newCDPSession(page);
    }

    /**
     * Puts two beside a point, moves them along the horizontal, and lifts them.
     *
     * @param from how far each is from the point at first
     * @param to how far in the end
     */
    void pinch(double x, double y, double from, double to) {
        touch("touchStart", x, y, from);
        for (int move = 1; move <= MOVES; move++) {
            touch("touchMove", x, y, from + (to - from) * move / MOVES);
        }
        tell("touchEnd", new JsonArray());
    }

    private void touch(String type, double x, double y, double away) {
        JsonArray both = new JsonArray();
        both.add(finger(0, x - away, y));
        both.add(finger(1, x + away, y));
        tell(type, both);
    }

    private static JsonObject finger(int id, double x, double y) {
        JsonObject finger = new JsonObject();
        finger.addProperty("id", id);
        finger.addProperty("x", x);
        finger.addProperty("y", y);
        return finger;
    }

    private void tell(String type, JsonArray fingers) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", fingers);
        session.send("Input.dispatchTouchEvent", event);
    }
}
