package org.patchbay.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.patchbay.identity.LearnerId;
import org.patchbay.lesson.Language;

/** Who asks, and what they read. One for each request. */
@RequestScoped
class Visitor {
    private final HttpServerRequest request;
    private final LearnerCookie cookie;
    private final LanguageChoice languages;

    Visitor(HttpServerRequest request, LearnerCookie cookie, LanguageChoice languages) {
        this.request = request;
        this.cookie = cookie;
        this.languages = languages;
    }

    /** The learner by their cookie; empty without a genuine one. */
    Optional<LearnerId> known() {
        return cookie.read(request);
    }

    /** The learner by their cookie, or else a new one; either way the answer carries a fresh cookie for them. */
    LearnerId welcome() {
        LearnerId learner = known().orElseGet(cookie::newcomer);
        cookie.give(request.response(), learner);
        return learner;
    }

    Language language() {
        return languages.of(request);
    }
}
