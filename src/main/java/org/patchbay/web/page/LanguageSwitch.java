package org.patchbay.web.page;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.patchbay.lesson.Language;
import org.patchbay.web.Failure;
import org.patchbay.web.LanguageChoice;
import org.patchbay.web.RefusedException;

/** Sets the language and redirects to the page where it was chosen. */
@Path("/language")
public class LanguageSwitch {
    /** A path of this server, unlike {@code //host} and {@code /\host}, which lead to another one. */
    private static final Pattern LOCAL = Pattern.compile("/|(/[A-Za-z0-9_-]+)+");

    private final LanguageChoice languages;
    private final HttpServerResponse response;

    LanguageSwitch(LanguageChoice languages, HttpServerResponse response) {
        this.languages = languages;
        this.response = response;
    }

    @POST
    public Response choose(@FormParam("lang") String tag, @FormParam("back") String back) throws RefusedException {
        Optional<Language> language = Optional.ofNullable(tag).flatMap(Language::of);
        if (language.isEmpty() || back == null || !LOCAL.matcher(back).matches()) {
            throw new RefusedException(Failure.BAD_REQUEST);
        }
        languages.remember(response, language.get());
        return Redirect.to(back);
    }
}
