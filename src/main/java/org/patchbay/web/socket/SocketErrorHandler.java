package org.patchbay.web.socket;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * Handles socket errors. Lost connections and invalid frames are not logged; faults of the server are. Separate from
 * the sockets, which may be gone when an error is reported.
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

    /** Vert.x has no exception type for a message of several frames that is too large, only this text. */
    private static boolean tooLarge(Throwable error) {
        return error instanceof IllegalStateException
                && error.getMessage() != null
                && error.getMessage().contains("max message size");
    }
}
