package org.patchbay.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import org.patchbay.lesson.Language;

/** One learner at two screens: a wide one in English, light by choice, and a narrow one in Chinese that is touched, dark. */
final class OnTwoScreens {

    private final Page wide;
    private final Page narrow;
    private final HeldEvents wideEvents;
    private final HeldEvents narrowEvents;

    private OnTwoScreens(Page wide, Page narrow) {
        this.wide = wide;
        this.narrow = narrow;
        this.wideEvents = HeldEvents.of(wide);
        this.narrowEvents = HeldEvents.of(narrow);
    }

    static OnTwoScreens of(Chromium chromium) {
        Page wide = chromium.page(Language.EN, ColorScheme.LIGHT, 1280, 800);
        Page narrow = chromium.touched(Language.ZH, ColorScheme.DARK, 360, 740);
        // What fades in has no colour to judge yet.
        for (Page page : new Page[] {wide, narrow}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        }
        return new OnTwoScreens(wide, narrow);
    }

    Page wide() {
        return wide;
    }

    Page narrow() {
        return narrow;
    }

    /** Begins a lesson from the course's page on the wide screen, and goes to its lab on the other. */
    void begin(String url, String lesson) {
        wide.navigate(url);
        wide.locator("form:has(input[value='" + lesson + "']) button").click();
        wide.waitForURL("**/labs/*");
        narrow.context().addCookies(wide.context().cookies());
        narrow.navigate(wide.url());
    }

    void navigate(String url) {
        wide.navigate(url);
        narrow.navigate(url);
    }

    /** Shows a place of the lab on the narrow screen: 0 the lesson, 1 the terminals, 2 the network. */
    OnTwoScreens at(int place) {
        narrow.locator(".place-bar button").nth(place).click();
        return this;
    }

    /** Both pages receive events of the machine up to this phase. */
    OnTwoScreens upTo(String phase) {
        wideEvents.upTo(phase);
        narrowEvents.upTo(phase);
        return this;
    }

    /** Both pages receive events of graded work up to this state of its hand-in. */
    OnTwoScreens upToHandIn(String state) {
        wideEvents.upToHandIn(state);
        narrowEvents.upToHandIn(state);
        return this;
    }

    /** Both pages receive all events again. */
    OnTwoScreens goOn() {
        wideEvents.goOn();
        narrowEvents.goOn();
        return this;
    }

    /** Clicks the same on both. */
    OnTwoScreens click(String selector) {
        wide.locator(selector).first().click();
        narrow.locator(selector).first().click();
        return this;
    }

    OnTwoScreens press(String key) {
        wide.keyboard().press(key);
        narrow.keyboard().press(key);
        return this;
    }

    /** Waits until both show this, and looks whether they are sound in both themes. */
    OnTwoScreens sound(String selector) {
        awaits(selector);
        Accessibility.assertSoundInBothThemes(wide, Language.EN, ColorScheme.LIGHT);
        Accessibility.assertSoundInBothThemes(narrow, Language.ZH, ColorScheme.DARK);
        return this;
    }

    /** Waits until both show this. */
    OnTwoScreens awaits(String selector) {
        wide.locator(selector).first().waitFor();
        narrow.locator(selector).first().waitFor();
        return this;
    }
}
