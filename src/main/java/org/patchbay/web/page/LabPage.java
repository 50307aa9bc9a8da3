package org.patchbay.web.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.lab.Lab;
import org.patchbay.lab.Labs;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.lesson.Step;
import org.patchbay.progress.EnteredStep;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.progress.ProgressStore;
import org.patchbay.web.Assets;
import org.patchbay.web.Failure;
import org.patchbay.web.Layout;
import org.patchbay.web.RefusedException;
import org.patchbay.web.access.LabGate;
import org.patchbay.web.access.Visitor;

/** The page of a learner's lab: lesson beside terminals. */
@Path("/labs")
@RunOnVirtualThread
public class LabPage {
    private final Visitor visitor;
    private final LabGate gate;
    private final Labs labs;
    private final ProgressStore progress;
    private final LiveCourse course;
    private final LessonCatalog rack;
    private final Assets assets;

    LabPage(
            Visitor visitor,
            LabGate gate,
            Labs labs,
            ProgressStore progress,
            LiveCourse course,
            LessonCatalog rack,
            Assets assets) {
        this.visitor = visitor;
        this.gate = gate;
        this.labs = labs;
        this.progress = progress;
        this.course = course;
        this.rack = rack;
        this.assets = assets;
    }

    /** Redirects to the learner's open lab of a lesson, or to a new one. */
    @POST
    public Response open(@FormParam("lesson") String lesson) throws RefusedException {
        Lab lab = Optional.ofNullable(lesson)
                .flatMap(id -> labs.open(visitor.welcome(), id))
                .orElseThrow(() -> new RefusedException(Failure.BAD_REQUEST));
        return Redirect.to("/labs/" + lab.id());
    }

    @GET
    @Path("{lab}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show(@PathParam("lab") String id) throws RefusedException {
        LabRecord lab = gate.enter(visitor.known(), id);
        if (!labs.readable(lab)) {
            throw new RefusedException(Failure.ENDED);
        }
        BoundLesson lesson = labs.lesson(lab).orElseThrow(() -> new RefusedException(Failure.NOT_FOUND));
        Language language = visitor.language();
        return new lab(
                        new Layout(language, "/labs/" + lab.id(), assets),
                        lab.id().value(),
                        lesson.title().in(language),
                        steps(lesson, lab.id(), language),
                        next(lab, language).orElse(null))
                .setLocale(language.tag());
    }

    /**
     * Ends the lab and begins the lesson again with other parameters; does nothing if the lesson is no longer
     * available.
     */
    @POST
    @Path("{lab}/again")
    public Response again(@PathParam("lab") String id) throws RefusedException {
        LabRecord lab = gate.enter(visitor.known(), id);
        Lab begun = labs.newAttempt(lab).orElseThrow(() -> new RefusedException(Failure.NOT_FOUND));
        return Redirect.to("/labs/" + begun.id());
    }

    /** Ends the lab and redirects to its lesson in the list, where that can be undone; progress is kept. */
    @POST
    @Path("{lab}/end")
    public Response end(@PathParam("lab") String id) throws RefusedException {
        LabRecord lab = gate.enter(visitor.known(), id);
        labs.end(lab.id());
        return Redirect.to("/#lesson-" + lab.lesson());
    }

    /** Undoes the end of the lab and redirects to it; if it is too late, to its lesson in the list. */
    @POST
    @Path("{lab}/reopen")
    public Response reopen(@PathParam("lab") String id) throws RefusedException {
        LabRecord lab = gate.enter(visitor.known(), id);
        return Redirect.to(labs.reopen(lab.id()) ? "/labs/" + lab.id() : "/#lesson-" + lab.lesson());
    }

    /** Begins the lab's lesson again at one of its steps, with its current files; in author mode only. */
    @POST
    @Path("{lab}/restart")
    public Response restart(@PathParam("lab") String id, @FormParam("step") String step) throws RefusedException {
        LabRecord lab = gate.enter(visitor.known(), id);
        Lab begun = labs.restartAt(lab, step == null ? "" : step)
                .orElseThrow(() -> new RefusedException(Failure.NOT_FOUND));
        return Redirect.to("/labs/" + begun.id());
    }

    private List<StepLine> steps(BoundLesson lesson, LabId lab, Language language) {
        Set<String> entered =
                progress.of(lab).steps().stream().map(EnteredStep::step).collect(Collectors.toSet());
        List<StepLine> lines = new ArrayList<>();
        for (Step step : lesson.steps()) {
            int number = lines.size() + 1;
            boolean open = number == 1 || lesson.graded() || entered.contains(step.id());
            lines.add(new StepLine(step.id(), number, step.title().in(language), open));
        }
        return List.copyOf(lines);
    }

    /** The first uncompleted lesson after the lab's; empty if there is none. */
    private Optional<LessonCard> next(LabRecord lab, Language language) {
        return rack
                .cards(course.now(), progress.summary(lab.learner()), labs::runs, _ -> false, Instant.now(), language)
                .stream()
                .dropWhile(card -> !card.id().equals(lab.lesson()))
                .skip(1)
                .filter(card -> !card.done())
                .findFirst();
    }

    /** @param next the lesson to offer after this one; null for none */
    record lab(Layout layout, String id, String lesson, List<StepLine> steps, LessonCard next)
            implements TemplateInstance {}
}
