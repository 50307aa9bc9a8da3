package org.patchbay.lesson;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A course as its files say now: it is read again when they change. A lesson whose new text has problems stays as it was.
 * Thread-safe.
 */
public final class LiveCourse implements AutoCloseable {
    private final Path folder;
    private final List<Consumer<Course>> listeners = new CopyOnWriteArrayList<>();
    private final Optional<FolderWatch> watch;
    private final Optional<IOException> hindrance;
    private volatile Course now;

    /** Reads it. What changes from now on is not missed, once it is watched. */
    public LiveCourse(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        Optional<FolderWatch> begun = Optional.empty();
        Optional<IOException> failed = Optional.empty();
        try {
            begun = Optional.of(new FolderWatch(this.folder));
        } catch (IOException e) {
            failed = Optional.of(e);
        }
        this.watch = begun;
        this.hindrance = failed;
        this.now = Course.read(this.folder);
    }

    /**
     * Reads the course again whenever its files change, and have changed since they were first read. To be called once.
     *
     * @throws IOException if the folder can't be watched
     */
    public void watch() throws IOException {
        if (hindrance.isPresent()) {
            throw hindrance.get();
        }
        watch.orElseThrow().start(this::again);
    }

    /** The course as it was last read. */
    public Course now() {
        return now;
    }

    /**
     * Tells of every change of the course, or of what is wrong with its files, one at a time.
     *
     * @return ends the telling
     */
    public Runnable onChange(Consumer<Course> told) {
        listeners.add(told);
        return () -> listeners.remove(told);
    }

    @Override
    public void close() throws IOException {
        if (watch.isPresent()) {
            watch.get().close();
        }
    }

    private void again() {
        Course before = now;
        Course after = before.again(folder);
        if (!Print.of(after).equals(Print.of(before))) {
            now = after;
            listeners.forEach(listener -> listener.accept(after));
        }
    }

    /** By what two readings of a course differ. */
    private record Print(Text title, List<Language> languages, List<String> versions, List<Problem> problems) {
        static Print of(Course course) {
            return new Print(
                    course.title(),
                    course.languages(),
                    course.lessons().stream()
                            .map(lesson -> lesson.text().version())
                            .toList(),
                    course.problems());
        }
    }
}
