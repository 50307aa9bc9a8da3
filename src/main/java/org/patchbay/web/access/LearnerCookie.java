package org.patchbay.web.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.patchbay.identity.LearnerId;
import org.patchbay.identity.SignedCookie;
import org.patchbay.web.PublicOrigin;

/** The cookie by which a learner is known again. Safe for use by several threads. */
@Singleton
public final class LearnerCookie {
    /** As long as browsers keep one at most (RFC 6265bis); each page that is visited extends it. */
    private static final Duration AGE = Duration.ofDays(400);

    private final SignedCookie signed;
    private final SecureRandom random = new SecureRandom();
    private final boolean secure;
    private final String name;

    LearnerCookie(SignedCookie signed, PublicOrigin here) {
        this.signed = signed;
        this.secure = here.secure();
        // With this prefix, browsers take it from no neighbouring host and over HTTPS only (RFC 6265bis).
        this.name = secure ? "__Host-learner" : "learner";
    }

    /** Who sent a request; empty without a genuine cookie. */
    public Optional<LearnerId> read(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(name))
                .map(Cookie::getValue)
                .flatMap(signed::verify);
    }

    LearnerId newcomer() {
        return LearnerId.random(random);
    }

    void give(HttpServerResponse response, LearnerId learner) {
        response.addCookie(cookie(signed.sign(learner)).setMaxAge(AGE.toSeconds()));
    }

    /** Has the browser forget who it was. */
    void take(HttpServerResponse response) {
        response.addCookie(cookie("").setMaxAge(0));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(secure);
    }
}
