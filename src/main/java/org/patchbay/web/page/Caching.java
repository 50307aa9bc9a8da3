package org.patchbay.web.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.patchbay.web.Assets;

/**
 * Sets Cache-Control: bundled files are immutable, because their names change with their content; pages that can show a
 * resume code are not stored; everything else depends on who asks and must be revalidated.
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
