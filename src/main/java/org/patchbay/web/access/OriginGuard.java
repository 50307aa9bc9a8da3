package org.patchbay.web.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.patchbay.web.ErrorPage;
import org.patchbay.web.Failure;
import org.patchbay.web.PublicOrigin;

/**
 * Refuses requests that other sites' pages send: changing requests and sockets. Decided by {@code Sec-Fetch-Site} or
 * else {@code Origin}; a client that sends neither is no browser with a learner's cookie.
 */
@Singleton
final class OriginGuard {
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int PRIORITY = 900;

    private final PublicOrigin here;
    private final ErrorPage errors;

    OriginGuard(PublicOrigin here, ErrorPage errors) {
        this.here = here;
        this.errors = errors;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        String host = request.authority() == null ? "" : request.authority().toString();
        if (!here.answersTo(host)) {
            errors.answer(exchange, Failure.WRONG_HOST);
        } else if (consequential(request) && foreign(request, host)) {
            errors.answer(exchange, Failure.FOREIGN_ORIGIN);
        } else {
            exchange.next();
        }
    }

    private static boolean consequential(HttpServerRequest request) {
        return !HARMLESS.contains(request.method()) || request.getHeader("Upgrade") != null;
    }

    private boolean foreign(HttpServerRequest request, String host) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeader("Origin");
        return origin != null && !here.owns(origin, host);
    }
}
