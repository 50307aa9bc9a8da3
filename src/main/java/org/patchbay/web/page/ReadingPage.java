package org.patchbay.web.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.lab.Labs;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.lesson.Step;
import org.patchbay.progress.LabStore;
import org.patchbay.web.Assets;
import org.patchbay.web.Failure;
import org.patchbay.web.Layout;
import org.patchbay.web.RefusedException;
import org.patchbay.web.access.Visitor;

/**
 * A whole lesson for reading or printing, without hints, answers and solutions. With a lab of the lesson its newest
 * parameters are used, else an example's.
 */
@Path("/lessons")
@RunOnVirtualThread
public class ReadingPage {
    /** Any seed will do for an example. */
    private static final long EXAMPLE = 1;

    private final Visitor visitor;
    private final LiveCourse course;
    private final LabStore records;
    private final Labs labs;
    private final Assets assets;

    ReadingPage(Visitor visitor, LiveCourse course, LabStore records, Labs labs, Assets assets) {
        this.visitor = visitor;
        this.course = course;
        this.records = records;
        this.labs = labs;
        this.assets = assets;
    }

    @GET
    @Path("{lesson}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show(@PathParam("lesson") String id) throws RefusedException {
        Course now = course.now();
        Language language = visitor.language();
        Lesson lesson = now.lesson(id).orElseThrow(() -> new RefusedException(Failure.NOT_FOUND));
        Optional<BoundLesson> own = visitor.known()
                .flatMap(learner -> records.newest(learner, lesson.id()))
                .flatMap(labs::lesson);
        BoundLesson bound = own.orElseGet(() -> lesson.bind(EXAMPLE));
        List<Part> parts = new ArrayList<>();
        for (Step step : bound.steps()) {
            parts.add(new Part(
                    parts.size() + 1,
                    step.title().in(language),
                    step.prose(language).html()));
        }
        return new reading(
                        new Layout(language, "/lessons/" + lesson.id(), assets),
                        lesson.title().in(language),
                        lesson.summary().in(language),
                        lesson.minutes(),
                        !bound.parameters().isEmpty() || bound.steps().stream().anyMatch(Step::isCase),
                        own.isPresent(),
                        parts)
                .setLocale(language.tag());
    }

    /** @param html trusted: made from an author's Markdown by the lessons' own renderer */
    record Part(int number, String title, String html) {}

    /**
     * @param drawn whether each lab has other parameters or cases
     * @param own whether these are those of the reader's lab
     */
    record reading(
            Layout layout, String title, String summary, int minutes, boolean drawn, boolean own, List<Part> parts)
            implements TemplateInstance {}
}
