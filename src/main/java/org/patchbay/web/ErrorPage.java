package org.patchbay.web;

import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.patchbay.lesson.Language;

/** The error page: what happened and what to do, in the visitor's language. */
@Singleton
public final class ErrorPage {
    private final Assets assets;
    private final LanguageChoice languages;

    ErrorPage(Assets assets, LanguageChoice languages) {
        this.assets = assets;
        this.languages = languages;
    }

    /** Responds with this page. */
    public void answer(RoutingContext exchange, Failure failure) {
        exchange.response()
                .setStatusCode(failure.status())
                .putHeader("Content-Type", "text/html;charset=UTF-8")
                .end(html(failure, languages.of(exchange.request())));
    }

    String html(Failure failure, Language language) {
        return new error(new Layout(language, "/", assets), failure.status(), failure.name())
                .setLocale(language.tag())
                .render();
    }

    /** @param failure the name of a {@link Failure} */
    record error(Layout layout, int status, String failure) implements TemplateInstance {}
}
