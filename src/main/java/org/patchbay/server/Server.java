package org.patchbay.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.patchbay.lab.Labs;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.sandbox.Pool;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.qemu.QemuEngine;
import org.patchbay.web.ServerSettings;

/** The server's main class: prepares templates and spare machines, serves, stops. */
public final class Server implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(Server.class);

    private final QemuEngine engine;
    private final Pool pool;
    private final Labs labs;
    private final LiveCourse course;
    private final String url;

    @Inject
    Server(
            QemuEngine engine,
            Pool pool,
            Labs labs,
            LiveCourse course,
            ServerSettings settings,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.engine = engine;
        this.pool = pool;
        this.labs = labs;
        this.course = course;
        this.url = settings.publicUrl().map(URI::toString).orElse("http://" + settings.host() + ":" + port + "/");
    }

    @Override
    public int run(String... args) {
        Interrupt interrupt = Interrupt.listen();
        try {
            engine.prepare(
                    Profile.NET,
                    new ConsoleTemplateProgress(Profile.NET, System.err, ConsoleTemplateProgress.onTerminal()));
        } catch (SandboxException e) {
            System.err.println("patchbay: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            return 2;
        }
        pool.fill();
        System.out.println("Patchbay is ready: " + url);
        Thread.ofVirtual().name("templates").start(this::prepareOthers);
        Quarkus.waitForExit();
        pool.close();
        labs.close();
        if (interrupt.received()) {
            engine.endAll();
        }
        return 0;
    }

    /** Prepares the course's other templates while learners can begin; a lesson opened earlier waits for its own. */
    private void prepareOthers() {
        try {
            for (Profile profile : course.now().lessons().stream()
                    .map(Lesson::profile)
                    .map(Profile::of)
                    .distinct()
                    .toList()) {
                prepare(profile);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A failure affects only lessons with this profile, whose learners are notified. */
    private void prepare(Profile profile) throws InterruptedException {
        try {
            engine.prepare(profile, new ConsoleTemplateProgress(profile, System.err, false));
        } catch (SandboxException e) {
            LOG.warn(e.getMessage());
        }
    }
}
