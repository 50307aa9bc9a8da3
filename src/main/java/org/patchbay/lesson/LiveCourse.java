package org.patchbay.lesson;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A course that is read again when its files change. A lesson whose new files have problems keeps its previous version.
 * Thread-safe.
 */
public final class LiveCourse implements AutoCloseable {
    private final Path folder;
    private final List<Consumer<Course>> listeners = new CopyOnWriteArrayList<>();
    private final Optional<FolderWatch> watch;
    private final Optional<IOException> hindrance;
    private volatile Course now;

    /** Reads the course. Changes from now on are reported once {@link #watch} is called. */
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
     * Reads the course again after changes of its files, including those since it was first read. Call once.
     *
     * @throws IOException if the folder can't be watched
     */
    public void watch() throws IOException {
        if (hindrance.isPresent()) {
            throw hindrance.get();
        }
        watch.orElseThrow().start(this::again);
    }

    /** The current course. */
    public Course now() {
        return now;
    }

    /**
     * Calls a listener after every change of the course or its problems, one call at a time.
     *
     * @return removes the listener
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

    /** The parts by which two readings of a course are compared. */
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
