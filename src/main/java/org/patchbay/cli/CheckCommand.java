package org.patchbay.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import org.patchbay.author.AuthoringException;
import org.patchbay.check.TranscriptJudge;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.check.verdict.Wording;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.server.SavedTerminals;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay check}: judges saved terminals without a machine. */
@Command(
        name = "check",
        description = {
            "Grades saved terminals for one step without a machine. Prints a JSON array with one verdict per task:"
                    + " passed, failed with its diagnosis, or inconclusive where only the machine's kernel could tell.",
            "Exits 0 if every task passed, 1 if not, 2 if a file cannot be read or is not a saved terminal."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    /** The most terminals per hand-in. */
    private static final int TERMINALS = 16;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LessonsOption lessons;

    @Option(
            names = "--transcript",
            paramLabel = "FILE",
            required = true,
            description = "A saved terminal: asciicast (v2 or v3), a typescript of script(1), or plain text with its"
                    + " prompts, at most 16 MiB. Once for each terminal.")
    private List<Path> files;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the learner's parameters. Default: 1.")
    private long seed = 1;

    @Option(names = "--lang", paramLabel = "LANG", description = "Language of diagnoses: en or zh. Default: en.")
    private String language = "en";

    @Parameters(index = "0", paramLabel = "LESSON", description = "The lesson's folder, such as 20-veth-pair.")
    private String lesson;

    @Parameters(index = "1", paramLabel = "STEP", description = "The step, such as 40-read.")
    private String step;

    @Override
    public Integer call() {
        Language words = Language.of(language)
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "--lang takes en or zh, not '" + language + "'"));
        if (files.size() > TERMINALS) {
            throw new ParameterException(
                    spec.commandLine(), "--transcript can be given " + TERMINALS + " times at most");
        }
        try {
            Step asked = step();
            TranscriptJudge judge = new TranscriptJudge(SavedTerminals.read(files));
            Map<Task, Verdict> verdicts = new LinkedHashMap<>();
            asked.tasks().forEach(task -> verdicts.put(task, judge.judge(task.assertion())));
            Wording wording =
                    new Wording(ResourceBundle.getBundle("messages.diagnosis", Locale.forLanguageTag(words.tag())));
            spec.commandLine().getOut().print(new VerdictJson(wording).array(verdicts));
            spec.commandLine().getOut().flush();
            return verdicts.values().stream().allMatch(Verdict.Passed.class::isInstance)
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        } catch (AuthoringException e) {
            spec.commandLine().getErr().println("patchbay: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private Step step() throws AuthoringException {
        Course course = Course.read(lessons.folder(), 1);
        Optional<Lesson> found = course.lesson(lesson);
        if (found.isEmpty()) {
            throw new AuthoringException(course.problems().stream()
                    .filter(problem -> problem.file().startsWith(lesson + "/"))
                    .findFirst()
                    .map(problem ->
                            "The lesson cannot be read: " + lessons.folder().resolve(problem.toString()))
                    .orElse("There is no lesson '" + lesson + "' in " + lessons.folder() + "."));
        }
        BoundLesson bound = found.get().bind(seed);
        return bound.step(step)
                .orElseThrow(() -> new AuthoringException("There is no step '" + step + "' in " + lesson
                        + "; it has "
                        + String.join(", ", bound.steps().stream().map(Step::id).toList())
                        + "."));
    }
}
