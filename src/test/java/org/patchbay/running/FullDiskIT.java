package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lab.event.Notice;
import org.patchbay.running.ResourceLimit.Limited;

/**
 * Recordings find no space. Only root can fill a disk; every user can limit the size of a process's files
 * (setrlimit(2), RLIMIT_FSIZE), which makes writes fail in the same way.
 */
@Tag("vm")
@ExtendWith({SharedServer.class, Consoles.class})
class FullDiskIT {
    private static final int ROOM = 4 << 20;

    @Test
    void theLabContinuesAndTheFailureIsLogged(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, "20-veth-pair");
            EventsClient events = lab.events();
            TerminalClient terminal = lab.terminal();
            try (ResourceLimit _ = ResourceLimit.of(server, Limited.FILE_SIZE, ROOM)) {
                terminal.type("head -c 6M /dev/zero | tr '\\0' x; echo");
                events.awaitNotice(Notice.RECORDING_STOPPED);
            }
            server.awaitLog("Recording of lab " + lab.id() + " stopped: Terminal t1");
            assertThat(Files.size(server.folder().recording(lab.id(), "t1"))).isBetween(1L, (long) ROOM);
            terminal.type("ip link add veth0 type veth peer name veth1");
            events.awaitPassed("10-create", "pair");
            lab.end();
        }
    }
}
