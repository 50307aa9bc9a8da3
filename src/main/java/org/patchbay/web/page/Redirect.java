package org.patchbay.web.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Redirects after a form was sent. */
final class Redirect {
    private Redirect() {}

    /**
     * Responds with 303 (RFC 9110, 15.4.4).
     *
     * @param path on this server; kept relative, because a proxy may change scheme and host
     */
    static Response to(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }
}
