package org.patchbay.web;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What axe-core, with all its rules, finds wrong on a page. */
final class Accessibility {
    private static final Path AXE = Path.of("src/main/web/node_modules/axe-core/axe.min.js");

    private static final String RUN = """
            async () => (await axe.run()).violations.map(
                violation => `${violation.id}: ${violation.nodes.map(node => node.target.join(' ')).join(', ')}`)
            """;

    private Accessibility() {}

    /** One line for each rule that is broken; empty for a page without faults. */
    static List<String> faults(Page page) {
        try {
            page.evaluate(Files.readString(AXE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ((List<?>) page.evaluate(RUN)).stream().map(Object::toString).toList();
    }
}
