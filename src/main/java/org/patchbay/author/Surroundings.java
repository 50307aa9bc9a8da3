package org.patchbay.author;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.observe.kernel.Namespace;

/**
 * The devices and namespaces in a lesson's checks up to a step, which a learner could confuse. Immutable.
 *
 * @param devices of the lesson's checks, and {@code lo}
 */
record Surroundings(List<DeviceName> devices) {
    Surroundings {
        devices = List.copyOf(devices);
    }

    static Surroundings of(BoundLesson lesson, Step step) {
        Set<DeviceName> devices = new LinkedHashSet<>();
        for (Step one : lesson.steps().subList(0, lesson.steps().indexOf(step) + 1)) {
            for (Task task : one.tasks()) {
                AssertionField.of(task.assertion()).stream()
                        .map(AssertionField::value)
                        .filter(DeviceName.class::isInstance)
                        .map(DeviceName.class::cast)
                        .forEach(devices::add);
            }
        }
        devices.add(new DeviceName(Namespace.INIT, "lo"));
        return new Surroundings(List.copyOf(devices));
    }

    /** Another device of that namespace. */
    Optional<String> beside(String namespace, String device) {
        return devices.stream()
                .filter(other ->
                        other.namespace().equals(namespace) && !other.name().equals(device))
                .map(DeviceName::name)
                .findFirst();
    }

    /** Whether a device in any namespace has this name. */
    boolean knows(String device) {
        return devices.stream().anyMatch(one -> one.name().equals(device));
    }

    /** A namespace other than this; the initial one if there is no other. */
    String otherNamespace(String namespace) {
        return devices.stream()
                .map(DeviceName::namespace)
                .filter(other -> !other.equals(namespace))
                .findFirst()
                .orElse(Namespace.INIT);
    }
}
