package org.patchbay.sandbox.qemu;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** Tests that start real machines, all of which end after the last test of the class. */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WithMachines {
    public TestMachines machines;

    @BeforeAll
    void openMachines() throws Exception {
        machines = new TestMachines();
    }

    @AfterAll
    void closeMachines() {
        machines.close();
    }
}
