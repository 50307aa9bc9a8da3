package org.patchbay.lab;

import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.patchbay.lab.event.Notice;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.probe.ProbeListener;
import org.patchbay.progress.LabId;
import org.patchbay.terminal.TerminalListener;
import org.patchbay.terminal.TerminalState;

/** What one machine tells its lab: its kernel by notices, its terminals by what they carry. Thread-safe. */
final class MachineListener implements ProbeListener, TerminalListener {
    private static final Logger LOG = Logger.getLogger(MachineListener.class);

    private final LabId lab;
    private final MachineCallbacks callbacks;

    MachineListener(LabId lab, MachineCallbacks callbacks) {
        this.lab = lab;
        this.callbacks = callbacks;
    }

    @Override
    public void changed(long count) {
        callbacks.networkChanged(count);
    }

    @Override
    public void execution(Execution execution) {}

    @Override
    public void terminalEnded(String id, OptionalInt status) {
        callbacks.terminalsChanged();
    }

    @Override
    public void lost() {
        LOG.debugf("The observer of lab %s is unreachable", lab);
    }

    @Override
    public void commandChanged(Command command) {
        if (command.running() && command.output().isEmpty()) {
            callbacks.commandBegan();
        } else {
            callbacks.somethingHappened();
        }
    }

    @Override
    public void stateChanged(TerminalState state) {
        callbacks.terminalsChanged();
    }

    @Override
    public void recordingStopped(String reason) {
        LOG.errorf("Recording of lab %s stopped: %s", lab, reason);
        callbacks.notice(Notice.RECORDING_STOPPED);
    }
}
