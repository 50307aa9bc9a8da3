package org.patchbay.lab;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.patchbay.lab.event.LessonEdition;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.LessonText;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.progress.KeptText;
import org.patchbay.progress.LabRecord;
import org.patchbay.progress.LabStore;
import org.patchbay.progress.NewLab;

/** Lessons in the versions that labs use: each lab keeps the text that it began with. Thread-safe. */
final class LessonVersions {
    private static final Logger LOG = Logger.getLogger(LessonVersions.class);

    private final LiveCourse course;
    private final LabStore store;

    LessonVersions(LiveCourse course, LabStore store) {
        this.course = course;
        this.store = store;
    }

    /** The course's current version. */
    Optional<Lesson> current(String lesson) {
        return course.now().lesson(lesson);
    }

    /** The initial values of a lab of this lesson, whose text is then stored. */
    NewLab beginning(Lesson lesson, long seed, Optional<String> step) {
        LessonText text = lesson.text();
        String version = text.version();
        store.keep(new KeptText(
                version,
                lesson.id(),
                text.languages().stream().map(Language::tag).toList(),
                text.files()));
        Optional<String> first = step.filter(id -> lesson.bind(seed).step(id).isPresent());
        return new NewLab(seed, Optional.of(version), first);
    }

    /** The lab's version of its lesson; the current one if that was not stored or can't be read any more. */
    Optional<Lesson> of(LabRecord lab) {
        Optional<Lesson> current = current(lab.lesson());
        Optional<String> version = lab.newLab().version();
        if (version.isEmpty()
                || current.filter(lesson -> lesson.text().version().equals(version.get()))
                        .isPresent()) {
            return current;
        }
        Optional<Lesson> kept = store.kept(version.get())
                .map(LessonVersions::text)
                .flatMap(text -> text.read(course.now().glossary()));
        if (kept.isEmpty()) {
            LOG.warnf(
                    "The version of %2$s that lab %1$s started with is no longer available; using the current one",
                    lab.id(), lab.lesson());
        }
        return kept.or(() -> current);
    }

    /** Whether the lab's lesson differs from the course's files. */
    LessonEdition edition(LabRecord lab) {
        Course now = course.now();
        boolean outdated = lab.newLab()
                .version()
                .flatMap(mine -> now.lesson(lab.lesson())
                        .filter(lesson -> !lesson.text().version().equals(mine)))
                .isPresent();
        return new LessonEdition(
                outdated,
                now.problems().stream()
                        .filter(problem -> problem.file().indexOf('/') < 0
                                || problem.file().startsWith(lab.lesson() + "/"))
                        .toList());
    }

    private static LessonText text(KeptText kept) {
        List<Language> languages = kept.languages().stream()
                .flatMap(tag -> Language.of(tag).stream())
                .toList();
        return new LessonText(kept.lesson(), languages, new TreeMap<>(kept.files()));
    }
}
