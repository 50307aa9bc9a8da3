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

/** The cookie that identifies a learner. Thread-safe. */
@Singleton
public final class LearnerCookie {
    /** The maximum in browsers (RFC 6265bis); every visited page renews it. */
    private static final Duration AGE = Duration.ofDays(400);

    private final SignedCookie signed;
    private final SecureRandom random = new SecureRandom();
    private final boolean secure;
    private final String name;

    LearnerCookie(SignedCookie signed, PublicOrigin here) {
        this.signed = signed;
        this.secure = here.secure();
        // Browsers accept this prefix only over HTTPS and only from this host (RFC 6265bis).
        this.name = secure ? "__Host-learner" : "learner";
    }

    /** The learner of a request; empty without a valid cookie. */
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

    /** Deletes the cookie in the browser. */
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
