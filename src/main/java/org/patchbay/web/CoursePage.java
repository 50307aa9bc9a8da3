package org.patchbay.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.patchbay.lesson.Course;
import org.patchbay.progress.ProgressStore;

/** The first page: the lessons, and how far the learner came in each. */
@Path("/")
@RunOnVirtualThread
public class CoursePage {
    private final Visitor visitor;
    private final Course course;
    private final LessonRack rack;
    private final ProgressStore progress;
    private final Assets assets;

    CoursePage(Visitor visitor, Course course, LessonRack rack, ProgressStore progress, Assets assets) {
        this.visitor = visitor;
        this.course = course;
        this.rack = rack;
        this.progress = progress;
        this.assets = assets;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show() {
        return new course(
                        new Layout(visitor.language(), "/", assets),
                        course.title().in(visitor.language()),
                        rack.cards(progress.summary(visitor.welcome()), visitor.language()))
                .setLocale(visitor.language().tag());
    }

    record course(Layout layout, String title, List<LessonCard> lessons) implements TemplateInstance {}
}
