package org.patchbay.web.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.patchbay.web.Assets;

/**
 * Says how long an answer may be kept: a bundled file for ever, for its name changes with its content; what may show a
 * code by which one becomes a learner, not at all; anything else, which depends on who asks, not without asking again.
 */
@Singleton
final class Caching {
    private static final int PRIORITY = 800;

    void register(@Observes Filters filters) {
        filters.register(Caching::decide, PRIORITY);
    }

    private static void decide(RoutingContext exchange) {
        boolean bundled = exchange.normalizedPath().startsWith(Assets.FOLDER);
        String otherwise = exchange.normalizedPath().startsWith(ResumePage.PATH) ? "no-store" : "private, no-cache";
        exchange.addHeadersEndHandler(sent -> {
            boolean found = exchange.response().getStatusCode() < 400;
            exchange.response()
                    .putHeader("Cache-Control", bundled && found ? "public, max-age=31536000, immutable" : otherwise);
        });
        exchange.next();
    }
}
