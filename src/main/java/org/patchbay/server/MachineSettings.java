package org.patchbay.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.sandbox.SandboxSettings;

/** Settings of the machines: image and limits. */
@ConfigMapping(prefix = "patchbay")
public interface MachineSettings {
    /** The virtual machine image's folder. */
    @WithDefault(".patchbay/image")
    String image();

    Limits limits();

    /** Defaults are derived from the host's memory. */
    interface Limits {
        /** How many machines may run at once. */
        OptionalInt machines();

        /** How many spare machines to keep ready. */
        OptionalInt spareMachines();

        /** How many learners may wait in the queue. */
        OptionalInt queueLength();

        /** The time without activity after which a machine is ended. */
        Optional<Duration> idle();

        /** How long before that its learner is warned. */
        Optional<Duration> warning();

        /** Limit of a learner's saved machines on disk, in MiB; at least 1. */
        OptionalInt keptMib();

        /**
         * Limit of one lab's recordings on disk, in MiB: those of its oldest machines are deleted. Those of the running
         * machine, and of a hand-in, are always kept.
         */
        OptionalInt recordedMib();

        /** These limits, with defaults for unset ones. */
        default SandboxSettings over(SandboxSettings chosen) {
            int machines = machines().orElse(chosen.machines());
            return new SandboxSettings(
                    machines,
                    chosen.memoryMiB(),
                    Math.min(machines, spareMachines().orElse(chosen.spareMachines())),
                    queueLength().orElse(chosen.queueLength()),
                    chosen.waitingGrace(),
                    idle().orElse(chosen.idle()),
                    warning().orElse(chosen.warning()));
        }
    }
}
