package org.patchbay.web.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.patchbay.identity.LearnerId;
import org.patchbay.lab.Labs;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.lesson.Problem;
import org.patchbay.progress.LabRecord;
import org.patchbay.progress.LabStore;
import org.patchbay.progress.ProgressStore;
import org.patchbay.web.Assets;
import org.patchbay.web.Layout;
import org.patchbay.web.ServerSettings;
import org.patchbay.web.access.Visitor;

/** The first page: the lessons with the learner's progress. */
@Path("/")
@RunOnVirtualThread
public class CoursePage {
    private final Visitor visitor;
    private final LiveCourse course;
    private final LessonCatalog rack;
    private final Labs labs;
    private final LabStore records;
    private final ProgressStore progress;
    private final Assets assets;
    private final ServerSettings settings;

    CoursePage(
            Visitor visitor,
            LiveCourse course,
            LessonCatalog rack,
            Labs labs,
            LabStore records,
            ProgressStore progress,
            Assets assets,
            ServerSettings settings) {
        this.visitor = visitor;
        this.course = course;
        this.rack = rack;
        this.labs = labs;
        this.records = records;
        this.progress = progress;
        this.assets = assets;
        this.settings = settings;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show() {
        Course now = course.now();
        LearnerId learner = visitor.welcome();
        List<LessonCard> cards = rack.cards(
                now,
                progress.summary(learner),
                labs::runs,
                labs::sleeps,
                Instant.now().minus(Labs.UNDO),
                visitor.language());
        return new course(
                        new Layout(visitor.language(), "/", assets),
                        now.title().in(visitor.language()),
                        start(learner, cards),
                        CourseWay.of(cards),
                        cards,
                        settings.author(),
                        now.problems().stream().map(Problem::toString).toList())
                .setLocale(visitor.language().tag());
    }

    private Start start(LearnerId learner, List<LessonCard> cards) {
        return progress.newest(learner)
                .flatMap(records::find)
                .flatMap(lab -> goOn(lab, cards))
                .orElseGet(() -> Start.among(cards));
    }

    /** Empty if the lab's lesson is no longer available. */
    private Optional<Start> goOn(LabRecord lab, List<LessonCard> cards) {
        return cards.stream()
                .filter(card -> card.id().equals(lab.lesson()))
                .findFirst()
                .flatMap(card -> labs.lesson(lab)
                        .map(lesson -> Start.goOn(card, lesson, labs.standing(lab), visitor.language())));
    }

    /** @param problems of the course's files; shown in author mode */
    record course(
            Layout layout,
            String title,
            Start start,
            CourseWay way,
            List<LessonCard> lessons,
            boolean author,
            List<String> problems)
            implements TemplateInstance {}
}
