package org.patchbay.running;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After a failed test keeps what its machines wrote to their consoles, beside the servers' logs. */
public final class Consoles implements AfterTestExecutionCallback {
    private static final Path FOLDER = Path.of("target", "running");
    /** A monitor in use by another server process does not answer. */
    private static final long SECONDS = 1;

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isEmpty() || !Files.isDirectory(FOLDER)) {
            return;
        }
        Path kept = Files.createDirectories(FOLDER.resolve("consoles")
                .resolve(context.getRequiredTestClass().getSimpleName() + "."
                        + context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-")));
        for (Path machine : machines()) {
            Files.writeString(
                    kept.resolve(machine.getFileName() + ".log"),
                    console(machine.resolve("run").resolve("qmp")));
        }
    }

    private static List<Path> machines() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER.toAbsolutePath(), 4)) {
            return all.filter(path -> path.getParent().endsWith("data/sandboxes"))
                    .toList();
        }
    }

    private static String console(Path monitor) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(monitor))) {
            CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> read(channel));
            return read.completeOnTimeout("The machine's monitor is in use.\n", SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (IOException | RuntimeException e) {
            return e + "\n";
        }
    }

    /** By QMP: a greeting, then one line of answer to each command. */
    private static String read(SocketChannel channel) {
        BufferedReader answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        try {
            answers.readLine();
            ask(channel, "{\"execute\":\"qmp_capabilities\"}\n");
            answers.readLine();
            ask(channel, "{\"execute\":\"ringbuf-read\",\"arguments\":{\"device\":\"console\",\"size\":65536}}\n");
            return new ObjectMapper()
                    .readTree(answers.readLine())
                    .path("return")
                    .asText();
        } catch (IOException e) {
            return e + "\n";
        }
    }

    private static void ask(SocketChannel channel, String command) throws IOException {
        channel.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8)));
    }
}
