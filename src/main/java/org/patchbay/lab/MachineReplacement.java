package org.patchbay.lab;

import java.util.Optional;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.machine.LabCheckpoint;

/**
 * An earlier machine that takes the place of the one that runs.
 *
 * @param marker what its recordings say of it
 * @param saved the machine; empty for a new one that is brought to where the learner is
 * @param restored what the learner is told when it is there
 * @param replaced what they are told when it is a new one
 */
record MachineReplacement(
        Optional<String> marker, Optional<LabCheckpoint> saved, Optional<Notice> restored, Notice replaced) {}
