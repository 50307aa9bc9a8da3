package org.patchbay.lab.progress;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.patchbay.check.output.ToolAbsence;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.HandInState;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.PredictionState;
import org.patchbay.lab.event.QuestionState;
import org.patchbay.lab.event.StepState;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.event.TaskState;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.When;
import org.patchbay.progress.EnteredStep;
import org.patchbay.progress.HandIn;
import org.patchbay.progress.JudgedTask;
import org.patchbay.progress.LabProgress;
import org.patchbay.progress.PassedSince;
import org.patchbay.progress.PassedTask;
import org.patchbay.progress.Rewind;
import org.patchbay.progress.ShownSolution;

/**
 * One learner's progress in a lesson: open steps, passed tasks, answers. Each change is stored before it is published.
 * Steps open in order; a step is done when its tasks have passed and its questions are settled, or, if it has only
 * text, when the learner continues. Not thread-safe: guarded by the lab's lock.
 */
public final class LessonProgress {
    private final BoundLesson lesson;
    private final ProgressWriter progressWriter;

    private final Map<String, StepState> steps = new LinkedHashMap<>();
    private final Map<TaskKey, TaskState> tasks = new LinkedHashMap<>();
    private final Questions questions;
    private final Predictions predictions;
    private final Hints hints;
    private HandInState handIn = new HandInState.Open(Optional.empty());
    private final Set<String> entered = new HashSet<>();
    /** The steps that a page has shown since this server loaded the lab; empty if no page reported any. */
    private final Set<String> viewed = new HashSet<>();

    private final List<Step> leftOut;
    /** When each task first passed; a rewind does not change it. */
    private final Map<TaskKey, Instant> earned = new HashMap<>();
    /** The points of tasks whose solution was shown. */
    private final Map<TaskKey, Integer> shown = new HashMap<>();
    /** The newest rewind. */
    private Optional<Rewind> rewind = Optional.empty();

    /** @param start the step that the lab began at: earlier ones count as done, without points */
    public LessonProgress(
            BoundLesson lesson, Optional<String> start, Optional<HandIn> handedIn, ProgressWriter progressWriter) {
        this.lesson = lesson;
        this.progressWriter = progressWriter;
        LabProgress saved = progressWriter.store().of(progressWriter.lab());
        this.questions = new Questions(lesson, saved, progressWriter);
        this.predictions = new Predictions(lesson, saved, progressWriter);
        this.hints = new Hints(lesson, saved, progressWriter);
        this.leftOut = start.flatMap(lesson::step)
                .map(first -> lesson.steps().subList(0, lesson.steps().indexOf(first)))
                .orElse(List.of());
        for (Step step : lesson.steps()) {
            steps.put(step.id(), StepState.LOCKED);
            step.tasks().forEach(task -> tasks.put(TaskKey.of(step, task.id()), new TaskState.Open()));
        }
        restore(saved);
        if (lesson.graded()) {
            lesson.steps().forEach(step -> steps.put(step.id(), StepState.OPEN));
            handedIn.ifPresent(done -> handedIn(new HandInState.Done(done)));
        } else {
            openNext();
        }
    }

    /** Stored progress of items that the lesson no longer has is ignored. */
    private void restore(LabProgress saved) {
        saved.steps().forEach(step -> entered.add(step.step()));
        saved.tasks().stream()
                .filter(passed -> tasks.containsKey(new TaskKey(passed.step(), passed.task())))
                .forEach(passed -> earned.put(new TaskKey(passed.step(), passed.task()), passed.at()));
        rewind = saved.rewinds().isEmpty()
                ? Optional.empty()
                : Optional.of(saved.rewinds().getLast())
                        .filter(last -> lesson.step(last.step()).isPresent());
        earned.keySet().stream().filter(key -> !rewound(key)).forEach(this::standAsEarned);
        saved.passedSince().stream()
                .filter(passed ->
                        rewind.filter(last -> last.number() == passed.rewind()).isPresent())
                .forEach(passed -> tasks.computeIfPresent(
                        new TaskKey(passed.step(), passed.task()), (key, open) -> new TaskState.Passed(passed.at())));
        restoreShown(saved);
    }

    private void restoreShown(LabProgress saved) {
        Map<TaskKey, Integer> points = new HashMap<>();
        saved.tasks().forEach(passed -> points.put(new TaskKey(passed.step(), passed.task()), passed.points()));
        for (Step step : lesson.steps()) {
            for (Task task : step.tasks()) {
                TaskKey key = TaskKey.of(step, task.id());
                if (saved.shown().stream()
                        .anyMatch(solution -> key.equals(new TaskKey(solution.step(), solution.task())))) {
                    shown.put(key, points.getOrDefault(key, worthOnceShown(task)));
                }
            }
        }
    }

    private int earns(TaskKey key, Task task) {
        return shown.getOrDefault(key, task.points());
    }

    private int worthOnceShown(Task task) {
        return lesson.shownCounts() ? task.points() : 0;
    }

    /** The learner's current step; empty when all are done. For graded work, all its steps as one. */
    public Optional<Step> current() {
        if (lesson.graded()) {
            return Optional.of(GradedStep.of(lesson));
        }
        return lesson.steps().stream()
                .filter(step -> steps.get(step.id()) == StepState.OPEN)
                .findFirst();
    }

    /**
     * The step whose tasks are judged: the current one, or the completed one that a page still shows while a task of
     * it no longer holds.
     */
    public Optional<Step> judgedStep() {
        return lesson.steps().stream().filter(this::hasRegression).findFirst().or(this::current);
    }

    private boolean hasRegression(Step step) {
        return !lesson.graded()
                && steps.get(step.id()) == StepState.DONE
                && step.tasks().stream()
                        .anyMatch(task -> tasks.get(TaskKey.of(step, task.id())) instanceof TaskState.Regressed);
    }

    /**
     * The steps before the current one, in order; all when the lesson is done. None for graded work, where solutions
     * must not replace the learner's own work.
     */
    public List<Step> behind() {
        if (lesson.graded()) {
            return leftOut;
        }
        return lesson.steps().stream()
                .takeWhile(step -> steps.get(step.id()) == StepState.DONE)
                .toList();
    }

    /**
     * Processes a verdict on a task of the current step. Before a case's questions are answered nothing is shown: a
     * diagnosis would answer them.
     *
     * @param shown whether a failure may be shown: only once the learner has tried the task
     */
    public void judged(Step step, Task task, Verdict verdict, boolean shown) {
        if (lesson.graded()) {
            glanced(GradedStep.key(task), verdict);
            return;
        }
        if (step.isCase() && !questions.answered(step)) {
            return;
        }
        TaskKey key = TaskKey.of(step, task.id());
        TaskState before = tasks.get(key);
        // Of a completed step only a regression is updated: a task that has passed keeps its state.
        if (steps.get(step.id()) == StepState.DONE && before instanceof TaskState.Passed) {
            return;
        }
        TaskState now = next(task, before, verdict, shown && opened(step));
        if (now.equals(before)) {
            return;
        }
        boolean first = now instanceof TaskState.Passed && !done(before);
        if (first && verdict instanceof Verdict.Passed passed) {
            Instant at = ((TaskState.Passed) now).at();
            int points = earns(key, task);
            progressWriter
                    .store()
                    .passed(progressWriter.lab(), new PassedTask(step.id(), task.id(), points, passed.evidence(), at));
            if (rewound(key)) {
                progressWriter
                        .store()
                        .passedSince(
                                progressWriter.lab(),
                                new PassedSince(rewind.orElseThrow().number(), step.id(), task.id(), at));
            }
            earned.putIfAbsent(key, at);
        }
        tasks.put(key, now);
        progressWriter.tell(new LabEvent.TaskChanged(key, now));
        if (first && verdict instanceof Verdict.Passed passed) {
            predictions.reveal(step, task.id(), passed.evidence());
        }
    }

    /** For graded work a learner sees at most that a task holds, never a diagnosis. */
    private void glanced(TaskKey key, Verdict verdict) {
        TaskState now = verdict instanceof Verdict.Passed ? new TaskState.Holding() : new TaskState.Open();
        if (!(handIn instanceof HandInState.Done) && !now.equals(tasks.put(key, now))) {
            progressWriter.tell(new LabEvent.TaskChanged(key, now));
        }
    }

    /** Whether the learner was warned that some of the work could not be tested. */
    public boolean warned() {
        return handIn instanceof HandInState.Open(var hindrance)
                && hindrance.equals(Optional.of(HandInState.Hindrance.UNTRIED));
    }

    /**
     * Begins a hand-in.
     *
     * @param ready whether there is a machine to be judged
     * @return false if one is in progress
     */
    public boolean handsIn(boolean ready) throws DeclinedException {
        if (!lesson.graded()) {
            throw new DeclinedException(DeclinedException.Reason.NOT_GRADED);
        }
        return switch (handIn) {
            case HandInState.Open _ when !ready -> throw new DeclinedException(DeclinedException.Reason.NOT_READY);
            case HandInState.Open _ -> {
                change(new HandInState.Judging());
                yield true;
            }
            case HandInState.Judging _ -> false;
            case HandInState.Done _ -> throw new DeclinedException(DeclinedException.Reason.HANDED_IN);
        };
    }

    /** Whether a hand-in is being judged. */
    public boolean judging() {
        return handIn instanceof HandInState.Judging;
    }

    /** Processes a hand-in's result, which is stored already. */
    public void handedIn(HandInState now) {
        if (now instanceof HandInState.Done(HandIn judged)) {
            judged.tasks().forEach(task -> settle(task, judged.at()));
            lesson.steps().forEach(step -> change(step, StepState.DONE));
        }
        change(now);
    }

    /** A task that the lesson no longer has is ignored. */
    private void settle(JudgedTask judged, Instant at) {
        TaskKey key = new TaskKey(judged.step(), judged.task());
        TaskState state = switch (judged.verdict()) {
            case Verdict.Passed _ -> new TaskState.Passed(at);
            case Verdict.Failed(Diagnosis diagnosis) -> new TaskState.Failed(diagnosis);
            case Verdict.Inconclusive(Message reason) -> new TaskState.Inconclusive(reason);
        };
        if (tasks.replace(key, state) != null) {
            progressWriter.tell(new LabEvent.TaskChanged(key, state));
        }
    }

    private void change(HandInState now) {
        handIn = now;
        progressWriter.tell(new LabEvent.HandInChanged(now));
    }

    private TaskState next(Task task, TaskState before, Verdict verdict, boolean shown) {
        if (task.when() instanceof When.Ever && done(before)) {
            return before;
        }
        return switch (verdict) {
            case Verdict.Passed passed ->
                switch (before) {
                    case TaskState.Passed same -> same;
                    case TaskState.Regressed regressed -> new TaskState.Passed(regressed.at());
                    case TaskState.Open _, TaskState.Holding _, TaskState.Failed _, TaskState.Inconclusive _ ->
                        new TaskState.Passed(progressWriter.now());
                };
            case Verdict.Failed failed ->
                switch (before) {
                    case TaskState.Passed passed -> new TaskState.Regressed(passed.at(), failed.diagnosis());
                    case TaskState.Regressed regressed -> new TaskState.Regressed(regressed.at(), failed.diagnosis());
                    case TaskState.Open _, TaskState.Holding _, TaskState.Failed _, TaskState.Inconclusive _ ->
                        // A shown diagnosis is replaced when it has changed.
                        shown || before instanceof TaskState.Failed && !ToolAbsence.onlyNotRun(failed.diagnosis())
                                ? new TaskState.Failed(failed.diagnosis())
                                : new TaskState.Open();
                };
            case Verdict.Inconclusive inconclusive ->
                done(before) || !shown ? before : new TaskState.Inconclusive(inconclusive.reason());
        };
    }

    /**
     * A page shows this step.
     *
     * @return whether it is the current one, and is shown for the first time
     */
    public boolean view(String step) {
        StepState state = steps.getOrDefault(step, StepState.LOCKED);
        if (state != StepState.LOCKED) {
            lesson.steps().stream()
                    .filter(one -> !one.id().equals(step) && hasRegression(one))
                    .forEach(this::dropRegressions);
        }
        return state != StepState.LOCKED && viewed.add(step) && state == StepState.OPEN;
    }

    /** A step that was not opened was not tried; without reports of pages, an unlocked step counts as opened. */
    private boolean opened(Step step) {
        return viewed.isEmpty() || viewed.contains(step.id());
    }

    public void answer(String stepId, String question, String choice) throws DeclinedException {
        Step step = openStep(stepId);
        questions.answer(step, question, choice);
        finished(step);
    }

    public void predict(String step, String prediction, String choice) throws DeclinedException {
        predictions.predict(openStep(step), prediction, choice);
    }

    /** Reveals the next hint of a task or question. */
    public void hint(String step, String task) throws DeclinedException {
        hints.reveal(openStep(step), task);
    }

    /** The tasks of a step that can be shown: those still open, at least one. */
    public List<Task> toShow(String stepId) throws DeclinedException {
        if (lesson.graded()) {
            throw new DeclinedException(DeclinedException.Reason.GRADED_SOLUTION);
        }
        Step step = openStep(stepId);
        if (step.isCase() && !questions.answered(step)) {
            throw new DeclinedException(DeclinedException.Reason.ANSWER_FIRST);
        }
        List<Task> open = step.tasks().stream()
                .filter(_ -> steps.get(stepId) == StepState.OPEN)
                .filter(task -> !passed(TaskKey.of(step, task.id())))
                .toList();
        if (open.isEmpty()) {
            throw new DeclinedException(DeclinedException.Reason.NOTHING_TO_SHOW);
        }
        return open;
    }

    /** A task's solution is about to be shown. Points earned before are kept. */
    public void show(String step, Task task) {
        TaskKey key = new TaskKey(step, task.id());
        if (shown.containsKey(key)) {
            return;
        }
        int earns = earned.containsKey(key) ? task.points() : worthOnceShown(task);
        progressWriter.store().shown(progressWriter.lab(), new ShownSolution(step, task.id(), progressWriter.now()));
        shown.put(key, earns);
        progressWriter.tell(new LabEvent.SolutionShown(key, earns));
    }

    /**
     * Completes a step that has only text. Does nothing if it is done.
     *
     * @throws DeclinedException if it has open tasks or questions
     */
    public void goOn(String stepId) throws DeclinedException {
        Step step = openStep(stepId);
        if (lesson.graded() || steps.get(stepId) == StepState.DONE) {
            return;
        }
        if (!step.onlyReads()) {
            throw new DeclinedException(DeclinedException.Reason.STEP_LOCKED);
        }
        after(step).ifPresent(this::enter);
        openNext();
    }

    /**
     * Rewinds, back or forward, to a step that was entered: earlier steps stay done, its own tasks and later ones are
     * open. Answers, predictions, hints, points and evidence are kept.
     *
     * @param again the tasks of this step and later ones that nevertheless count as passed, and when they did
     */
    public void rewind(String stepId, Map<TaskKey, Instant> again) throws DeclinedException {
        checkEntered(stepId);
        Rewind now = new Rewind(rewind.map(Rewind::number).orElse(0) + 1, stepId, progressWriter.now());
        progressWriter.store().rewound(progressWriter.lab(), now);
        again.forEach((key, at) -> progressWriter
                .store()
                .passedSince(progressWriter.lab(), new PassedSince(now.number(), key.step(), key.task(), at)));
        rewind = Optional.of(now);
        tasks.replaceAll((key, state) -> rewound(key) ? passedOrOpen(again.get(key)) : state);
        viewed.removeIf(id -> lesson.step(id).isEmpty() || index(id) > index(stepId));
        earned.keySet().stream().filter(key -> !rewound(key) && !passed(key)).forEach(this::standAsEarned);
        steps.replaceAll((id, state) -> StepState.LOCKED);
        openNext();
        progressWriter.tell(new LabEvent.Rewound());
    }

    private static TaskState passedOrOpen(Instant at) {
        return at == null ? new TaskState.Open() : new TaskState.Passed(at);
    }

    /** The tasks of this step and those after it that are passed, and when they did: what going back there takes. */
    public Map<TaskKey, Instant> passedFrom(String step) {
        Map<TaskKey, Instant> passed = new HashMap<>();
        tasks.forEach((key, state) -> {
            if (index(key.step()) >= index(step)) {
                switch (state) {
                    case TaskState.Passed(Instant at) -> passed.put(key, at);
                    case TaskState.Regressed(Instant at, Diagnosis _) -> passed.put(key, at);
                    case TaskState.Open _, TaskState.Holding _, TaskState.Failed _, TaskState.Inconclusive _ -> {}
                }
            }
        });
        return passed;
    }

    /** Refuses a step that can't be gone back to. */
    public void checkEntered(String stepId) throws DeclinedException {
        if (lesson.graded()) {
            throw new DeclinedException(DeclinedException.Reason.GRADED);
        }
        if (lesson.step(stepId).isEmpty()) {
            throw new DeclinedException(DeclinedException.Reason.UNKNOWN_STEP);
        }
        if (!entered.contains(stepId)) {
            throw new DeclinedException(DeclinedException.Reason.STEP_LOCKED);
        }
    }

    /** Tasks that have ever passed, including those open again. */
    public Set<TaskKey> earned() {
        return earned.keySet();
    }

    /** Whether the task belongs to the step of the rewind, or a later one. */
    private boolean rewound(TaskKey key) {
        return rewind.filter(last -> index(key.step()) >= index(last.step())).isPresent();
    }

    private int index(String step) {
        return lesson.steps().indexOf(lesson.step(step).orElseThrow());
    }

    private void standAsEarned(TaskKey key) {
        tasks.put(key, new TaskState.Passed(earned.get(key)));
    }

    public Map<String, StepState> steps() {
        return steps;
    }

    public Map<TaskKey, TaskState> tasks() {
        return tasks;
    }

    public Map<TaskKey, QuestionState> questions() {
        return questions.all();
    }

    public Map<TaskKey, PredictionState> predictions() {
        return predictions.all();
    }

    public Map<TaskKey, Integer> hints() {
        return hints.shown();
    }

    public Map<TaskKey, Integer> shown() {
        return shown;
    }

    /** State of the hand-in; empty for a lesson that is not graded. */
    public Optional<HandInState> handIn() {
        return lesson.graded() ? Optional.of(handIn) : Optional.empty();
    }

    private Step openStep(String id) throws DeclinedException {
        Step step = lesson.steps().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new DeclinedException(DeclinedException.Reason.UNKNOWN_STEP));
        if (steps.get(id) == StepState.LOCKED) {
            throw new DeclinedException(DeclinedException.Reason.STEP_LOCKED);
        }
        return step;
    }

    /**
     * Closes the step if nothing is left to do in it, and opens the next. If storing fails nothing changes, and a later
     * call tries again.
     *
     * @return whether it did
     */
    public boolean finished(Step step) {
        if (lesson.graded() || steps.get(step.id()) != StepState.OPEN || !complete(step)) {
            return false;
        }
        openNext();
        return true;
    }

    /** Opens the first incomplete step, and closes those before it. */
    private void openNext() {
        List<Step> complete = lesson.steps().stream().takeWhile(this::complete).toList();
        Optional<Step> next = lesson.steps().stream().skip(complete.size()).findFirst();
        Stream.concat(complete.stream(), next.stream())
                .filter(step -> !entered.contains(step.id()))
                .forEach(this::enter);
        complete.stream().filter(step -> steps.get(step.id()) != StepState.DONE).forEach(step -> {
            if (!viewed.contains(step.id())) {
                dropRegressions(step);
            }
            change(step, StepState.DONE);
        });
        next.ifPresent(step -> change(step, StepState.OPEN));
    }

    /** The tasks of a completed step that is no longer shown are no longer judged: a diagnosis would become obsolete. */
    private void dropRegressions(Step step) {
        step.tasks().forEach(task -> {
            TaskKey key = TaskKey.of(step, task.id());
            if (tasks.get(key) instanceof TaskState.Regressed regressed) {
                TaskState passed = new TaskState.Passed(regressed.at());
                tasks.put(key, passed);
                progressWriter.tell(new LabEvent.TaskChanged(key, passed));
            }
        });
    }

    private void enter(Step step) {
        progressWriter.store().entered(progressWriter.lab(), new EnteredStep(step.id(), progressWriter.now()));
        entered.add(step.id());
    }

    private boolean complete(Step step) {
        return leftOut.contains(step)
                || (step.onlyReads()
                        ? after(step).map(Step::id).map(entered::contains).orElse(true)
                        : step.tasks().stream().allMatch(task -> passed(TaskKey.of(step, task.id())))
                                && questions.answered(step));
    }

    private Optional<Step> after(Step step) {
        return lesson.steps().stream().skip(index(step.id()) + 1L).findFirst();
    }

    private void change(Step step, StepState state) {
        steps.put(step.id(), state);
        progressWriter.tell(new LabEvent.StepChanged(step.id(), state));
    }

    public boolean passed(TaskKey key) {
        return tasks.containsKey(key) && done(tasks.get(key));
    }

    private static boolean done(TaskState state) {
        return switch (state) {
            case TaskState.Passed _, TaskState.Regressed _ -> true;
            case TaskState.Open _, TaskState.Holding _, TaskState.Failed _, TaskState.Inconclusive _ -> false;
        };
    }
}
