package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Fault;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** A task in its lesson. */
record TaskContext(BoundLesson lesson, Step step, Task task) {
    TrialCase trial(TrialCase.Kind kind, String what) {
        return new TrialCase(lesson.id(), step.id(), task.id(), kind, what);
    }

    TrialCase trial(Fault fault, String what) {
        return new TrialCase(lesson.id(), step.id(), task.id(), TrialCase.Kind.FAULT, Optional.of(fault.layer()), what);
    }

    /** Whether the task's check needs no commands as evidence. */
    boolean ofState() {
        return task.assertion().needs().stream().noneMatch(EvidenceRequest.OfCommands.class::isInstance);
    }

    /** Whether the task's check needs kernel snapshots only. */
    boolean ofSnapshot() {
        return task.assertion().needs().stream().allMatch(EvidenceRequest.OfSnapshot.class::isInstance);
    }

    /** Whether the task's check needs a probe or script. */
    boolean tried() {
        return task.assertion().needs().stream().anyMatch(request -> switch (request) {
            case EvidenceRequest.OfSnapshot _, EvidenceRequest.OfCommands _ -> false;
            case EvidenceRequest.OfReach _, EvidenceRequest.OfArrival _, EvidenceRequest.OfScript _ -> true;
        });
    }

    /** The actions as text, for reports. */
    static List<String> written(List<Action> actions) {
        return actions.stream()
                .map(action -> switch (action) {
                    case Action.Type(String terminal, String line) -> terminal + "$ " + line;
                    case Action.Until(String terminal, String text) -> terminal + "  (until: " + text + ")";
                    case Action.Press(String terminal, Action.Key key) -> terminal + "  (" + key.written() + ")";
                })
                .toList();
    }

    static List<String> written(List<Action> first, List<Action> then) {
        return Stream.concat(written(first).stream(), written(then).stream()).toList();
    }
}
