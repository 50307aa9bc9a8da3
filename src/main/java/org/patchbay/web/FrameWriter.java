package org.patchbay.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.patchbay.check.Diagnosis;
import org.patchbay.check.FrameJourney;
import org.patchbay.check.FrameJourneys;
import org.patchbay.check.Quote;
import org.patchbay.lab.Edition;
import org.patchbay.lab.FramesView;
import org.patchbay.lab.HandInState;
import org.patchbay.lab.LabEvent;
import org.patchbay.lab.LabState;
import org.patchbay.lab.Notice;
import org.patchbay.lab.PredictionState;
import org.patchbay.lab.Provisioning;
import org.patchbay.lab.QuestionState;
import org.patchbay.lab.Showing;
import org.patchbay.lab.StepState;
import org.patchbay.lab.TaskKey;
import org.patchbay.lab.TaskState;
import org.patchbay.lab.TerminalView;
import org.patchbay.lab.Watching;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Problem;
import org.patchbay.lesson.Prose;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.observe.Snapshot;
import org.patchbay.progress.HandIn;
import org.patchbay.web.topology.Topology;

/** Puts a lab's events and state into words of one language. Immutable. */
final class FrameWriter {
    private final BoundLesson lesson;
    private final Language language;
    private final Phrases phrases;
    private final TermLinks terms;

    /** @param terms of the course's glossary, to which prose is linked */
    FrameWriter(BoundLesson lesson, Language language, Phrases phrases, TermLinks terms) {
        this.terms = terms;
        this.lesson = lesson;
        this.language = language;
        this.phrases = phrases;
    }

    Frames.Frame state(LabState state) {
        Map<String, Frames.Verdict> verdicts = new LinkedHashMap<>();
        Map<String, Frames.Question> questions = new LinkedHashMap<>();
        Map<String, Frames.Prediction> predictions = new LinkedHashMap<>();
        Map<String, List<String>> hints = new LinkedHashMap<>();
        Map<String, Integer> hintCounts = new LinkedHashMap<>();
        Map<String, Integer> shown = new LinkedHashMap<>();
        // In the lesson's order, in which pages list them.
        for (Step step : lesson.steps()) {
            for (Task task : step.tasks()) {
                TaskKey key = new TaskKey(step.id(), task.id());
                Optional.ofNullable(state.tasks().get(key))
                        .ifPresent(now -> verdicts.put(key.toString(), verdict(key, now)));
            }
        }
        state.questions().forEach((key, question) -> questions.put(key.toString(), question(key, question)));
        state.predictions().forEach((key, made) -> predictions.put(key.toString(), prediction(key, made)));
        state.hints().forEach((key, revealed) -> hints.put(key.toString(), hints(key, revealed)));
        state.shown().forEach((key, earns) -> shown.put(key.toString(), earns));
        for (Step step : lesson.steps()) {
            prose(step).hints().forEach((task, all) -> hintCounts.put(step.id() + "/" + task, all.size()));
        }
        return new Frames.State(
                provisioning(state.provisioning()),
                lesson.steps().stream()
                        .map(step -> step(step, state.steps().get(step.id())))
                        .toList(),
                verdicts,
                state.earned().stream().map(TaskKey::toString).sorted().toList(),
                questions,
                predictions,
                hints,
                hintCounts,
                shown,
                showing(state.showing()),
                lesson.shownCounts() ? true : null,
                state.handIn().map(this::handIn).orElse(null),
                terminals(state.terminals()),
                state.notices().stream().map(this::notice).toList(),
                state.edition().map(FrameWriter::edition).orElse(null));
    }

    Frames.Frame network(Optional<Snapshot> seen) {
        return new Frames.NetworkFrame(seen.map(Topology::of).orElse(null));
    }

    /** @param before what the page has */
    Frames.Frame journeys(FramesView now, FrameJourneys before) {
        List<FrameJourney> all = now.journeys().journeys();
        return new Frames.JourneysFrame(
                all.stream().map(FrameJourney::number).toList(),
                all.stream()
                        .filter(journey -> !before.journeys().contains(journey))
                        .map(new JourneyWriter(phrases)::journey)
                        .toList(),
                watching(now.watching()));
    }

    private static Frames.Watching watching(Watching watching) {
        return switch (watching) {
            case Watching.Never _ -> null;
            case Watching.Now(long seconds) -> new Frames.Watching("now", seconds, null, null);
            case Watching.Done(int frames, boolean complete) -> new Frames.Watching("done", null, frames, complete);
            case Watching.Failed _ -> new Frames.Watching("failed", null, null, null);
        };
    }

    Frames.Frame event(LabEvent.Told event) {
        return switch (event) {
            case LabEvent.ProvisioningChanged changed ->
                new Frames.ProvisioningFrame(provisioning(changed.provisioning()));
            case LabEvent.StepChanged changed ->
                new Frames.StepFrame(step(lesson.step(changed.step()).orElseThrow(), changed.state()));
            case LabEvent.TaskChanged(TaskKey key, TaskState state) ->
                new Frames.TaskFrame(key.step(), key.task(), verdict(key, state));
            case LabEvent.QuestionChanged(TaskKey key, QuestionState state) ->
                new Frames.QuestionFrame(key.step(), key.task(), question(key, state));
            case LabEvent.PredictionChanged(TaskKey key, PredictionState state) ->
                new Frames.PredictionFrame(key.step(), key.task(), prediction(key, state));
            case LabEvent.HintRevealed(TaskKey key, int shown) ->
                new Frames.HintFrame(key.step(), key.task(), hints(key, shown));
            case LabEvent.SolutionShown(TaskKey key, int earns) -> new Frames.ShownFrame(key.step(), key.task(), earns);
            case LabEvent.ShowingChanged(Optional<Showing> showing) -> new Frames.ShowingFrame(showing(showing));
            case LabEvent.HandInChanged(HandInState state) -> new Frames.HandInFrame(handIn(state));
            case LabEvent.TerminalsChanged changed -> new Frames.TerminalsFrame(terminals(changed.terminals()));
            case LabEvent.EditionChanged changed -> new Frames.EditionFrame(edition(changed.edition()));
            case LabEvent.Noticed noticed -> notice(noticed.notice());
            case LabEvent.NoticeWithdrawn(Notice notice) ->
                new Frames.NoticeWithdrawnFrame(notice(notice).text());
        };
    }

    Frames.Frame error(String text) {
        return new Frames.ErrorFrame(text);
    }

    private Frames.Provisioning provisioning(Provisioning provisioning) {
        return switch (provisioning) {
            case Provisioning.Waiting waiting ->
                new Frames.Provisioning(
                        "waiting",
                        waiting.place(),
                        waiting.of(),
                        waiting.estimate().toSeconds(),
                        null);
            case Provisioning.Starting _ -> phase("starting");
            case Provisioning.Connecting _ -> phase("connecting");
            case Provisioning.Reconnecting _ -> phase("reconnecting");
            case Provisioning.Restoring _ -> phase("restoring");
            case Provisioning.Rewinding _ -> phase("rewinding");
            case Provisioning.Ready _ -> phase("ready");
            case Provisioning.Lost _ -> phase("lost");
            case Provisioning.Ending ending ->
                new Frames.Provisioning("ending", null, null, ending.left().toSeconds(), null);
            case Provisioning.Asleep _ -> phase("asleep");
            case Provisioning.Ended _ -> phase("ended");
            case Provisioning.Closed _ -> phase("closed");
            case Provisioning.Full _ -> phase("full");
            case Provisioning.Failed failed ->
                new Frames.Provisioning("failed", null, null, null, phrases.machineFailed(failed.sentence()));
        };
    }

    private static Frames.Provisioning phase(String phase) {
        return new Frames.Provisioning(phase, null, null, null, null);
    }

    private Frames.StepInfo step(Step step, StepState state) {
        String html = switch (state) {
            case LOCKED -> null;
            case OPEN, DONE -> terms.linked(prose(step).html());
        };
        return new Frames.StepInfo(
                step.id(),
                lesson.steps().indexOf(step),
                step.title().in(language),
                state.name().toLowerCase(Locale.ROOT),
                step.points(),
                step.tasks().size() + step.questions().size(),
                step.isCase() ? true : null,
                html);
    }

    private Frames.Verdict verdict(TaskKey key, TaskState state) {
        int points = lesson.step(key.step())
                .flatMap(step -> step.task(key.task()))
                .orElseThrow()
                .points();
        return switch (state) {
            case TaskState.Open _ -> new Frames.Verdict("open", points, null, null, null);
            case TaskState.Holding _ -> new Frames.Verdict("holding", points, null, null, null);
            case TaskState.Passed passed -> new Frames.Verdict("passed", points, text(passed.at()), null, null);
            case TaskState.Failed failed ->
                new Frames.Verdict("failed", points, null, diagnosis(failed.diagnosis()), null);
            case TaskState.Inconclusive inconclusive ->
                new Frames.Verdict("inconclusive", points, null, null, phrases.of(inconclusive.reason()));
            case TaskState.Regressed regressed ->
                new Frames.Verdict("regressed", points, text(regressed.at()), diagnosis(regressed.diagnosis()), null);
        };
    }

    private Frames.Diagnosis diagnosis(Diagnosis diagnosis) {
        return new Frames.Diagnosis(
                diagnosis.layer().name().toLowerCase(Locale.ROOT),
                phrases.layer(diagnosis.layer()),
                diagnosis.about(),
                phrases.of(diagnosis.sentence()),
                diagnosis.sound().stream()
                        .map(layer -> new Frames.LayerName(layer.name().toLowerCase(Locale.ROOT), phrases.layer(layer)))
                        .toList(),
                quotes(diagnosis.evidence()),
                diagnosis.see().isEmpty() ? null : diagnosis.see());
    }

    /** What was wrong with a wrong choice is said; which is right, and why, only once it is chosen or no attempt is left. */
    private Frames.Question question(TaskKey key, QuestionState state) {
        Step step = lesson.step(key.step()).orElseThrow();
        String explanation = state.chosen()
                .flatMap(choice -> prose(step).questions().get(key.task()).explanation(choice))
                .orElse(null);
        Question question = step.question(key.task()).orElseThrow();
        Optional<String> missed = Optional.of(question.answer()).filter(_ -> state.settled() && !state.correct());
        return new Frames.Question(
                state.chosen().orElse(null),
                state.chosen().isPresent() ? state.correct() : null,
                state.attemptsLeft(),
                explanation,
                missed.orElse(null),
                missed.flatMap(choice -> prose(step).questions().get(key.task()).explanation(choice))
                        .orElse(null),
                question.points());
    }

    private Frames.Prediction prediction(TaskKey key, PredictionState state) {
        Step step = lesson.step(key.step()).orElseThrow();
        if (!state.revealed()) {
            return new Frames.Prediction(state.chosen().orElse(null), null, null, null);
        }
        return new Frames.Prediction(
                state.chosen().orElse(null),
                prose(step).after(key.task()).orElse(""),
                step.prediction(key.task()).orElseThrow().actual(),
                quotes(state.seen()));
    }

    private static List<Frames.Quote> quotes(List<Quote> evidence) {
        return evidence.stream()
                .map(quote -> new Frames.Quote(quote.source(), quote.text()))
                .toList();
    }

    private List<String> hints(TaskKey key, int shown) {
        List<String> all = prose(lesson.step(key.step()).orElseThrow()).hints(key.task());
        return all.subList(0, Math.min(shown, all.size()));
    }

    private static Frames.Showing showing(Optional<Showing> showing) {
        return showing.map(now -> new Frames.Showing(
                        now.task().step(), now.task().task(), now.terminal().orElse(null)))
                .orElse(null);
    }

    private Frames.HandIn handIn(HandInState state) {
        int of = lesson.steps().stream().mapToInt(Step::points).sum();
        return switch (state) {
            case HandInState.Open(var hindrance) ->
                new Frames.HandIn("open", hindrance.map(phrases::hindrance).orElse(null), null, null, of);
            case HandInState.Judging _ -> new Frames.HandIn("judging", null, null, null, of);
            case HandInState.Done(HandIn done) -> new Frames.HandIn("done", null, text(done.at()), done.points(), of);
        };
    }

    private List<Frames.Terminal> terminals(List<TerminalView> terminals) {
        return terminals.stream()
                .map(terminal -> new Frames.Terminal(
                        terminal.id(),
                        terminal.name(),
                        terminal.namespace(),
                        terminal.foreground().isPresent(),
                        terminal.foreground().orElse(null),
                        terminal.slow() ? true : null,
                        terminal.ended()))
                .toList();
    }

    private Frames.NoticeFrame notice(Notice notice) {
        String level = switch (notice) {
            case RECORDING_STOPPED, MACHINE_REPLACED, SHOWN_IN_VAIN -> "warning";
            case SERVER_RESTARTED, REWOUND, REWOUND_ANEW, RECORDINGS_REMOVED, AWAKE -> "info";
        };
        return new Frames.NoticeFrame(level, phrases.notice(notice, lesson.graded()));
    }

    private static Frames.Edition edition(Edition edition) {
        return new Frames.Edition(
                edition.outdated(),
                edition.problems().stream().map(Problem::toString).toList());
    }

    private Prose prose(Step step) {
        return step.prose(language);
    }

    private static String text(Instant at) {
        return at.toString();
    }
}
