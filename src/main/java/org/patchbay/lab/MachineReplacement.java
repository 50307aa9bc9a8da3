package org.patchbay.lab;

import java.util.Optional;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.machine.LabCheckpoint;

/**
 * What replaces the running machine: an earlier machine of the lab, or a new one.
 *
 * @param marker the text that marks the change in recordings; empty for none
 * @param saved the checkpoint to restore; empty to prepare a new machine for the learner's step
 * @param restored the notice if the checkpoint was restored
 * @param replaced the notice if a new machine was prepared
 */
record MachineReplacement(
        Optional<String> marker, Optional<LabCheckpoint> saved, Optional<Notice> restored, Notice replaced) {}
