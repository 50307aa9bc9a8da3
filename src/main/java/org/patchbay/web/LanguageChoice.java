package org.patchbay.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.lesson.Language;

/** Selects a page's language: the one chosen before, else the browser's first preference, else English. */
@Singleton
public final class LanguageChoice {
    private static final String COOKIE = "lang";
    private static final Duration AGE = Duration.ofDays(400);

    private final boolean secure;

    LanguageChoice(PublicOrigin here) {
        this.secure = here.secure();
    }

    public Language of(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(COOKIE))
                .map(Cookie::getValue)
                .flatMap(Language::of)
                .orElseGet(() -> preferred(request.getHeader("Accept-Language")));
    }

    public void remember(HttpServerResponse response, Language language) {
        response.addCookie(Cookie.cookie(COOKIE, language.tag())
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(secure)
                .setMaxAge(AGE.toSeconds()));
    }

    /** @param ranges an {@code Accept-Language} header's value (RFC 9110, 12.5.4); may be null or invalid */
    static Language preferred(String ranges) {
        if (ranges == null) {
            return Language.EN;
        }
        try {
            return Locale.LanguageRange.parse(ranges).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> Language.of(range.getRange().split("-", 2)[0]))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(Language.EN);
        } catch (IllegalArgumentException e) {
            return Language.EN;
        }
    }
}
