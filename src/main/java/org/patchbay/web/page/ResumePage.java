package org.patchbay.web.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.patchbay.identity.LearnerId;
import org.patchbay.identity.ResumeCode;
import org.patchbay.identity.ResumeSeal;
import org.patchbay.lesson.Language;
import org.patchbay.progress.ProgressStore;
import org.patchbay.progress.ResumeStore;
import org.patchbay.web.Assets;
import org.patchbay.web.Failure;
import org.patchbay.web.Layout;
import org.patchbay.web.RefusedException;
import org.patchbay.web.access.ResumeTries;
import org.patchbay.web.access.Visitor;

/**
 * Transfers a learner to another browser by a code. A code is shown once, and is valid until it expires, is withdrawn,
 * or is replaced by another.
 */
@Path(ResumePage.PATH)
@RunOnVirtualThread
public class ResumePage {
    static final String PATH = "/resume";

    /** As long as a term, but limited: a paper with the code may be found by others. */
    private static final Duration HOLDS = Duration.ofDays(120);

    private static final Logger LOG = Logger.getLogger(ResumePage.class);

    private final Visitor visitor;
    private final ResumeStore codes;
    private final ResumeSeal seal;
    private final ResumeTries tries;
    private final ProgressStore progress;
    private final Assets assets;
    private final SecureRandom random = new SecureRandom();

    ResumePage(
            Visitor visitor,
            ResumeStore codes,
            ResumeSeal seal,
            ResumeTries tries,
            ProgressStore progress,
            Assets assets) {
        this.visitor = visitor;
        this.codes = codes;
        this.seal = seal;
        this.tries = tries;
        this.progress = progress;
        this.assets = assets;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show() {
        return page(visitor.known(), "", Rejection.NONE, "");
    }

    /** Makes this browser's learner the code's. */
    @POST
    @Produces(MediaType.TEXT_HTML)
    public Response enter(@FormParam("code") String typed) throws RefusedException {
        if (typed == null) {
            throw new RefusedException(Failure.BAD_REQUEST);
        }
        Optional<ResumeCode> code = ResumeCode.read(typed);
        if (code.isEmpty()) {
            return refused(Response.Status.BAD_REQUEST, Rejection.MALFORMED, typed);
        }
        String network = visitor.network();
        Optional<Duration> wait = tries.charge(network);
        if (wait.isPresent()) {
            LOG.warnf("Too many wrong resume codes from %s; refusing more for %s", network, wait.get());
            return Response.fromResponse(refused(Response.Status.TOO_MANY_REQUESTS, Rejection.TOO_MANY, typed))
                    .header(HttpHeaders.RETRY_AFTER, wait.get().toSeconds() + 1)
                    .build();
        }
        Optional<LearnerId> learner = codes.learner(seal.of(code.get()), Instant.now());
        if (learner.isEmpty()) {
            return refused(Response.Status.FORBIDDEN, Rejection.UNKNOWN, typed);
        }
        tries.refund(network);
        visitor.become(learner.get());
        return Redirect.to("/");
    }

    /** Creates a code for the learner; shown in this response and never again. */
    @POST
    @Path("/code")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance draw() throws RefusedException {
        LearnerId learner = learner();
        ResumeCode code = ResumeCode.random(random);
        Instant now = Instant.now();
        codes.keep(learner, seal.of(code), now.plus(HOLDS), now);
        return page(Optional.of(learner), code.grouped(), Rejection.NONE, "");
    }

    /** Invalidates the learner's code. */
    @POST
    @Path("/withdraw")
    public Response withdraw() throws RefusedException {
        codes.withdraw(learner());
        return Redirect.to(PATH);
    }

    /** Deletes this browser's cookie; the learner's data stays on the server. */
    @POST
    @Path("/leave")
    public Response leave() {
        visitor.leave();
        return Redirect.to("/");
    }

    private LearnerId learner() throws RefusedException {
        return visitor.known().orElseThrow(() -> new RefusedException(Failure.UNKNOWN_ASKER));
    }

    private Response refused(Response.Status status, Rejection problem, String typed) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(page(visitor.known(), "", problem, typed).render())
                .build();
    }

    private TemplateInstance page(Optional<LearnerId> learner, String code, Rejection problem, String typed) {
        Language language = visitor.language();
        Instant now = Instant.now();
        Optional<LocalDate> until = learner.flatMap(known -> codes.expiry(known, now))
                .map(expires -> LocalDate.ofInstant(expires, ZoneOffset.UTC));
        int begun = learner.map(known -> progress.summary(known).size()).orElse(0);
        return new resume(
                        new Layout(language, PATH, assets),
                        code,
                        until.map(LocalDate::toString).orElse(""),
                        until.map(day -> written(day, language)).orElse(""),
                        begun,
                        problem.name(),
                        typed.strip())
                .setLocale(language.tag());
    }

    private static String written(LocalDate day, Language language) {
        Locale locale = language == Language.EN ? Locale.UK : Locale.SIMPLIFIED_CHINESE;
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(day);
    }

    /** Why a code was rejected. */
    enum Rejection {
        NONE,
        MALFORMED,
        UNKNOWN,
        TOO_MANY
    }

    /**
     * @param code the new one; empty for none
     * @param until when the learner's code expires, in ISO 8601 and as people write it; empty if they have none
     * @param begun lessons that this browser's learner has begun
     * @param problem the name of a {@link Rejection}
     * @param typed the rejected text
     */
    record resume(Layout layout, String code, String until, String untilDay, int begun, String problem, String typed)
            implements TemplateInstance {}
}
