package org.patchbay.web.socket;

import io.quarkus.websockets.next.WebSocketConnection;
import org.patchbay.lesson.Language;

/** The language of a socket's {@code ?lang=}; English if missing or unknown. */
final class SocketLanguage {
    private SocketLanguage() {}

    static Language of(WebSocketConnection connection) {
        return Language.of(Query.of(connection, "lang").orElse("")).orElse(Language.EN);
    }
}
