package org.patchbay.lesson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Makes a lesson's files a lesson for one seed. */
record LessonReader(LessonFiles files, List<Language> languages) {
    static final List<String> PROFILES = List.of("docker", "net");

    /** Empty if anything is wrong with it, and then {@code problems} says what. */
    Optional<BoundLesson> bind(long seed, Problems problems) {
        Problems found = new Problems();
        Optional<BoundLesson> lesson = found.in(files.lesson().name()).reading(() -> lesson(seed, found));
        found.all().forEach(problems::add);
        return found.none() ? lesson : Optional.empty();
    }

    private BoundLesson lesson(long seed, Problems problems) {
        Fields raw = Fields.of(YamlReader.read(files.lesson().text(), 0));
        Parameters parameters = raw.node("parameters")
                .map(node -> Parameters.read(node, files.id(), seed))
                .orElseGet(() -> new Parameters(new LinkedHashMap<>()));
        boolean graded = raw.flag("graded").orElse(false);
        List<Step> steps = steps(parameters, seed, graded, problems);
        Text title = Texts.read(parameters.in(raw.needed("title")), languages);
        Text summary = Texts.read(parameters.in(raw.needed("summary")), languages);
        int minutes = Fields.number(raw.needed("minutes"), 1, 600);
        YamlNode profile = raw.needed("profile");
        if (!PROFILES.contains(Fields.scalar(profile))) {
            throw new Flaw(profile.line(), profile.what() + " is no profile; there are " + String.join(", ", PROFILES));
        }
        List<String> setup = raw.list("setup").stream()
                .map(parameters::in)
                .map(Fields::scalar)
                .toList();
        raw.end();
        return new BoundLesson(
                files.id(),
                title,
                summary,
                minutes,
                Fields.scalar(profile),
                graded,
                seed,
                parameters.map(),
                setup,
                steps);
    }

    private List<Step> steps(Parameters parameters, long seed, boolean graded, Problems problems) {
        List<Step> steps = new ArrayList<>();
        for (LessonFiles.StepFiles step : files.steps()) {
            new StepReader(step, languages, parameters, new ChoiceOrder(seed, step.id()), graded)
                    .read(problems)
                    .ifPresent(steps::add);
        }
        return steps;
    }
}
