package org.patchbay.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.lesson.Problem;
import org.patchbay.progress.ProgressStore;

/** The first page: the lessons, and how far the learner came in each. */
@Path("/")
@RunOnVirtualThread
public class CoursePage {
    private final Visitor visitor;
    private final LiveCourse course;
    private final LessonRack rack;
    private final ProgressStore progress;
    private final Assets assets;
    private final ServerSettings settings;

    CoursePage(
            Visitor visitor,
            LiveCourse course,
            LessonRack rack,
            ProgressStore progress,
            Assets assets,
            ServerSettings settings) {
        this.visitor = visitor;
        this.course = course;
        this.rack = rack;
        this.progress = progress;
        this.assets = assets;
        this.settings = settings;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show() {
        Course now = course.now();
        List<LessonCard> cards = rack.cards(now, progress.summary(visitor.welcome()), visitor.language());
        return new course(
                        new Layout(visitor.language(), "/", assets),
                        now.title().in(visitor.language()),
                        CourseWay.of(cards),
                        cards,
                        settings.author(),
                        now.problems().stream().map(Problem::toString).toList())
                .setLocale(visitor.language().tag());
    }

    /** @param problems of the course's files; shown where the server is their author's */
    record course(
            Layout layout, String title, CourseWay way, List<LessonCard> lessons, boolean author, List<String> problems)
            implements TemplateInstance {}
}
