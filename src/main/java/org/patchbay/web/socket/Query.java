package org.patchbay.web.socket;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.websockets.next.WebSocketConnection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A socket's query parameters. Total: missing or invalid ones are empty. */
final class Query {
    private Query() {}

    static Optional<String> of(WebSocketConnection connection, String name) {
        String query = connection.handshakeRequest().query();
        if (query == null) {
            return Optional.empty();
        }
        List<String> values = new QueryStringDecoder(query, false).parameters().getOrDefault(name, List.of());
        return values.stream().findFirst();
    }

    /** A number of 0 or more. */
    static OptionalLong number(WebSocketConnection connection, String name) {
        return of(connection, name)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
