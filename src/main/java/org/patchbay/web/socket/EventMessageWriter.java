package org.patchbay.web.socket;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.patchbay.check.frames.FrameJourney;
import org.patchbay.check.frames.FrameJourneys;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Quote;
import org.patchbay.lab.event.FrameWatchState;
import org.patchbay.lab.event.FramesView;
import org.patchbay.lab.event.HandInState;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.LabState;
import org.patchbay.lab.event.LessonEdition;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.event.PlaybackState;
import org.patchbay.lab.event.PredictionState;
import org.patchbay.lab.event.Provisioning;
import org.patchbay.lab.event.QuestionState;
import org.patchbay.lab.event.StepState;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.event.TaskState;
import org.patchbay.lab.event.TerminalView;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Problem;
import org.patchbay.lesson.Prose;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.progress.HandIn;
import org.patchbay.web.topology.Topology;

/** Renders a lab's events and state in one language. Immutable. */
final class EventMessageWriter {
    private final BoundLesson lesson;
    private final Language language;
    private final Phrases phrases;

    EventMessageWriter(BoundLesson lesson, Language language, Phrases phrases) {
        this.lesson = lesson;
        this.language = language;
        this.phrases = phrases;
    }

    EventMessages.Message state(LabState state) {
        Map<String, EventMessages.Verdict> verdicts = new LinkedHashMap<>();
        Map<String, EventMessages.Question> questions = new LinkedHashMap<>();
        Map<String, EventMessages.Prediction> predictions = new LinkedHashMap<>();
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
        return new EventMessages.State(
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
                showing(state.playbackState()),
                lesson.shownCounts() ? true : null,
                state.handIn().map(this::handIn).orElse(null),
                terminals(state.terminals()),
                state.notices().stream().map(this::notice).toList(),
                state.lessonEdition().map(EventMessageWriter::edition).orElse(null));
    }

    EventMessages.Message network(Optional<Snapshot> seen) {
        return new EventMessages.NetworkMessage(seen.map(Topology::of).orElse(null));
    }

    /** @param before what the page has */
    EventMessages.Message journeys(FramesView now, FrameJourneys before) {
        List<FrameJourney> all = now.journeys().journeys();
        return new EventMessages.JourneysMessage(
                all.stream().map(FrameJourney::number).toList(),
                all.stream()
                        .filter(journey -> !before.journeys().contains(journey))
                        .map(new JourneyWriter(phrases)::journey)
                        .toList(),
                watching(now.frameWatchState()));
    }

    private static EventMessages.Watching watching(FrameWatchState frameWatchState) {
        return switch (frameWatchState) {
            case FrameWatchState.Never _ -> null;
            case FrameWatchState.Now(long seconds) -> new EventMessages.Watching.Now(seconds);
            case FrameWatchState.Done(int frames, boolean complete) ->
                new EventMessages.Watching.Done(frames, complete);
            case FrameWatchState.Failed _ -> new EventMessages.Watching.Failed();
        };
    }

    EventMessages.Message event(LabEvent.Told event) {
        return switch (event) {
            case LabEvent.ProvisioningChanged changed ->
                new EventMessages.ProvisioningMessage(provisioning(changed.provisioning()));
            case LabEvent.StepChanged changed ->
                new EventMessages.StepMessage(step(lesson.step(changed.step()).orElseThrow(), changed.state()));
            case LabEvent.TaskChanged(TaskKey key, TaskState state) ->
                new EventMessages.TaskMessage(key.step(), key.task(), verdict(key, state));
            case LabEvent.QuestionChanged(TaskKey key, QuestionState state) ->
                new EventMessages.QuestionMessage(key.step(), key.task(), question(key, state));
            case LabEvent.PredictionChanged(TaskKey key, PredictionState state) ->
                new EventMessages.PredictionMessage(key.step(), key.task(), prediction(key, state));
            case LabEvent.HintRevealed(TaskKey key, int shown) ->
                new EventMessages.HintMessage(key.step(), key.task(), hints(key, shown));
            case LabEvent.SolutionShown(TaskKey key, int earns) ->
                new EventMessages.ShownMessage(key.step(), key.task(), earns);
            case LabEvent.ShowingChanged(Optional<PlaybackState> playbackState) ->
                new EventMessages.ShowingMessage(showing(playbackState));
            case LabEvent.HandInChanged(HandInState state) -> new EventMessages.HandInMessage(handIn(state));
            case LabEvent.TerminalsChanged changed ->
                new EventMessages.TerminalsMessage(terminals(changed.terminals()));
            case LabEvent.EditionChanged changed -> new EventMessages.EditionMessage(edition(changed.lessonEdition()));
            case LabEvent.Noticed noticed -> notice(noticed.notice());
            case LabEvent.NoticeWithdrawn(Notice notice) ->
                new EventMessages.NoticeWithdrawnMessage(notice(notice).text());
        };
    }

    EventMessages.Message error(String text) {
        return new EventMessages.ErrorMessage(text);
    }

    private EventMessages.Provisioning provisioning(Provisioning provisioning) {
        return switch (provisioning) {
            case Provisioning.Waiting waiting ->
                new EventMessages.Provisioning(
                        EventMessages.Phase.WAITING,
                        waiting.place(),
                        waiting.of(),
                        waiting.estimate().toSeconds(),
                        null);
            case Provisioning.Starting _ -> phase(EventMessages.Phase.STARTING);
            case Provisioning.Connecting _ -> phase(EventMessages.Phase.CONNECTING);
            case Provisioning.Reconnecting _ -> phase(EventMessages.Phase.RECONNECTING);
            case Provisioning.Restoring _ -> phase(EventMessages.Phase.RESTORING);
            case Provisioning.Rewinding _ -> phase(EventMessages.Phase.REWINDING);
            case Provisioning.Ready _ -> phase(EventMessages.Phase.READY);
            case Provisioning.Lost _ -> phase(EventMessages.Phase.LOST);
            case Provisioning.Ending ending ->
                new EventMessages.Provisioning(
                        EventMessages.Phase.ENDING, null, null, ending.left().toSeconds(), null);
            case Provisioning.Asleep _ -> phase(EventMessages.Phase.ASLEEP);
            case Provisioning.Ended _ -> phase(EventMessages.Phase.ENDED);
            case Provisioning.Closed _ -> phase(EventMessages.Phase.CLOSED);
            case Provisioning.Full _ -> phase(EventMessages.Phase.FULL);
            case Provisioning.Failed failed ->
                new EventMessages.Provisioning(
                        EventMessages.Phase.FAILED, null, null, null, phrases.machineFailed(failed.sentence()));
        };
    }

    private static EventMessages.Provisioning phase(EventMessages.Phase phase) {
        return new EventMessages.Provisioning(phase, null, null, null, null);
    }

    private EventMessages.StepInfo step(Step step, StepState state) {
        String html = switch (state) {
            case LOCKED -> null;
            case OPEN, DONE -> prose(step).html();
        };
        return new EventMessages.StepInfo(
                step.id(),
                lesson.steps().indexOf(step),
                step.title().in(language),
                EventMessages.StepStatus.valueOf(state.name()),
                step.isCase() ? true : null,
                html);
    }

    private EventMessages.Verdict verdict(TaskKey key, TaskState state) {
        int points = lesson.step(key.step())
                .flatMap(step -> step.task(key.task()))
                .orElseThrow()
                .points();
        return switch (state) {
            case TaskState.Open _ ->
                new EventMessages.Verdict(EventMessages.VerdictState.OPEN, points, null, null, null);
            case TaskState.Holding _ ->
                new EventMessages.Verdict(EventMessages.VerdictState.HOLDING, points, null, null, null);
            case TaskState.Passed passed ->
                new EventMessages.Verdict(EventMessages.VerdictState.PASSED, points, text(passed.at()), null, null);
            case TaskState.Failed failed ->
                new EventMessages.Verdict(
                        EventMessages.VerdictState.FAILED, points, null, diagnosis(failed.diagnosis()), null);
            case TaskState.Inconclusive inconclusive ->
                new EventMessages.Verdict(
                        EventMessages.VerdictState.INCONCLUSIVE, points, null, null, phrases.of(inconclusive.reason()));
            case TaskState.Regressed regressed ->
                new EventMessages.Verdict(
                        EventMessages.VerdictState.REGRESSED,
                        points,
                        text(regressed.at()),
                        diagnosis(regressed.diagnosis()),
                        null);
        };
    }

    private EventMessages.Diagnosis diagnosis(Diagnosis diagnosis) {
        return new EventMessages.Diagnosis(
                diagnosis.layer().name().toLowerCase(Locale.ROOT),
                phrases.layer(diagnosis.layer()),
                diagnosis.about(),
                phrases.of(diagnosis.sentence()),
                diagnosis.sound().stream()
                        .map(layer -> new EventMessages.LayerName(
                                layer.name().toLowerCase(Locale.ROOT), phrases.layer(layer)))
                        .toList(),
                quotes(diagnosis.evidence()),
                diagnosis.see().isEmpty() ? null : diagnosis.see());
    }

    /** A wrong choice is explained at once; the right one only when it is chosen or no attempt is left. */
    private EventMessages.Question question(TaskKey key, QuestionState state) {
        Step step = lesson.step(key.step()).orElseThrow();
        String explanation = state.chosen()
                .flatMap(choice -> prose(step).questions().get(key.task()).explanation(choice))
                .orElse(null);
        Question question = step.question(key.task()).orElseThrow();
        Optional<String> missed = Optional.of(question.answer()).filter(_ -> state.settled() && !state.correct());
        return new EventMessages.Question(
                state.chosen().orElse(null),
                state.chosen().isPresent() ? state.correct() : null,
                state.attemptsLeft(),
                explanation,
                missed.orElse(null),
                missed.flatMap(choice -> prose(step).questions().get(key.task()).explanation(choice))
                        .orElse(null),
                question.points());
    }

    private EventMessages.Prediction prediction(TaskKey key, PredictionState state) {
        Step step = lesson.step(key.step()).orElseThrow();
        if (!state.revealed()) {
            return new EventMessages.Prediction(state.chosen().orElse(null), null, null, null);
        }
        return new EventMessages.Prediction(
                state.chosen().orElse(null),
                prose(step).after(key.task()).orElse(""),
                step.prediction(key.task()).orElseThrow().actual(),
                quotes(state.seen()));
    }

    private static List<EventMessages.Quote> quotes(List<Quote> evidence) {
        return evidence.stream()
                .map(quote -> new EventMessages.Quote(quote.source(), quote.text()))
                .toList();
    }

    private List<String> hints(TaskKey key, int shown) {
        List<String> all = prose(lesson.step(key.step()).orElseThrow()).hints(key.task());
        return all.subList(0, Math.min(shown, all.size()));
    }

    private static EventMessages.Showing showing(Optional<PlaybackState> playbackState) {
        return playbackState
                .map(now -> new EventMessages.Showing(
                        now.task().step(), now.task().task(), now.terminal().orElse(null)))
                .orElse(null);
    }

    private EventMessages.HandIn handIn(HandInState state) {
        int of = lesson.steps().stream().mapToInt(Step::points).sum();
        return switch (state) {
            case HandInState.Open(var hindrance) ->
                new EventMessages.HandIn(
                        EventMessages.HandInStatus.OPEN,
                        hindrance.map(phrases::hindrance).orElse(null),
                        null,
                        null,
                        of);
            case HandInState.Judging _ ->
                new EventMessages.HandIn(EventMessages.HandInStatus.JUDGING, null, null, null, of);
            case HandInState.Done(HandIn done) ->
                new EventMessages.HandIn(EventMessages.HandInStatus.DONE, null, text(done.at()), done.points(), of);
        };
    }

    private List<EventMessages.TerminalInfo> terminals(List<TerminalView> terminals) {
        return terminals.stream()
                .map(terminal -> new EventMessages.TerminalInfo(
                        terminal.id(),
                        terminal.name(),
                        terminal.namespace(),
                        terminal.foreground().isPresent(),
                        terminal.foreground().orElse(null),
                        terminal.slow() ? true : null,
                        terminal.ended()))
                .toList();
    }

    private EventMessages.NoticeMessage notice(Notice notice) {
        EventMessages.NoticeLevel level = switch (notice) {
            case RECORDING_STOPPED, MACHINE_REPLACED, SHOWN_IN_VAIN -> EventMessages.NoticeLevel.WARNING;
            case SERVER_RESTARTED,
                    REWOUND,
                    REWOUND_ANEW,
                    WENT_BACK,
                    WENT_BACK_ANEW,
                    BACK_UNDONE,
                    RECORDINGS_REMOVED,
                    AWAKE -> EventMessages.NoticeLevel.INFO;
        };
        return new EventMessages.NoticeMessage(
                level, phrases.notice(notice, lesson.graded()), notice.undoable() ? true : null);
    }

    private static EventMessages.Edition edition(LessonEdition lessonEdition) {
        return new EventMessages.Edition(
                lessonEdition.outdated(),
                lessonEdition.problems().stream().map(Problem::toString).toList());
    }

    private Prose prose(Step step) {
        return step.prose(language);
    }

    private static String text(Instant at) {
        return at.toString();
    }
}
