package org.patchbay.lesson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Converts a lesson's files to a lesson for one seed. */
record LessonReader(LessonFiles files, List<Language> languages, Map<Language, TermLinks> links) {
    LessonReader(LessonFiles files, List<Language> languages, List<Term> glossary) {
        this(
                files,
                languages,
                languages.stream()
                        .collect(
                                Collectors.toMap(language -> language, language -> new TermLinks(glossary, language))));
    }

    static final List<String> PROFILES = List.of("docker", "net");

    /**
     * The lesson's prerequisites, in the order of its file.
     *
     * @throws Flaw if they can't be read
     */
    List<Prerequisite> prerequisites() {
        return Prerequisites.read(fields(), files.id());
    }

    private Fields fields() {
        return Fields.of(YamlReader.read(files.lesson().text(), 0));
    }

    /**
     * A lesson with the parameters of one seed. Cases are not drawn yet, and choices have the order of the files.
     *
     * @param lesson with the steps and setup that everybody gets, and all cases
     */
    record Whole(BoundLesson lesson, Cases cases) {
        BoundLesson bind(long seed) {
            return with(cases.of(seed, lesson.id()), seed);
        }

        /** As several learners get it who have this seed, of whom each case is drawn by one at least. */
        List<BoundLesson> rounds(long seed) {
            return cases.rounds().stream().map(steps -> with(steps, seed)).toList();
        }

        private BoundLesson with(List<Step> steps, long seed) {
            List<String> setup = new ArrayList<>(lesson.setup());
            steps.forEach(step -> setup.addAll(step.breakage()));
            return new BoundLesson(
                    lesson.id(),
                    lesson.title(),
                    lesson.summary(),
                    lesson.minutes(),
                    lesson.profile(),
                    lesson.graded(),
                    lesson.shownCounts(),
                    seed,
                    lesson.parameters(),
                    setup,
                    steps.stream()
                            .map(step -> step.ordered(new ChoiceOrder(seed, step.id())))
                            .toList());
        }
    }

    /** Empty if anything is wrong with it, also with cases that this seed does not draw; {@code problems} says what. */
    Optional<Whole> read(long seed, Problems problems) {
        Problems found = new Problems();
        Problems.InFile here = found.in(files.lesson().name());
        Optional<Whole> whole = here.reading(() -> lesson(seed, found));
        // An invalid step may be the missing case.
        whole.filter(_ -> found.none()).ifPresent(read -> read.cases().flaws().forEach(flaw -> here.at(1, flaw)));
        found.all().forEach(problems::add);
        return found.none() ? whole : Optional.empty();
    }

    private Whole lesson(long seed, Problems problems) {
        Fields raw = fields();
        Parameters parameters = raw.node("parameters")
                .map(node -> Parameters.read(node, files.id(), seed))
                .orElseGet(() -> new Parameters(new LinkedHashMap<>()));
        boolean graded = raw.flag("graded").orElse(false);
        boolean shownCounts = raw.flag("shown-counts").orElse(false);
        List<Step> steps = steps(parameters, graded, problems);
        Text title = Texts.read(parameters.in(raw.needed("title")), languages);
        Text summary = Texts.read(parameters.in(raw.needed("summary")), languages);
        int minutes = Fields.number(raw.needed("minutes"), 1, 600);
        YamlNode profile = raw.needed("profile");
        if (!PROFILES.contains(Fields.scalar(profile))) {
            throw new Flaw(
                    profile.line(),
                    profile.what() + " is not a profile; expected one of " + String.join(", ", PROFILES));
        }
        List<String> setup = raw.list("setup").stream()
                .map(parameters::in)
                .map(Fields::scalar)
                .toList();
        int drawn = raw.number("cases", 1, LessonFiles.STEPS).orElse(0);
        Prerequisites.read(raw, files.id());
        raw.end();
        BoundLesson lesson = new BoundLesson(
                files.id(),
                title,
                summary,
                minutes,
                Fields.scalar(profile),
                graded,
                shownCounts,
                seed,
                parameters.map(),
                setup,
                steps);
        return new Whole(lesson, new Cases(steps, drawn));
    }

    private List<Step> steps(Parameters parameters, boolean graded, Problems problems) {
        List<Step> steps = new ArrayList<>();
        for (LessonFiles.StepFiles step : files.steps()) {
            new StepReader(step, languages, links, parameters, graded)
                    .read(problems)
                    .ifPresent(steps::add);
        }
        return steps;
    }
}
