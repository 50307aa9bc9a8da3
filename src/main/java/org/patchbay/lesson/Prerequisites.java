package org.patchbay.lesson;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The prerequisites of a course's lessons. They must come before the lessons that name them. */
final class Prerequisites {
    private static final int MOST = 20;

    private final List<String> order;
    private final Map<String, List<Prerequisite>> byLesson = new HashMap<>();

    /** @param order the folders of all lessons that the course lists */
    Prerequisites(List<String> order) {
        this.order = List.copyOf(order);
    }

    /** Reads them from a {@code lesson.yaml}; {@link #check} finds whether they exist. */
    static List<Prerequisite> read(Fields lesson, String id) {
        List<Prerequisite> all = new ArrayList<>();
        for (YamlNode node : lesson.list("prerequisites")) {
            String other = Fields.id(node);
            if (other.equals(id)) {
                throw new Flaw(node.line(), "a lesson can't be its own prerequisite");
            }
            if (all.stream().anyMatch(one -> one.lesson().equals(other))) {
                throw new Flaw(node.line(), "the prerequisite '" + other + "' is listed twice");
            }
            if (all.size() == MOST) {
                throw new Flaw(node.line(), "a lesson has at most " + MOST + " prerequisites");
            }
            all.add(new Prerequisite(other, node.line()));
        }
        return List.copyOf(all);
    }

    void add(String lesson, List<Prerequisite> prerequisites) {
        byLesson.put(lesson, List.copyOf(prerequisites));
    }

    /** Reports errors in those of one lesson, once all are added. */
    void check(String lesson, Problems.InFile here) {
        for (Prerequisite one : of(lesson)) {
            flaw(lesson, one.lesson()).ifPresent(message -> here.at(one.line(), message));
        }
    }

    private Optional<String> flaw(String lesson, String other) {
        if (!order.contains(other)) {
            return Optional.of("the course has no lesson '" + other + "'");
        }
        List<String> back = way(other, lesson, new HashSet<>());
        if (!back.isEmpty()) {
            return Optional.of("the prerequisites form a cycle: " + lesson + " → " + String.join(" → ", back));
        }
        return order.indexOf(other) < order.indexOf(lesson)
                ? Optional.empty()
                : Optional.of("the prerequisite '" + other + "' comes after this lesson in course.yaml");
    }

    /** The path of prerequisites from one lesson to another; empty if there is none. */
    private List<String> way(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return List.of(to);
        }
        if (seen.add(from)) {
            for (Prerequisite next : of(from)) {
                List<String> rest = way(next.lesson(), to, seen);
                if (!rest.isEmpty()) {
                    List<String> all = new ArrayList<>(List.of(from));
                    all.addAll(rest);
                    return all;
                }
            }
        }
        return List.of();
    }

    private List<Prerequisite> of(String lesson) {
        return byLesson.getOrDefault(lesson, List.of());
    }
}
