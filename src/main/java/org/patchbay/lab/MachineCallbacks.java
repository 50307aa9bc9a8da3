package org.patchbay.lab;

import java.util.List;
import java.util.Optional;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.judge.Examiner;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineListener;
import org.patchbay.lab.machine.SavedMachine;
import org.patchbay.sandbox.Sandbox;

/** What {@link MachineLifecycle} and its machines ask of their lab and report to it. Called without the lab's lock unless stated. */
interface MachineCallbacks extends MachineListener {
    /** The scripts that bring a fresh machine to where the learner is. */
    List<String> preparation();

    /** The sleeping machine, if there is one. Called with the lab's lock held. */
    Optional<SavedMachine> asleep();

    /** Puts a machine to sleep as it is; says whether that could be done. */
    boolean sleep(Sandbox sandbox) throws InterruptedException;

    /** The machine that slept goes on, or a new one has taken its place. Called with the lab's lock held. */
    void awake();

    /** Starts judging the machine. Called with the lab's lock held. */
    Examiner examine(LabMachine machine);

    /** There are other terminals, or they look different. Called with or without the lab's lock. */
    void terminalsChanged();

    void notice(Notice notice);

    /** The lab has no machine and none is starting. */
    void homeless();
}
