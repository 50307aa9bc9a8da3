package org.patchbay.web;

import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;

/** Stands under a lab's address like the lab's own sockets, and needs no machine. */
@WebSocket(path = "/labs/{lab}/echo")
public class EchoSocket {
    @OnTextMessage
    String echo(String text) {
        return text;
    }
}
