package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Creates Unix sockets below one folder. Their paths are limited to 107 bytes (unix(7)), so a folder with a long name
 * is reached through a short link. Thread-safe.
 */
final class Sockets implements AutoCloseable {
    private static final int LONGEST_ADDRESS = 107;
    private static final int LONGEST_BELOW = 60;

    private final Path folder;
    private final Path link;

    Sockets(Path folder) throws IOException {
        this.folder = folder;
        boolean fits = folder.toString().getBytes(StandardCharsets.UTF_8).length + LONGEST_BELOW <= LONGEST_ADDRESS;
        this.link = fits
                ? null
                : Files.createSymbolicLink(Files.createTempDirectory("pb").resolve("s"), folder);
    }

    SocketChannel connect(Path socket) throws IOException {
        return SocketChannel.open(address(socket));
    }

    /** Listens on a socket in a folder that only permitted users can enter and none uses yet. */
    ServerSocketChannel listen(Path socket) throws IOException {
        var server = bind(socket);
        try {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Listens on a socket for this process's user and for the one it is given to. */
    ServerSocketChannel bind(Path socket) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(address(socket));
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (link != null) {
            Files.deleteIfExists(link);
            Files.deleteIfExists(link.getParent());
        }
    }

    private UnixDomainSocketAddress address(Path socket) {
        return UnixDomainSocketAddress.of(link == null ? socket : link.resolve(folder.relativize(socket)));
    }
}
