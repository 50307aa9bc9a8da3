package org.patchbay.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code course.yaml} and the lessons that it names. */
final class CourseReader {
    private static final String FILE = "course.yaml";
    private static final int LESSONS = 100;

    private final Path folder;
    private final int seeds;
    private final Course before;
    private final Problems problems = new Problems();

    /** @param before provides previous versions of what can't be read now */
    CourseReader(Path folder, int seeds, Course before) {
        this.folder = folder.toAbsolutePath().normalize();
        this.seeds = seeds;
        this.before = before;
    }

    Course read() {
        Problems.InFile here = problems.in(FILE);
        return here.reading(() -> course(here))
                .orElseGet(() -> new Course(
                        before.title(), before.languages(), before.lessons(), before.glossary(), problems.all()));
    }

    private Course course(Problems.InFile here) {
        SourceFile file = SourceFile.read(folder, folder.resolve(FILE));
        Fields fields = Fields.of(YamlReader.read(file.text(), 0));
        List<Language> languages =
                fields.list("languages").stream().map(CourseReader::language).toList();
        if (languages.isEmpty() || languages.getFirst() != Language.EN) {
            throw new Flaw(fields.line(), "languages: expected a list that begins with en");
        }
        Text title = Texts.read(fields.needed("title"), languages);
        YamlNode list = fields.needed("lessons");
        List<YamlNode> names = Fields.items(list);
        fields.end();
        if (names.size() > LESSONS) {
            throw new Flaw(names.get(LESSONS).line(), "a course has at most " + LESSONS + " lessons");
        }
        List<Term> glossary = new GlossaryReader(folder, languages, problems).read();
        Set<String> listed = new LinkedHashSet<>();
        List<Draft> drafts = new ArrayList<>();
        for (YamlNode name : names) {
            here.reading(() -> present(name, listed))
                    .map(id -> draft(id, languages, glossary))
                    .ifPresent(drafts::add);
        }
        Prerequisites prerequisites = new Prerequisites(List.copyOf(listed));
        drafts.forEach(draft -> draft.tell(prerequisites));
        List<Lesson> lessons = new ArrayList<>();
        for (Draft draft : drafts) {
            prerequisites.check(draft.id(), draft.found().in(draft.id() + "/lesson.yaml"));
            lesson(draft).ifPresent(lessons::add);
        }
        unlisted(listed)
                .forEach(id -> here.at(list.line(), "the lesson '" + id + "' beside this file is not in this list"));
        return new Course(title, languages, lessons, glossary, problems.all());
    }

    /** Lessons that the course does not list, and so nobody can open. */
    private List<String> unlisted(Set<String> listed) {
        try (Stream<Path> beside = Files.list(folder)) {
            return beside.filter(other -> Files.exists(other.resolve("lesson.yaml")))
                    .map(other -> other.getFileName().toString())
                    .filter(other -> !listed.contains(other))
                    .sorted()
                    .limit(LESSONS)
                    .toList();
        } catch (IOException e) {
            throw new Flaw(1, "the course's folder can't be read: " + e.getMessage());
        }
    }

    private static Language language(YamlNode node) {
        return Language.of(Fields.scalar(node))
                .orElseThrow(() -> new Flaw(node.line(), "'" + Fields.scalar(node) + "' is none of en, zh"));
    }

    private String present(YamlNode name, Set<String> listed) {
        String id = Fields.id(name);
        if (!listed.add(id)) {
            throw new Flaw(name.line(), "the lesson '" + id + "' is listed twice");
        }
        if (!Files.isDirectory(folder.resolve(id))) {
            throw new Flaw(name.line(), "folder '" + id + "' does not exist beside this file");
        }
        return id;
    }

    /** A lesson's files with their problems. */
    private record Draft(String id, Optional<LessonReader> reader, Problems found) {
        /** Adds its prerequisites; errors in them are reported when the lesson itself is read. */
        void tell(Prerequisites prerequisites) {
            reader.flatMap(files -> new Problems().in(id).reading(files::prerequisites))
                    .ifPresent(all -> prerequisites.add(id, all));
        }
    }

    private Draft draft(String id, List<Language> languages, List<Term> glossary) {
        Problems found = new Problems();
        Optional<LessonFiles> files = LessonFiles.read(folder, id, languages, found);
        return new Draft(id, files.map(read -> new LessonReader(read, languages, glossary)), found);
    }

    private Optional<Lesson> lesson(Draft draft) {
        Optional<Lesson> lesson = draft.reader().flatMap(reader -> check(reader, draft.found()));
        draft.found().all().forEach(problems::add);
        return draft.found().none() ? lesson : before.lesson(draft.id());
    }

    private Optional<Lesson> check(LessonReader reader, Problems found) {
        Optional<LessonReader.Whole> whole = reader.read(0, found);
        boolean drawn =
                whole.filter(read -> !read.lesson().parameters().isEmpty()).isPresent();
        for (long seed = 1; drawn && seed < seeds; seed++) {
            reader.read(seed, found);
        }
        return whole.map(read -> new Lesson(reader, read));
    }
}
