package org.patchbay.server;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.lesson.Problem;
import org.patchbay.web.ServerSettings;

/**
 * Reads the course when the server starts, and again when its files change. Problems are logged as {@code file:line:
 * message}.
 */
final class CourseBeans {
    private static final Logger LOG = Logger.getLogger(CourseBeans.class);

    @Produces
    @Singleton
    LiveCourse course(ServerSettings settings) {
        Path folder = settings.lessons();
        LiveCourse course = new LiveCourse(folder);
        for (Problem problem : course.now().problems()) {
            LOG.warnf("Lesson not served: %s", folder.resolve(problem.toString()));
        }
        course.onChange(now -> tell(now, folder));
        try {
            course.watch();
        } catch (IOException e) {
            LOG.warnf("Cannot watch %s; changes take effect at the next start: %s", folder, e.getMessage());
        }
        return course;
    }

    void close(@Disposes LiveCourse course) throws IOException {
        course.close();
    }

    private static void tell(Course now, Path folder) {
        for (Problem problem : now.problems()) {
            LOG.warnf("Still serving the previous version: %s", folder.resolve(problem.toString()));
        }
        LOG.infof(
                "Reloaded the course: %d lessons, %d problems",
                now.lessons().size(), now.problems().size());
    }
}
