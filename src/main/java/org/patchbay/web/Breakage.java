package org.patchbay.web;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * What becomes of a socket that breaks. A page that lost its network, or sent no frame at all, is no news to the
 * operator; a fault of ours is. Not part of the sockets themselves: they may be gone already when one hears of it.
 */
@ApplicationScoped
class Breakage {
    private static final Logger LOG = Logger.getLogger(Breakage.class);

    @OnError
    void broken(WebSocketConnection connection, Throwable error) {
        if (error instanceof IOException || error instanceof CorruptedWebSocketFrameException || !connection.isOpen()) {
            LOG.debugf("Socket %s broke: %s", connection.id(), error.toString());
            return;
        }
        LOG.errorf(error, "Socket %s is closed after an error", connection.id());
        connection.closeAndAwait(CloseReason.INTERNAL_SERVER_ERROR);
    }
}
