package org.patchbay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How soon a server is ready when everything is built, and how much memory it then takes. It runs as {@code ./patchbay
 * serve} runs it: the properties {@code patchbay.jar}, {@code patchbay.java-options} (space separated), {@code
 * patchbay.image} and {@code patchbay.lessons} say how.
 */
final class ServeBench implements Benchmark {
    private static final int STARTS = 7;
    private static final String READY = "Patchbay is ready";

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public void run(Report report) throws Exception {
        Path data = Files.createTempDirectory("patchbay-bench-serve");
        try {
            // The first start makes the template.
            end(start(data));
            List<Double> ready = new ArrayList<>();
            List<Double> rss = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                long began = System.nanoTime();
                Process server = start(data);
                ready.add((System.nanoTime() - began) / 1e9);
                rss.add(residentMiB(server));
                end(server);
            }
            report.metric("ready", "s", ready);
            report.metric("rss", "MiB", rss);
        } finally {
            new ProcessBuilder("rm", "-rf", data.toString()).start().waitFor();
        }
    }

    /** Returns when the server reports that it is ready. */
    private static Process start(Path data) throws IOException {
        List<String> command = new ArrayList<>();
        // Children of a background shell would inherit its ignored signals.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                System.getProperty("patchbay.java-options", "-XX:+UseSerialGC").split(" ")));
        command.add("-Dpatchbay.image=" + System.getProperty("patchbay.image", ".patchbay/image"));
        command.add("-Dpatchbay.lessons="
                + Path.of(System.getProperty("patchbay.lessons", "lessons")).toAbsolutePath());
        command.addAll(List.of("-jar", System.getProperty("patchbay.jar", "target/quarkus-app/quarkus-run.jar")));
        command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
        Process server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the server ended before it was ready");
        }
        return server;
    }

    /** As Ctrl-C does, so that no machine is left for the next start to adopt. */
    private static void end(Process server) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
        if (!server.waitFor(60, TimeUnit.SECONDS)) {
            server.destroyForcibly();
            throw new IOException("the server did not end");
        }
    }

    /** {@code VmRSS} of proc_pid_status(5). */
    private static double residentMiB(Process server) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }
}
