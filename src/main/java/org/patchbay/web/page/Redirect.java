package org.patchbay.web.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Leads a browser that sent a form to the page that shows what became of it. */
final class Redirect {
    private Redirect() {}

    /**
     * Answers with 303 (RFC 9110, 15.4.4).
     *
     * @param path on this server; it stays relative, for only the browser knows by which scheme and host a proxy passed
     *     it on
     */
    static Response to(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }
}
