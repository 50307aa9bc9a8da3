package org.patchbay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The built server as a process of its own, run as {@code ./patchbay serve} runs it, and one learner's browser before it.
 * The jar is where the property {@code patchbay.jar} says, else where the build leaves it; so are image and lessons; the
 * JVM's options are {@code patchbay.java-options}, separated by spaces.
 */
final class BenchServer implements AutoCloseable {
    private static final String READY = "Patchbay is ready";

    private final Process process;
    private final URI address;
    private final CookieManager cookies;
    private final HttpClient client;

    private BenchServer(Process process, URI address, CookieManager cookies) {
        this.process = process;
        this.address = address;
        this.cookies = cookies;
        this.client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Starts and returns when it says that it is ready.
     *
     * @param cookies of the learner, to be the same one at the next start
     * @param settings further system properties, such as {@code -Dpatchbay.limits.warm=0}
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
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the server ended before it was ready");
        }
        Thread.ofVirtual().start(() -> drain(output));
        return new BenchServer(process, URI.create("http://127.0.0.1:" + port), cookies);
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

    /** A pipe that nobody reads would hold the server up. */
    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
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
