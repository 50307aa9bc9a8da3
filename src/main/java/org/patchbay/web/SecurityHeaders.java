package org.patchbay.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Sets the headers that restrict pages to this server's own scripts, styles and sockets. */
@Singleton
final class SecurityHeaders {
    /** Content Security Policy Level 3: everything is denied except what is listed, all from this server. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'");

    /**
     * The recording player uses WebAssembly, which needs 'wasm-unsafe-eval' (CSP Level 3); this does not allow scripts
     * from text. Set only on pages with the player.
     */
    private static final String PLAYING = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

    private static final Pattern PLAYS = Pattern.compile("/labs/[^/]+/recordings(/[^/]+/[^/]+)?");

    private static final int PRIORITY = 1_000;

    private final boolean secure;

    SecurityHeaders(PublicOrigin here) {
        this.secure = here.secure();
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, PRIORITY);
    }

    private void add(RoutingContext exchange) {
        MultiMap headers = exchange.response().headers();
        boolean plays = PLAYS.matcher(exchange.normalizedPath()).matches();
        headers.set("Content-Security-Policy", plays ? PLAYING : POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        // Not no-referrer, with which browsers send "Origin: null" for this server's own forms (Fetch standard).
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (secure) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        exchange.next();
    }
}
