package org.patchbay.lab;

import java.time.Duration;
import org.patchbay.sandbox.IdleReaper;

/** What idleness does to one machine. A word that comes late, when there is another or none, means nothing. */
record Idleness(Machine machine, MachineLife life) implements IdleReaper.Listener {
    @Override
    public void warned(Duration left) {
        life.tell(machine, new Provisioning.Ending(left));
    }

    @Override
    public void resumed() {
        life.tell(machine, new Provisioning.Ready());
    }

    @Override
    public void expired() {
        try {
            life.sleep(machine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
