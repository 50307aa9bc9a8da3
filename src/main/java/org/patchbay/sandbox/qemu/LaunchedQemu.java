package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A QEMU of our making, with the first conversation open.
 *
 * @param folder what it has on disk
 * @param process its process
 * @param qmp the conversation
 */
record LaunchedQemu(MachineFolder folder, Process process, Qmp qmp) {
    private static final long CONNECT_SECONDS = 20;
    private static final long QUIT_SECONDS = 5;

    /** Starts it and returns when it listens to what it is told. @throws IOException with what QEMU said, if it ends */
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

    /** Ends it and returns when it is gone. Its folder stays. */
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
                // Whoever waits on it sees it closed all the same.
            }
        });
        return server.accept();
    }
}
