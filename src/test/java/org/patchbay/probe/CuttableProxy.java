package org.patchbay.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.sandbox.Endpoint;

/** Stands between a probe and its sandbox, to cut the line. */
final class CuttableProxy implements AutoCloseable {
    private final Endpoint sandbox;
    private final ServerSocket server;
    private final List<Socket> sockets = new ArrayList<>();

    CuttableProxy(Endpoint sandbox) throws IOException {
        this.sandbox = sandbox;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The sandbox by way of this relay. */
    Endpoint endpoint() {
        return new Endpoint(
                (InetSocketAddress) server.getLocalSocketAddress(),
                sandbox.user(),
                sandbox.hostKey(),
                sandbox.userKey());
    }

    /** Breaks every connection; new ones are taken. */
    synchronized void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(
                        sandbox.address().getAddress(), sandbox.address().getPort());
                synchronized (this) {
                    sockets.add(near);
                    sockets.add(far);
                }
                Thread.ofVirtual().start(() -> copy(near, far));
                Thread.ofVirtual().start(() -> copy(far, near));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut.
        }
    }
}
