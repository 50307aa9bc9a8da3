package org.patchbay.cli;

import io.quarkus.runtime.Quarkus;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.patchbay.server.DataFolder;
import org.patchbay.server.Server;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code patchbay serve}: converts its options to the server's settings and runs it until it is stopped. */
@Command(
        name = "serve",
        description = "Starts the server and prints its address.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on. Default: 127.0.0.1.")
    private Optional<String> host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on. Default: 8080.")
    private Optional<Integer> port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for progress, recordings and machines. Default: .patchbay/data.")
    private Optional<Path> data;

    @Option(names = "--lessons", paramLabel = "DIR", description = "Folder of another course to serve.")
    private Optional<Path> lessons;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Address that browsers use, if the server is behind a proxy.")
    private Optional<URI> publicUrl;

    @Option(
            names = "--author",
            negatable = true,
            description = {
                "Author mode: labs may start at any step, and pages report problems in lesson files. Default: on with"
                        + " --lessons if the server listens on the loopback only, else off."
            })
    private Optional<Boolean> author;

    @Override
    public Integer call() {
        host.ifPresent(value -> set("host", value));
        port.ifPresent(value -> set("port", port(value)));
        DataFolder folder =
                new DataFolder(data.orElseGet(ServeCommand::usualData).toAbsolutePath());
        set("data", folder.path().toString());
        lessons.ifPresent(value -> set("lessons", value.toAbsolutePath().toString()));
        publicUrl.ifPresent(value -> set("public-url", publicUrl(value)));
        Optional<String> obstacle = folder.obstacle();
        if (obstacle.isPresent()) {
            spec.commandLine().getErr().println("patchbay: " + obstacle.get());
            return CommandLine.ExitCode.USAGE;
        }
        author.or(this::authorAlone).ifPresent(value -> set("author", Boolean.toString(value)));
        warnIfOpen();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Quarkus.run(Server.class, (code, failure) -> {
            if (failure != null) {
                spec.commandLine().getErr().println("patchbay: The server could not start: " + cause(failure));
            }
            status.complete(code);
        });
        return status.getNow(CommandLine.ExitCode.OK);
    }

    private static Path usualData() {
        return Path.of(System.getProperty("patchbay.data", ".patchbay/data"));
    }

    private String port(int value) {
        if (value < 0 || value > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port takes a number from 0 to 65535, not " + value);
        }
        return Integer.toString(value);
    }

    private String publicUrl(URI value) {
        if (!("http".equals(value.getScheme()) || "https".equals(value.getScheme())) || value.getHost() == null) {
            throw new ParameterException(
                    spec.commandLine(), "--public-url takes an address such as https://lab.example.org, not " + value);
        }
        return value.toString();
    }

    private void warnIfOpen() {
        if (open() && publicUrl.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("Warning: listening beyond this machine without --public-url. Anyone who can reach "
                            + host.get() + " can start machines here, and connections are not encrypted.");
        }
    }

    /** Author mode, if {@code --lessons} is given and only this machine can reach the server. */
    private Optional<Boolean> authorAlone() {
        boolean alone = !open()
                && publicUrl.isEmpty()
                && Stream.of("HOST", "PUBLIC_URL", "AUTHOR")
                        .allMatch(name -> System.getenv("PATCHBAY_" + name) == null);
        return lessons.isPresent() && alone ? Optional.of(true) : Optional.empty();
    }

    private boolean open() {
        return host.isPresent() && !loopback(host.get());
    }

    private boolean loopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ParameterException(spec.commandLine(), "This machine has no address '" + address + "'");
        }
    }

    /** The innermost cause's message; the outer ones only report a failure. */
    private static String cause(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String said = Optional.ofNullable(innermost.getMessage()).orElse(innermost.toString());
        return innermost instanceof BindException
                ? said + ". Stop what listens there (ss -ltnp shows it), or give another with --port."
                : said;
    }

    private static void set(String setting, String value) {
        System.setProperty("patchbay." + setting, value);
    }
}
