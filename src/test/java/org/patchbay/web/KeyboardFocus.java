package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

/** The focused element of a page, and whether its focus is visible. */
final class KeyboardFocus {
    /** More stops than any page has. */
    private static final int STOPS = 120;

    /**
     * Names the element, then what is wrong with its focus. A terminal is typed into through a field that can't be seen, so
     * there the frame around it counts; a choice's frame goes around its words, and a device is drawn bolder.
     */
    private static final String FAULT = """
            () => {
              const focused = document.activeElement;
              if (focused === document.body) return 'the focus is lost';
              const called = focused.ariaLabel ?? focused.innerText ?? focused.textContent;
              const name = `${focused.localName}.${focused.getAttribute('class')} "${called}"`;
              const drawn = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
                  || style.boxShadow !== 'none';
              const terminal = focused.closest('.xterm') && focused.closest('pb-terminal');
              if (terminal) {
                const frame = getComputedStyle(terminal, '::after');
                return frame.borderTopStyle === 'solid' && parseFloat(frame.borderTopWidth) >= 2
                    ? '' : `${name} has no frame`;
              }
              if (!focused.matches(':focus-visible')) return '';
              const framed = [focused, focused.closest('label')].filter(one => one !== null);
              const box = focused.closest('.drawing') && focused.querySelector('rect');
              const bold = box && parseFloat(getComputedStyle(box).strokeWidth) >= 3;
              if (!bold && !framed.some(one => drawn(getComputedStyle(one)))) return `${name} does not show that it has the focus`;
              const place = focused.getBoundingClientRect();
              const [left, right] = [Math.max(0, place.left), Math.min(innerWidth, place.right)];
              const [top, bottom] = [Math.max(0, place.top), Math.min(innerHeight, place.bottom)];
              if (right <= left || bottom <= top) return `${name} is out of sight`;
              const parts = [0.15, 0.5, 0.85].flatMap(x => [0.15, 0.5, 0.85].map(y =>
                  document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)));
              return parts.some(part => part !== null && (focused.contains(part) || part.contains(focused)))
                  ? '' : `${name} is covered by something else`;
            }
            """;

    private final Page page;

    KeyboardFocus(Page page) {
        this.page = page;
    }

    /** Fails unless something has the focus, is in sight and shows it. */
    void assertVisible() {
        assertThat(page.evaluate(FAULT)).isEqualTo("");
    }

    boolean isAt(String selector) {
        return (Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector);
    }

    /** Presses Tab until an element has the focus; each stop on the way must be visible. */
    void tabTo(String selector) {
        int stops = 0;
        while (!isAt(selector)) {
            assertThat(++stops).as("stops before " + selector).isLessThan(STOPS);
            page.keyboard().press("Tab");
            assertVisible();
        }
    }

    /** Waits until an element has the focus. */
    void await(String selector) {
        page.waitForFunction("selector => document.activeElement.matches(selector)", selector);
        assertVisible();
    }
}
