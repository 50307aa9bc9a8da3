package org.patchbay.lesson;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.check.verdict.Layer;

/**
 * Reads a step's {@code tasks}.
 *
 * @param graded whether they are judged at a hand-in
 * @param lines receives the line of each, by {@link ProseOutline#key}
 */
record TaskReader(Problems.InFile problems, Map<String, Integer> lines, boolean graded) {
    private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,2})s");

    List<Task> tasks(List<YamlNode> nodes) {
        List<Task> tasks = new ArrayList<>();
        for (YamlNode node : nodes) {
            problems.reading(() -> task(node)).ifPresent(task -> {
                new TaskSense(problems, node.line()).check(task, tasks);
                new GradedSense(problems, node.line(), graded).check(task);
                tasks.add(task);
            });
        }
        return tasks;
    }

    private Task task(YamlNode node) {
        Fields fields = Fields.of(node);
        String id = Fields.id(fields.needed("id"));
        if (lines.putIfAbsent(ProseOutline.key(ProseOutline.Part.TASK, id), node.line()) != null) {
            throw new Flaw(node.line(), "a second task is called '" + id + "'");
        }
        Task task = new Task(
                id,
                fields.number("points", 0, 100).orElse(1),
                fields.node("when").map(TaskReader::when).orElseGet(When.Now::new),
                fields.flag("live").orElse(false),
                AssertionReader.read(fields.needed("check")),
                ActionReader.read(fields.needed("solve")),
                fields.list("also").stream().map(TaskReader::way).toList(),
                fields.list("faults").stream().map(TaskReader::fault).toList());
        fields.end();
        return task;
    }

    private static When when(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping _ -> {
                Fields fields = Fields.of(node);
                Matcher time = SECONDS.matcher(fields.neededText("stays"));
                if (!time.matches()) {
                    throw new Flaw(node.line(), "stays: expected a time from 1s to 999s, such as 3s");
                }
                fields.end();
                yield new When.Stays(Duration.ofSeconds(Long.parseLong(time.group(1))));
            }
            case YamlNode.Sequence _, YamlNode.Scalar _ ->
                switch (Fields.scalar(node)) {
                    case "now" -> new When.Now();
                    case "ever" -> new When.Ever();
                    case String other ->
                        throw new Flaw(node.line(), "when: expected now, ever or {stays: 3s}, found '" + other + "'");
                };
        };
    }

    private static List<Action> way(YamlNode node) {
        Fields fields = Fields.of(node);
        List<Action> way = ActionReader.read(fields.needed("solve"));
        fields.end();
        return way;
    }

    private static Fault fault(YamlNode node) {
        Fields fields = Fields.of(node);
        List<Fault.Injection> ways = new ArrayList<>();
        fields.node("instead")
                .map(ActionReader::read)
                .map(Fault.Injection.Instead::new)
                .ifPresent(ways::add);
        fields.node("before")
                .map(ActionReader::read)
                .map(Fault.Injection.Before::new)
                .ifPresent(ways::add);
        fields.text("script").map(Fault.Injection.Script::new).ifPresent(ways::add);
        if (ways.size() != 1) {
            throw new Flaw(node.line(), "a fault has one of instead, before, script");
        }
        Fields expect = Fields.of(fields.needed("expect"));
        Layer layer = Fields.word(expect.needed("layer"), Layer.class);
        String about = expect.neededText("about");
        expect.end();
        fields.end();
        return new Fault(ways.getFirst(), layer, about);
    }
}
