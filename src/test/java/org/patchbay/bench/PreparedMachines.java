package org.patchbay.bench;

import java.nio.file.Path;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.qemu.TestMachines;

/** Machines like those of a server that has run for a while. */
final class PreparedMachines {
    private PreparedMachines() {}

    /**
     * With the profile's template booted, and two machines made and connected to: the first connection of a JVM costs what no
     * later one does, and a server has made it long before a learner comes.
     */
    static TestMachines of(Profile profile) throws Exception {
        var machines = new TestMachines(Path.of("target", "bench"));
        try {
            machines.engine().prepare(profile, (phase, percent, elapsed) -> {});
            for (int i = 0; i < 2; i++) {
                try (var sandbox = machines.start()) {
                    FirstShell.attach(sandbox).close();
                }
            }
            return machines;
        } catch (Exception e) {
            machines.close();
            throw e;
        }
    }
}
