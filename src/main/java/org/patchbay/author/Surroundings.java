package org.patchbay.author;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.Device;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.observe.Namespace;

/**
 * What a lesson speaks of up to a step, and so what a learner there could take for something else. Immutable.
 *
 * @param devices of the lesson's checks, and {@code lo}
 */
record Surroundings(List<Device> devices) {
    Surroundings {
        devices = List.copyOf(devices);
    }

    static Surroundings of(BoundLesson lesson, Step step) {
        Set<Device> devices = new LinkedHashSet<>();
        for (Step one : lesson.steps().subList(0, lesson.steps().indexOf(step) + 1)) {
            for (Task task : one.tasks()) {
                Claim.of(task.assertion()).stream()
                        .map(Claim::value)
                        .filter(Device.class::isInstance)
                        .map(Device.class::cast)
                        .forEach(devices::add);
            }
        }
        devices.add(new Device(Namespace.INIT, "lo"));
        return new Surroundings(List.copyOf(devices));
    }

    /** Another device of that namespace. */
    Optional<String> beside(String namespace, String device) {
        return devices.stream()
                .filter(other ->
                        other.namespace().equals(namespace) && !other.name().equals(device))
                .map(Device::name)
                .findFirst();
    }

    /** Whether a device of any namespace is called so. */
    boolean knows(String device) {
        return devices.stream().anyMatch(one -> one.name().equals(device));
    }

    /** Another namespace than this; the one that the machine booted with if there is no other. */
    String otherNamespace(String namespace) {
        return devices.stream()
                .map(Device::namespace)
                .filter(other -> !other.equals(namespace))
                .findFirst()
                .orElse(Namespace.INIT);
    }
}
