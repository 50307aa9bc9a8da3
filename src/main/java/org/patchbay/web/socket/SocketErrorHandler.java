package org.patchbay.web.socket;

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
class SocketErrorHandler {
    private static final Logger LOG = Logger.getLogger(SocketErrorHandler.class);

    /** RFC 6455, 7.4.1. */
    private static final CloseReason MESSAGE_TOO_BIG = new CloseReason(1009, "At most 64 KiB");

    @OnError
    void broken(WebSocketConnection connection, Throwable error) {
        if (error instanceof IOException || error instanceof CorruptedWebSocketFrameException || !connection.isOpen()) {
            LOG.debugf("Socket %s broke: %s", connection.id(), error.toString());
            return;
        }
        if (tooLarge(error)) {
            LOG.debugf("Socket %s: %s", connection.id(), error.getMessage());
            connection.closeAndAwait(MESSAGE_TOO_BIG);
            return;
        }
        LOG.errorf(error, "Closing socket %s after an error", connection.id());
        connection.closeAndAwait(CloseReason.INTERNAL_SERVER_ERROR);
    }

    /** A message of several frames that together are too large has no exception of its own in Vert.x, only these words. */
    private static boolean tooLarge(Throwable error) {
        return error instanceof IllegalStateException
                && error.getMessage() != null
                && error.getMessage().contains("max message size");
    }
}
