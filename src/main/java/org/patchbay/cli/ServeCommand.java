package org.patchbay.cli;

import io.quarkus.runtime.Quarkus;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code patchbay serve}: turns its options into the server's settings and runs it until it is told to end. */
@Command(
        name = "serve",
        description = "Starts the server and prints its address.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on; 127.0.0.1 if not given.")
    private Optional<String> host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 8080 if not given.")
    private Optional<Integer> port;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for progress, recordings and machines.")
    private Optional<Path> data;

    @Option(names = "--lessons", paramLabel = "DIR", description = "Serves another course.")
    private Optional<Path> lessons;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "The address that browsers use, when the server stands behind a proxy.")
    private Optional<URI> publicUrl;

    @Override
    public Integer call() {
        host.ifPresent(value -> set("host", value));
        port.ifPresent(value -> set("port", port(value)));
        data.ifPresent(value -> set("data", value.toAbsolutePath().toString()));
        lessons.ifPresent(value -> set("lessons", value.toAbsolutePath().toString()));
        publicUrl.ifPresent(value -> set("public-url", publicUrl(value)));
        warnIfOpen();
        Quarkus.run(Server.class);
        return 0;
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
        if (host.isPresent() && publicUrl.isEmpty() && !loopback(host.get())) {
            spec.commandLine()
                    .getErr()
                    .println("Listening beyond this machine without --public-url: whoever reaches " + host.get()
                            + " can start machines here, and nothing on the way is encrypted.");
        }
    }

    private boolean loopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ParameterException(spec.commandLine(), "There is no address '" + address + "' on this machine");
        }
    }

    private static void set(String setting, String value) {
        System.setProperty("patchbay." + setting, value);
    }
}
