package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A started QEMU with its first QMP connection.
 *
 * @param folder its files
 * @param process its process
 * @param qmp the connection
 */
record LaunchedQemu(MachineFolder folder, Process process, Qmp qmp) {
    private static final long CONNECT_SECONDS = 20;
    private static final long QUIT_SECONDS = 5;

    /** Starts QEMU and returns when it accepts commands. @throws IOException with QEMU's message, if it ends */
    static LaunchedQemu start(Sockets sockets, MachineFolder folder, Launcher.Files files, List<String> command)
            throws IOException, InterruptedException {
        Process process = null;
        try (var server = sockets.listen(folder.run().resolve(CommandLine.FIRST_QMP))) {
            process = Launcher.launch(folder, files, command);
            return new LaunchedQemu(folder, process, Qmp.over(accept(server, process)));
        } catch (IOException | InterruptedException e) {
            if (process == null) {
                throw e;
            }
            process.destroyForcibly().waitFor();
            if (e instanceof IOException) {
                throw new IOException("QEMU could not start: " + folder.complaint(), e);
            }
            throw e;
        }
    }

    /** Kills it and returns when it is gone. Its folder remains. */
    void end() throws InterruptedException {
        try {
            qmp.execute("quit", Map.of());
        } catch (IOException e) {
            process.destroyForcibly();
        }
        if (!process.waitFor(QUIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static SocketChannel accept(ServerSocketChannel server, Process process) throws IOException {
        process.onExit().orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS).whenComplete((exit, e) -> {
            try {
                server.close();
            } catch (IOException closing) {
                // The connection is closed in any case.
            }
        });
        return server.accept();
    }
}
