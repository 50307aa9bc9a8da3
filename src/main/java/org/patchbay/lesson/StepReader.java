package org.patchbay.lesson;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a step: the original's front matter and prose, and the prose of its translations. */
record StepReader(
        LessonFiles.StepFiles step,
        List<Language> languages,
        Map<Language, TermLinks> links,
        Parameters parameters,
        boolean graded) {
    /** The step; empty if there are errors, which are added to {@code problems}. */
    Optional<Step> read(Problems problems) {
        SourceFile original = step.files().get(languages.getFirst());
        if (original == null) {
            SourceFile other = step.files().values().iterator().next();
            problems.in(other.name()).at(1, "the original of this translation, " + step.id() + ".md, is missing");
            return Optional.empty();
        }
        Problems.InFile here = problems.in(original.name());
        return here.reading(() -> read(original, problems));
    }

    private Step read(SourceFile original, Problems problems) {
        Problems.InFile here = problems.in(original.name());
        FrontMatter matter = FrontMatter.of(original.text());
        Fields fields = Fields.of(parameters.in(matter.yaml()));
        Map<Language, String> titles = new EnumMap<>(Language.class);
        titles.put(languages.getFirst(), fields.neededText("title"));
        ProseOutline outline = prose(matter, languages.getFirst(), here);
        Map<String, Integer> lines = new HashMap<>();
        List<Task> tasks = new TaskReader(here, lines, graded).tasks(fields.list("tasks"));
        AskReader asks = new AskReader(here, outline, lines);
        List<Question> questions = asks.questions(fields.node("questions"));
        List<Prediction> predictions = asks.predictions(fields.node("predictions"), tasks);
        if (graded && !(questions.isEmpty() && predictions.isEmpty())) {
            here.at(
                    fields.line(),
                    "a graded lesson has tasks only: questions and predictions reveal the answer at once");
        }
        List<String> breakage = fields.texts("case");
        if (!breakage.isEmpty() && questions.isEmpty()) {
            here.at(fields.line(), "a case needs a question about the fault, to be answered before the repair");
        }
        here.reading(() -> {
            fields.end();
            return fields;
        });
        new StepAgreement(here, outline, lines).check(tasks, questions, predictions);
        Map<Language, Prose> proses = new EnumMap<>(Language.class);
        proses.put(languages.getFirst(), outline.prose());
        for (Language language : languages.subList(1, languages.size())) {
            translation(language, original, problems).ifPresent(translated -> {
                new Translation(problems.in(translated.file()), outline).check(translated.outline());
                titles.put(language, translated.title());
                proses.put(language, translated.outline().prose());
            });
        }
        return new Step(step.id(), new Text(titles), tasks, questions, predictions, proses, breakage);
    }

    private record Translated(String file, String title, ProseOutline outline) {}

    private Optional<Translated> translation(Language language, SourceFile original, Problems problems) {
        SourceFile file = step.files().get(language);
        if (file == null) {
            problems.in(original.name())
                    .at(1, "the translation " + step.id() + "." + language.tag() + ".md is missing");
            return Optional.empty();
        }
        Problems.InFile here = problems.in(file.name());
        return here.reading(() -> {
            FrontMatter matter = FrontMatter.of(file.text());
            Fields fields = Fields.of(parameters.in(matter.yaml()));
            String title = fields.neededText("title");
            fields.end();
            return new Translated(file.name(), title, prose(matter, language, here));
        });
    }

    private ProseOutline prose(FrontMatter matter, Language language, Problems.InFile here) {
        String text = parameters.in(matter.prose(), matter.before() + 1);
        return new ProseReader(here, matter.before(), links.get(language)).read(text);
    }
}
