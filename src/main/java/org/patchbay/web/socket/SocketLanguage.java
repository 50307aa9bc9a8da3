package org.patchbay.web.socket;

import io.quarkus.websockets.next.WebSocketConnection;
import org.patchbay.lesson.Language;

/** The language that a socket was asked to speak: {@code ?lang=}; English where it is another or none. */
final class SocketLanguage {
    private SocketLanguage() {}

    static Language of(WebSocketConnection connection) {
        return Language.of(Query.of(connection, "lang").orElse("")).orElse(Language.EN);
    }
}
