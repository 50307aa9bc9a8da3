package org.patchbay.author;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The list of lessons in a {@code course.yaml}: adds a lesson without changing the rest of the text. */
record CourseList(String text) {
    private static final String KEY = "lessons";

    /**
     * The same text with the lesson in its list: before the first one whose name comes later, if the list is in the order
     * of its names; at its end otherwise. Empty if there is no such list.
     */
    Optional<String> with(String lesson) {
        return list().map(list -> with(lesson, list))
                .filter(edited -> new CourseList(edited).names().contains(lesson));
    }

    /** The listed lessons; empty if the text has no such list. */
    List<String> names() {
        return list().map(CourseList::names).orElse(List.of());
    }

    private Optional<SequenceNode> list() {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                for (NodeTuple entry : mapping.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(KEY)
                            && entry.getValueNode() instanceof SequenceNode list) {
                        return Optional.of(list);
                    }
                }
            }
        } catch (YAMLException _) {
            // CourseReader reports invalid YAML.
        }
        return Optional.empty();
    }

    private static List<String> names(SequenceNode list) {
        List<String> names = new ArrayList<>();
        for (Node item : list.getValue()) {
            names.add(item instanceof ScalarNode scalar ? scalar.getValue() : "");
        }
        return names;
    }

    private String with(String lesson, SequenceNode list) {
        List<Node> items = list.getValue();
        boolean flow = list.getFlowStyle() == FlowStyle.FLOW;
        if (items.isEmpty()) {
            return inserted(at(list.getStartMark()) + 1, lesson);
        }
        int place = place(lesson, names(list));
        if (place < items.size()) {
            int at = at(items.get(place).getStartMark());
            return inserted(at, flow ? lesson + ", " : lesson + "\n" + lead(items.get(place)));
        }
        Node last = items.getLast();
        return inserted(at(last.getEndMark()), flow ? ", " + lesson : "\n" + lead(last) + lesson);
    }

    private static int place(String lesson, List<String> names) {
        boolean inOrder = names.stream().sorted().toList().equals(names);
        for (int i = 0; inOrder && i < names.size(); i++) {
            if (names.get(i).compareTo(lesson) > 0) {
                return i;
            }
        }
        return names.size();
    }

    /** The indentation and dash before an item. */
    private String lead(Node item) {
        int at = at(item.getStartMark());
        return text.substring(text.lastIndexOf('\n', at - 1) + 1, at);
    }

    private String inserted(int at, String what) {
        return text.substring(0, at) + what + text.substring(at);
    }

    /** The parser counts Unicode code points, a string UTF-16 code units. */
    private int at(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
