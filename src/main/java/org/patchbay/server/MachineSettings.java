package org.patchbay.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.sandbox.SandboxSettings;

/** Where the machines' image is, and how many machines there may be. */
@ConfigMapping(prefix = "patchbay")
public interface MachineSettings {
    /** The virtual machine image's folder. */
    @WithDefault(".patchbay/image")
    String image();

    Limits limits();

    /** Each is chosen by the machine's memory where it is not set. */
    interface Limits {
        /** How many machines may run at once. */
        OptionalInt places();

        /** How many machines are kept ready for the next learners. */
        OptionalInt warm();

        /** How many learners may wait in line. */
        OptionalInt waiting();

        /** After how long without a sign of life a machine is ended. */
        Optional<Duration> idle();

        /** How long before that its learner is warned. */
        Optional<Duration> warning();

        /** How much a learner's kept machines may take on the disk, in MiB; at least 1. */
        OptionalInt keptMib();

        /**
         * How much the recordings of one lab may take on the disk, in MiB: those of its oldest machines go. Those of the
         * machine at work, and what was handed in, stay in any case.
         */
        OptionalInt recordedMib();

        /** These limits where they are set, those where not. */
        default SandboxSettings over(SandboxSettings chosen) {
            int places = places().orElse(chosen.places());
            return new SandboxSettings(
                    places,
                    chosen.memoryMiB(),
                    Math.min(places, warm().orElse(chosen.warm())),
                    waiting().orElse(chosen.waiting()),
                    chosen.waitingGrace(),
                    idle().orElse(chosen.idle()),
                    warning().orElse(chosen.warning()));
        }
    }
}
