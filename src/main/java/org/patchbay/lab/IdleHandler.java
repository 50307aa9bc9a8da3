package org.patchbay.lab;

import java.time.Duration;
import org.patchbay.lab.event.Provisioning;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.sandbox.IdleTimers;

/** Handles one machine's idle timer. Calls for a machine that has been replaced are ignored. */
record IdleHandler(LabMachine machine, MachineLifecycle lifecycle) implements IdleTimers.Listener {
    @Override
    public void warned(Duration left) {
        lifecycle.tell(machine, new Provisioning.Ending(left));
    }

    @Override
    public void resumed() {
        lifecycle.tell(machine, new Provisioning.Ready());
    }

    @Override
    public void expired() {
        try {
            lifecycle.sleep(machine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
