package org.patchbay.lab.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.check.output.ReadOnlyCommands;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.StepPreparation;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.When;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;

/**
 * Measures how long tasks have held without interruption, and decides when that is enough. Reset with each step,
 * machine and server process, because unobserved time does not count. Not thread-safe.
 */
final class HoldTimer {
    /**
     * How long a <em>now</em> task must hold if its state may be temporary: a command that may have caused it still
     * runs, or an address has a limited lifetime. Otherwise it counts at once.
     */
    static final Duration SETTLED = Duration.ofSeconds(2);

    private final Map<String, Stretch> stretches = new HashMap<>();

    /**
     * A period in which a task held at every look.
     *
     * @param devices the kernel's index of each, by namespace and name; a recreated device has another
     */
    private record Stretch(Instant began, Map<DeviceKey, Integer> devices) {
        /** Whether a device was recreated, so that it was missing between two looks. */
        boolean broken(Map<DeviceKey, Integer> now) {
            return devices.entrySet().stream()
                    .anyMatch(was -> !was.getValue().equals(now.getOrDefault(was.getKey(), was.getValue())));
        }
    }

    private record DeviceKey(long namespace, String device) {}

    /** How long the task must still hold before this verdict counts; empty when it counts now. */
    Optional<Duration> remaining(Task task, Verdict verdict, Evidence evidence, Instant now) {
        return switch (verdict) {
            case Verdict.Passed _ -> {
                Map<DeviceKey, Integer> devices = devices(evidence);
                Stretch stretch = stretches.compute(
                        task.id(),
                        (id, known) -> known == null || known.began().isAfter(now) || known.broken(devices)
                                ? new Stretch(now, devices)
                                : new Stretch(known.began(), devices));
                Duration left = wanted(task, evidence).minus(Duration.between(stretch.began(), now));
                yield left.isPositive() ? Optional.of(left) : Optional.empty();
            }
            case Verdict.Failed _, Verdict.Inconclusive _ -> {
                stretches.remove(task.id());
                yield Optional.empty();
            }
        };
    }

    private static Duration wanted(Task task, Evidence evidence) {
        return switch (task.when()) {
            case When.Stays stays -> stays.time();
            case When.Ever _ -> Duration.ZERO;
            case When.Now _ ->
                StepPreparation.ofState(task) && (atWork(evidence) || temporary(evidence)) ? SETTLED : Duration.ZERO;
        };
    }

    private static boolean atWork(Evidence evidence) {
        return evidence.commands().orElse(CommandLog.EMPTY).commands().stream()
                .filter(Command::running)
                .anyMatch(command -> !ReadOnlyCommands.only(command));
    }

    /** Whether an address will expire: {@code ip address add … valid_lft 1}. */
    private static boolean temporary(Evidence evidence) {
        return evidence.snapshot().stream()
                .flatMap(snapshot -> snapshot.namespaces().stream())
                .flatMap(namespace -> namespace.addresses().stream())
                .anyMatch(address -> address.temporary().orElse(false));
    }

    private static Map<DeviceKey, Integer> devices(Evidence evidence) {
        Map<DeviceKey, Integer> devices = new HashMap<>();
        evidence.snapshot().ifPresent(snapshot -> {
            for (Namespace namespace : snapshot.namespaces()) {
                for (Link link : namespace.links()) {
                    devices.put(new DeviceKey(namespace.inode(), link.name()), link.index());
                }
            }
        });
        return devices;
    }
}
