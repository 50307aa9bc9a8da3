package org.patchbay.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The opening of a socket, byte by byte (RFC 6455, 4.1), so that any header can be sent. */
public final class Handshake {
    private Handshake() {}

    /**
     * What a client sends.
     *
     * @param headers name, value, name, value …; a {@code Host} among them replaces the true one
     */
    public static byte[] request(URI server, String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        boolean host = false;
        for (int i = 0; i < headers.length; i += 2) {
            host |= headers[i].equals("Host");
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        if (!host) {
            request.append("Host: ").append(server.getAuthority()).append("\r\n");
        }
        request.append("Connection: Upgrade\r\nUpgrade: websocket\r\n")
                .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        return request.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The HTTP status that the server answers such a request with. */
    public static int status(URI server, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(request(server, path, headers));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        }
    }
}
