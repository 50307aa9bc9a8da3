package org.patchbay.probe;

import java.time.Duration;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.TestMachines;

/** A new machine with a probe at it. */
final class Watched implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final TestMachines machines;
    private final Sandbox sandbox;
    private final RecordingProbeListener recordingProbeListener = new RecordingProbeListener();
    private final Probe probe;

    Watched() throws Exception {
        this(Profile.NET);
    }

    Watched(Profile profile) throws Exception {
        machines = new TestMachines();
        sandbox = machines.engine().start(profile);
        probe = Probe.connect(sandbox.endpoint());
        probe.listen(recordingProbeListener);
    }

    String run(String script) throws ProbeException {
        return probe.run(script, LIMIT);
    }

    Snapshot look() throws ProbeException {
        return probe.look().snapshot();
    }

    Namespace look(String namespace) throws ProbeException {
        return look().namespace(namespace).orElseThrow();
    }

    RecordingProbeListener recordingProbeListener() {
        return recordingProbeListener;
    }

    @Override
    public void close() {
        probe.close();
        sandbox.close();
        machines.close();
    }
}
