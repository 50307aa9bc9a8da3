package org.patchbay.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.patchbay.check.Captured;
import org.patchbay.check.Printed;
import org.patchbay.check.Ran;
import org.patchbay.check.output.ArpOperation;
import org.patchbay.check.output.Cell;
import org.patchbay.check.output.EarlierRun;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.output.IcmpType;

/** Reads the assertions on what the learner's own tools showed. */
final class ToolAssertions {
    /** Those that look up names for addresses unless they are told not to. */
    private static final Set<String> NAMING = Set.of("arp", "route");

    private ToolAssertions() {}

    static Captured captured(Fields fields) {
        return new Captured(
                Devices.needed(fields, "on"),
                AssertionReader.of(fields.needed("frame"), ToolAssertions::frame),
                fields.number("at-least", 1, 1000).orElse(1),
                fields.node("during").map(node -> AssertionReader.of(node, ToolAssertions::ran)),
                Devices.several(fields, "path"));
    }

    static Ran ran(Fields fields) {
        String tool = fields.neededText("tool");
        return new Ran(
                tool,
                arguments(fields, tool),
                fields.text("namespace"),
                fields.text("through"),
                fields.node("after").map(node -> AssertionReader.of(node, ToolAssertions::earlier)));
    }

    /** Whether addresses are shown by number is for the learner to choose: a check asks for the fact that is shown. */
    private static List<String> arguments(Fields fields, String tool) {
        List<String> arguments = fields.texts("arguments");
        if (NAMING.contains(tool) && arguments.contains("-n")) {
            throw new Flaw(
                    fields.needed("arguments").line(),
                    "'-n' is not for a check to ask of " + tool + ": what it shows counts with or without");
        }
        return arguments;
    }

    private static EarlierRun earlier(Fields fields) {
        return new EarlierRun(fields.neededText("tool"), fields.texts("arguments"));
    }

    static Printed printed(Fields fields) {
        String tool = fields.neededText("tool");
        return new Printed(tool, arguments(fields, tool), fields.text("namespace"), row(fields.needed("row")));
    }

    private static FramePattern frame(Fields fields) {
        return new FramePattern(
                fields.word("arp", ArpOperation.class),
                fields.word("icmp", IcmpType.class),
                fields.text("target"),
                fields.text("sender"),
                fields.text("sender-mac"),
                fields.text("source"),
                fields.text("destination"));
    }

    private static Map<String, Cell> row(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            throw new Flaw(node.line(), "columns and what they hold should stand here, not " + node.what());
        }
        Map<String, Cell> row = new LinkedHashMap<>();
        mapping.entries().forEach((column, entry) -> row.put(column, cell(entry.value())));
        return row;
    }

    private static Cell cell(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            try {
                return Cell.parse(scalar.text().orElse(null));
            } catch (IllegalArgumentException e) {
                throw new Flaw(node.line(), e.getMessage());
            }
        }
        throw new Flaw(node.line(), "one value should stand here, not " + node.what());
    }
}
