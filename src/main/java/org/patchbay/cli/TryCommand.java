package org.patchbay.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import org.patchbay.author.AuthoringException;
import org.patchbay.author.FailureReport;
import org.patchbay.author.LessonTrials;
import org.patchbay.author.Lint;
import org.patchbay.author.Tally;
import org.patchbay.author.Total;
import org.patchbay.author.TrialOutcome;
import org.patchbay.check.verdict.Wording;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.Problem;
import org.patchbay.server.TrialHost;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay try}: runs lessons' solutions and faults in real machines. */
@Command(
        name = "try",
        description = {
            "Tests lessons in real machines. Each task must be open before its solution and pass after it, each fault must"
                    + " get its diagnosis, and each wrong choice must be refused. No task may pass after a mutated solution"
                    + " or after a hundred harmless commands.",
            "Prints one line per trial: passed, FAILED, or void for a mutation without effect. Exits 1 if any failed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LessonsOption lessons;

    @Option(names = "--seed", paramLabel = "N", description = "Seed for parameters and harmless commands. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Number of machines at the same time. Default: three per processor.")
    private int jobs = 3 * Runtime.getRuntime().availableProcessors();

    @Option(names = "--step", paramLabel = "STEP", description = "Try only this step, such as 10-create.")
    private Optional<String> step;

    @Option(names = "--no-faults", description = "Skip the faults.")
    private boolean noFaults;

    @Option(names = "--no-mutations", description = "Skip the mutations.")
    private boolean noMutations;

    @Option(names = "--no-harmless", description = "Skip the harmless commands.")
    private boolean noHarmless;

    @Option(names = "--lang", paramLabel = "LANG", description = "Language of diagnoses: en or zh. Default: en.")
    private String language = "en";

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for machines. Default: .patchbay/try.")
    private Optional<Path> data;

    @Parameters(paramLabel = "LESSON", description = "Lesson folders. Default: the whole course.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        if (jobs < 1 || jobs > 64) {
            throw new ParameterException(spec.commandLine(), "--jobs takes a number from 1 to 64, not " + jobs);
        }
        try {
            List<BoundLesson> bound = bound();
            if (bound.isEmpty()) {
                return CommandLine.ExitCode.SOFTWARE;
            }
            return run(bound).failed() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (AuthoringException e) {
            spec.commandLine().getErr().println("patchbay: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    /** The selected lessons; empty, with a message, if their files have errors. */
    private List<BoundLesson> bound() throws AuthoringException {
        Path folder = lessons.folder();
        List<Problem> problems = Lint.of(folder, names);
        problems.forEach(problem -> spec.commandLine().getOut().println(folder.resolve(problem.toString())));
        if (!problems.isEmpty()) {
            return List.of();
        }
        List<BoundLesson> bound = new ArrayList<>();
        for (Lesson lesson : Course.read(folder, 1).lessons()) {
            if (names.isEmpty() || names.contains(lesson.id())) {
                bound.addAll(lesson.rounds(seed));
            }
        }
        if (step.isPresent()
                && bound.stream().noneMatch(lesson -> lesson.step(step.get()).isPresent())) {
            throw new ParameterException(spec.commandLine(), "There is no step '" + step.get() + "' in what is tried");
        }
        return bound;
    }

    private Tally run(List<BoundLesson> bound) throws AuthoringException, InterruptedException {
        TrialHost host = new TrialHost(
                Path.of(System.getProperty("patchbay.image", ".patchbay/image")),
                data.orElseGet(() -> Path.of(System.getProperty("patchbay.data", ".patchbay/try"))));
        LessonTrials.Scope scope = new LessonTrials.Scope(jobs, step, !noFaults, !noMutations, !noHarmless);
        PrintWriter out = spec.commandLine().getOut();
        FailureReport failureReport = new FailureReport(
                new Wording(ResourceBundle.getBundle("messages.diagnosis", Locale.forLanguageTag(language))));
        List<TrialOutcome> outcomes = new ArrayList<>();
        long began = System.nanoTime();
        Tally tally = host.run(bound, scope, outcome -> {
            outcomes.add(outcome);
            failureReport.lines(outcome).forEach(out::println);
            out.flush();
        });
        new Total(outcomes, Duration.ofNanos(System.nanoTime() - began)).lines().forEach(out::println);
        out.printf("%d passed, %d failed%n", tally.passed(), tally.failed());
        out.flush();
        return tally;
    }
}
