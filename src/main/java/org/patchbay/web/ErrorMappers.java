package org.patchbay.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.patchbay.progress.ProgressException;

/** Maps exceptions to error pages; unexpected ones are logged. */
@Singleton
final class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    private final ErrorPage errors;
    private final LanguageChoice languages;

    ErrorMappers(ErrorPage errors, LanguageChoice languages) {
        this.errors = errors;
        this.languages = languages;
    }

    @ServerExceptionMapper
    Response refused(RefusedException refused, HttpServerRequest request) {
        return page(refused.failure(), request);
    }

    /** Errors of the framework itself: no such page, a wrong method, an invalid form. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refused, HttpServerRequest request) {
        return page(Failure.of(refused.getResponse().getStatus()), request);
    }

    /** The database is unavailable, locked or full, possibly only for a moment. */
    @ServerExceptionMapper
    Response notStored(ProgressException failed, HttpServerRequest request) {
        LOG.errorf("%s %s failed: %s", request.method(), request.path(), failed.getMessage());
        return page(Failure.NOT_STORED, request);
    }

    @ServerExceptionMapper
    Response broken(Exception broken, HttpServerRequest request) {
        LOG.errorf(broken, "%s %s failed", request.method(), request.path());
        return page(Failure.BROKEN, request);
    }

    private Response page(Failure failure, HttpServerRequest request) {
        return Response.status(failure.status())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(errors.html(failure, languages.of(request)))
                .build();
    }
}
