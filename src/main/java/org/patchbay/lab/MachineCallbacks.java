package org.patchbay.lab;

import java.util.List;
import java.util.Optional;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.judge.Examiner;
import org.patchbay.lab.machine.LabCheckpoint;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineListener;
import org.patchbay.sandbox.Sandbox;

/**
 * Callbacks from {@link MachineLifecycle} and its machines to their lab. Called without the lab's lock unless stated.
 */
interface MachineCallbacks extends MachineListener {
    /** The scripts that prepare a new machine for the learner's current step. */
    List<String> preparation();

    /** The sleeping machine, if there is one. Called with the lab's lock held. */
    Optional<LabCheckpoint> asleep();

    /** Puts a machine to sleep; returns whether it succeeded. */
    boolean sleep(Sandbox sandbox) throws InterruptedException;

    /** The sleeping machine was restored or replaced. Called with the lab's lock held. */
    void awake();

    /** Starts judging the machine. Called with the lab's lock held. */
    Examiner examine(LabMachine machine);

    /** Terminals were opened, closed or changed. Called with or without the lab's lock. */
    void terminalsChanged();

    void notice(Notice notice);

    /** The lab has no machine and none is starting. */
    void homeless();
}
