package org.patchbay.sandbox;

import java.time.Duration;

/**
 * Limits on sandboxes and their time.
 *
 * @param machines how many may run at once, spare ones included; at least 1
 * @param memoryMiB how much memory they may take together, each counted with {@link Profile#reserveMiB()}; at least one
 *     sandbox's
 * @param spareMachines how many are kept ready; 0 to {@code machines}
 * @param queueLength how many learners may wait; at least 1
 * @param waitingGrace how long a queue entry outlives its page's connection
 * @param idle the time without activity after which a sandbox is ended
 * @param warning how long before that its learner is warned; shorter than {@code idle}
 */
public record SandboxSettings(
        int machines,
        int memoryMiB,
        int spareMachines,
        int queueLength,
        Duration waitingGrace,
        Duration idle,
        Duration warning) {
    /** @throws IllegalArgumentException if a value is outside its range; the message names it */
    public SandboxSettings {
        require(machines >= 1, "machines must be at least 1");
        require(memoryMiB >= smallest(), "memoryMiB must be at least " + smallest());
        require(spareMachines >= 0 && spareMachines <= machines, "spareMachines must be 0 to machines");
        require(queueLength >= 1, "queueLength must be at least 1");
        require(!waitingGrace.isNegative(), "waitingGrace must not be negative");
        require(warning.isPositive() && warning.compareTo(idle) < 0, "warning must be positive and shorter than idle");
    }

    /**
     * Defaults for a host: up to 200 sandboxes within three quarters of the available memory.
     *
     * @param availableMiB {@code MemAvailable} of proc(5), in MiB
     */
    public static SandboxSettings forMachine(int availableMiB) {
        return new SandboxSettings(
                200,
                Math.max(smallest(), availableMiB / 4 * 3),
                2,
                500,
                Duration.ofSeconds(45),
                Duration.ofMinutes(45),
                Duration.ofMinutes(5));
    }

    private static int smallest() {
        return Profile.NET.reserveMiB();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
