package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.patchbay.sandbox.SandboxId;

/** Opens another loopback port to a running machine, for measurements beside the agent. */
public final class LoopbackForwarding {
    private LoopbackForwarding() {}

    /**
     * Lasts as long as the machine.
     *
     * @param data the data folder of its engine, which must be closed
     * @return the port on this machine's loopback
     */
    public static int to(Path data, SandboxId id, int port) throws Exception {
        int free = freePort();
        Path control =
                data.resolve("sandboxes").resolve(id.value()).resolve("run").resolve(CommandLine.QMP);
        try (var sockets = new Sockets(data);
                var qmp = Qmp.over(sockets.connect(control))) {
            String said = qmp.execute(
                            "human-monitor-command",
                            Map.of(
                                    "command-line",
                                    "hostfwd_add net tcp:127.0.0.1:%d-10.0.2.15:%d".formatted(free, port)))
                    .asText();
            if (!said.isBlank()) {
                throw new IOException(said.strip());
            }
        }
        return free;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
