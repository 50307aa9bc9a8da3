package org.patchbay.web;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Problem;

/** Reads the course once, when the server starts; lessons with errors are named in the log and not served. */
final class CourseBeans {
    private static final Logger LOG = Logger.getLogger(CourseBeans.class);

    @Produces
    @Singleton
    Course course(ServerSettings settings) {
        Course course = Course.read(settings.lessons());
        for (Problem problem : course.problems()) {
            LOG.warnf("Lesson not served: %s", problem);
        }
        return course;
    }
}
