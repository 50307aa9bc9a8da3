package org.patchbay.progress;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of its own on a loopback port, made by Debian's binaries in a temporary folder. PostgreSQL refuses
 * to run as root, so root runs it as {@code nobody}.
 */
final class PostgresCluster {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String UNPRIVILEGED = "nobody";

    private final Path binaries;
    private final Path folder;
    private final int port;

    private PostgresCluster(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    static PostgresCluster start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("patchbay-postgresql");
        if (root()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED));
        }
        PostgresCluster cluster = new PostgresCluster(binaries(), folder, freePort());
        cluster.run("initdb", "-D", cluster.data(), "-U", "patchbay", "--auth=trust", "--no-sync", "-E", "UTF8");
        cluster.run(
                "pg_ctl",
                "-D",
                cluster.data(),
                "-l",
                folder.resolve("log").toString(),
                "-w",
                "-o",
                cluster.options(),
                "start");
        return cluster;
    }

    /** Its one database; every connection is new. */
    PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser("patchbay");
        return source;
    }

    /** Ends the server and removes its folder. */
    void stop() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(PostgresCluster::delete);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String options() {
        return "-h 127.0.0.1 -p %d -k %s -F".formatted(port, folder);
    }

    private void run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=nogroup", "--clear-groups"));
        }
        command.add(binaries.resolve(tool).toString());
        command.addAll(List.of(arguments));
        // The server inherits its starter's output: a pipe would never end.
        Path output = Files.createTempFile("patchbay-" + tool, ".out");
        int status = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String said = Files.readString(output);
        Files.delete(output);
        if (status != 0) {
            throw new IOException("%s ended with %d: %s".formatted(String.join(" ", command), status, said));
        }
    }

    private static Path binaries() throws IOException {
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> versions = Files.list(INSTALLED)) {
                return versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder())
                        .orElseThrow(PostgresCluster::missing);
            }
        }
        throw missing();
    }

    private static IOException missing() {
        return new IOException("no PostgreSQL server under " + INSTALLED + ": apt-get install postgresql");
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
