package org.patchbay.lab;

import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.patchbay.observe.Command;
import org.patchbay.observe.Execution;
import org.patchbay.probe.ProbeListener;
import org.patchbay.progress.LabId;
import org.patchbay.terminal.TerminalListener;
import org.patchbay.terminal.TerminalState;

/** What one machine tells its lab: its kernel by notices, its terminals by what they carry. Thread-safe. */
final class Senses implements ProbeListener, TerminalListener {
    private static final Logger LOG = Logger.getLogger(Senses.class);

    private final LabId lab;
    private final Resident resident;

    Senses(LabId lab, Resident resident) {
        this.lab = lab;
        this.resident = resident;
    }

    @Override
    public void changed(long count) {
        resident.networkChanged(count);
    }

    @Override
    public void execution(Execution execution) {}

    @Override
    public void terminalEnded(String id, OptionalInt status) {
        resident.terminalsChanged();
    }

    @Override
    public void lost() {
        LOG.debugf("The observer of lab %s is unreachable", lab);
    }

    @Override
    public void commandChanged(Command command) {
        if (command.running() && command.output().isEmpty()) {
            resident.commandBegan();
        } else {
            resident.somethingHappened();
        }
    }

    @Override
    public void stateChanged(TerminalState state) {
        resident.terminalsChanged();
    }

    @Override
    public void recordingStopped(String reason) {
        LOG.errorf("Recording of lab %s stopped: %s", lab, reason);
        resident.notice(Notice.RECORDING_STOPPED);
    }
}
