package org.patchbay.lab.machine;

import org.patchbay.probe.ProbeListener;
import org.patchbay.terminal.TerminalListener;

/** Hears what happens in a machine: from its agent and from its terminals, each on threads of their own. */
public interface MachineListener extends ProbeListener, TerminalListener {}
