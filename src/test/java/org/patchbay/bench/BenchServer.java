package org.patchbay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.qemu.TestMachines;

/**
 * The built server as a process of its own, run as {@code ./patchbay serve} runs it, and one learner's browser before it.
 * The jar is where the property {@code patchbay.jar} says, else where the build leaves it; so are image and lessons; the
 * JVM's options are {@code patchbay.java-options}, separated by spaces.
 */
final class BenchServer implements AutoCloseable {
    private static final String READY = "Patchbay is ready";
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    /** Printed lines that were not read yet. */
    private final BlockingQueue<String> said;

    private final URI address;
    private final CookieManager cookies;
    private final HttpClient client;

    private BenchServer(Process process, BlockingQueue<String> said, URI address, CookieManager cookies) {
        this.process = process;
        this.said = said;
        this.address = address;
        this.cookies = cookies;
        this.client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Boots the templates that a server would boot at its leisure, which costs a processor for half a minute. */
    static void prepare(Path data) throws Exception {
        try (TestMachines machines = new TestMachines(data)) {
            for (Profile profile : Profile.values()) {
                machines.engine().prepare(profile, (phase, percent, elapsed) -> {});
            }
        }
    }

    /**
     * Starts and returns when it says that it is ready.
     *
     * @param cookies of the learner, to be the same one at the next start
     * @param settings further system properties, such as {@code -Dpatchbay.limits.spare-machines=0}
     */
    static BenchServer start(Path data, CookieManager cookies, List<String> settings) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty(
                        "patchbay.java-options", "-Xmx160m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED")
                .split(" ")));
        command.add("-Dpatchbay.image=" + System.getProperty("patchbay.image", ".patchbay/image"));
        command.add("-Dpatchbay.lessons=" + System.getProperty("patchbay.lessons", "lessons"));
        command.addAll(settings);
        command.add("-jar");
        command.add(System.getProperty("patchbay.jar", "target/quarkus-app/quarkus-run.jar"));
        command.addAll(List.of("serve", "--port", Integer.toString(port), "--data", data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            said.add(line);
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the server ended before it was ready");
        }
        Thread.ofVirtual().start(() -> keep(output, said));
        return new BenchServer(process, said, URI.create("http://127.0.0.1:" + port), cookies);
    }

    /** Returns when it has printed a line with this text, the next that has not been waited for. */
    void await(String text) throws IOException, InterruptedException {
        String line = "";
        while (!line.contains(text)) {
            line = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IOException(
                        "the server did not say '" + text + "' within " + PATIENCE_SECONDS + " s of its last word");
            }
        }
    }

    /** Begins a lesson as a learner does, and returns its lab's id. */
    String begin(String lesson) throws IOException, InterruptedException {
        get("/");
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address.resolve("/labs"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("lesson=" + lesson))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("no lab began: " + answer.statusCode() + " " + answer.body()));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Opens a terminal, waiting until the lab has it. */
    PageSocket terminal(String lab, String terminal, boolean acknowledging) throws IOException, InterruptedException {
        return PageSocket.open(address, cookie(), lab, terminal, acknowledging);
    }

    URI address() {
        return address;
    }

    /** The learner's cookie as a request's header. */
    private String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    long pid() {
        return process.pid();
    }

    /** Ends it as a service manager does: its machines go on. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the pipe, because a full one would block the server. */
    private static void keep(BufferedReader output, BlockingQueue<String> said) {
        try {
            String line = output.readLine();
            while (line != null) {
                said.add(line);
                line = output.readLine();
            }
        } catch (IOException e) {
            // It ends with the server.
        }
    }

    private void get(String path) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
