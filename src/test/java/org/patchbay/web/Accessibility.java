package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.patchbay.lesson.Language;

/** What axe-core, with all its rules, finds wrong on a page. */
public final class Accessibility {
    private static final Path AXE = Path.of("src/main/web/node_modules/axe-core/axe.min.js");

    private static final String RUN = """
            async options => {
              // What fades in has no colour to judge yet.
              await Promise.allSettled(document.getAnimations()
                .filter(one => one.playState === 'running' && Number.isFinite(one.effect.getComputedTiming().endTime))
                .map(one => one.finished));
              return (await axe.run(options)).violations.map(
                violation => `${violation.id}: ${violation.nodes.map(node => node.target.join(' ')).join(', ')}`);
            }
            """;

    private Accessibility() {}

    /** One line per violated rule; empty if there is none. */
    static List<String> faults(Page page) {
        return faults(page, Map.of());
    }

    /** The same with the rule that targets have 24 by 24 pixels or room around them (WCAG 2.2, 2.5.8), which axe-core leaves out. */
    static List<String> faultsAndSmallTargets(Page page) {
        return faults(page, Map.of("target-size", Map.of("enabled", true)));
    }

    private static List<String> faults(Page page, Map<String, ?> rules) {
        return run(page, Map.of("rules", rules));
    }

    private static List<String> run(Page page, Map<String, ?> options) {
        if (!(Boolean) page.evaluate("() => typeof axe !== 'undefined'")) {
            try {
                page.evaluate(Files.readString(AXE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ((List<?>) page.evaluate(RUN, options))
                .stream().map(Object::toString).toList();
    }

    /** Declares its language, violates no rule of axe-core, and fits the window. */
    public static void assertSound(Page page, Language language) {
        assertThat(page.getAttribute("html", "lang")).isEqualTo(language.htmlTag());
        assertThat(faults(page)).as(page.url()).isEmpty();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is wider than the page: " + page.url())
                .isEqualTo(true);
    }

    /** {@link #assertSound}, and its colours in the other theme too, which alone differ between the two. */
    static void assertSoundInBothThemes(Page page, Language language, ColorScheme scheme) {
        assertSound(page, language);
        ColorScheme other = scheme == ColorScheme.DARK ? ColorScheme.LIGHT : ColorScheme.DARK;
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(other));
        assertThat(run(page, Map.of("runOnly", List.of("color-contrast"))))
                .as(page.url())
                .isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }
}
