package org.patchbay.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged server in a process of its own, as {@code ./patchbay serve} runs it. Jar, image and lessons are where the
 * properties {@code patchbay.jar}, {@code patchbay.image} and {@code patchbay.lessons} say, else where the build leaves
 * them.
 */
public final class RunningServer implements AutoCloseable {
    private static final long START_SECONDS = 600;
    private static final long END_SECONDS = 240;
    private static final long LOOK_MILLISECONDS = 50;

    private final ServerFolder folder;
    private final Process process;
    private final URI address;
    private final long before;

    /** @param before the log's length before, because every process logs that it is ready */
    private RunningServer(ServerFolder folder, Process process, URI address, long before) {
        this.folder = folder;
        this.process = process;
        this.address = address;
        this.before = before;
    }

    /**
     * Starts a server and returns when it is ready.
     *
     * @param folder keeps its data and {@code server.log}, to which is added
     * @param settings further ones, such as {@code patchbay.limits.spare-machines=0}; what begins with {@code --} is an option of
     *     {@code serve}
     */
    public static RunningServer start(Path folder, String... settings) throws IOException, InterruptedException {
        RunningServer server = launch(folder, freePort(), settings);
        try {
            server.awaitReady();
        } catch (IOException | InterruptedException e) {
            server.kill();
            throw e;
        }
        return server;
    }

    /** Starts another in place of this one, and returns before it is ready. */
    RunningServer successor(String... settings) throws IOException {
        return launch(folder.path(), address.getPort(), settings);
    }

    private static RunningServer launch(Path folder, int port, String... settings) throws IOException {
        ServerFolder files = ServerFolder.prepare(folder);
        long before = files.logLength();
        Process process = new ProcessBuilder(command(files, port, settings))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                .start();
        return new RunningServer(files, process, URI.create("http://127.0.0.1:" + port + "/"), before);
    }

    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    public ServerFolder folder() {
        return folder;
    }

    /** The log of this and earlier processes of the same folder. */
    public String log() throws IOException {
        return Files.readString(folder.log());
    }

    /** Waits until the log has this, on one line. */
    public void awaitLog(String text) throws IOException, InterruptedException {
        awaitLog(text, 1);
    }

    /** Waits until this many lines of the log have it. */
    void awaitLog(String text, int lines) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (log().lines().filter(line -> line.contains(text)).count() < lines) {
            if (System.nanoTime() > deadline || process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                throw new IOException("The server did not say '" + text + "'; it said:\n" + log());
            }
        }
    }

    /** Ends it as a service manager does: machines are kept for the next server. */
    public void terminate() throws IOException, InterruptedException {
        end("TERM");
    }

    /** Ends it without giving it time for anything. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Ends it as Ctrl-C does, its machines with it.
     *
     * @throws IOException also if a machine is left behind
     */
    @Override
    public void close() throws IOException {
        try {
            end("INT");
            List<ProcessHandle> left = folder.machines();
            if (!left.isEmpty()) {
                left.forEach(ProcessHandle::destroyForcibly);
                throw new IOException("The server has left machines behind: " + left);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void end(String signal) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            return;
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            kill();
            throw new IOException("The server did not end within " + END_SECONDS + " s of a SIG" + signal);
        }
    }

    private static List<String> command(ServerFolder folder, int port, String... settings) {
        // Background processes of a shell ignore interrupts by default.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx160m", "-XX:+UseSerialGC"));
        command.add("-Dpatchbay.image=" + property("patchbay.image", ".patchbay/image"));
        command.add("-Dpatchbay.lessons=" + property("patchbay.lessons", "lessons"));
        for (String setting : settings) {
            if (!setting.startsWith("--")) {
                command.add("-D" + setting);
            }
        }
        command.addAll(List.of("-jar", property("patchbay.jar", "target/quarkus-app/quarkus-run.jar"), "serve"));
        command.addAll(List.of(
                "--port", Integer.toString(port), "--data", folder.data().toString()));
        Stream.of(settings).filter(setting -> setting.startsWith("--")).forEach(command::add);
        return command;
    }

    private static String property(String name, String otherwise) {
        return Path.of(System.getProperty(name, otherwise)).toAbsolutePath().toString();
    }

    /** Waits for its log line. */
    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!folder.logSince(before).contains("Patchbay is ready")) {
            if (System.nanoTime() > deadline || process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                throw new IOException("The server is not ready; it said:\n" + folder.logSince(before));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
