package org.patchbay.lab.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.identity.LearnerId;
import org.patchbay.lab.Lessons;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.PredictionState;
import org.patchbay.lab.event.StepState;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.event.TaskState;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.When;
import org.patchbay.progress.DatabaseKind;
import org.patchbay.progress.LabId;
import org.patchbay.progress.NewLab;
import org.patchbay.progress.ProgressException;
import org.patchbay.progress.RevealedHint;
import org.patchbay.progress.Stores;
import org.patchbay.progress.TestDatabase;

class LessonProgressTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final TaskKey PAIR = new TaskKey("10-create", "pair");
    private static final TaskKey STATE = new TaskKey("10-create", "state");
    private static final TaskKey WHERE = new TaskKey("30-ask", "where");

    @TempDir
    Path folder;

    private final List<LabEvent> events = new ArrayList<>();
    private JdbcConnectionPool pool;
    private Stores stores;
    private LabId lab;

    @BeforeEach
    void openStores() {
        pool = TestDatabase.h2(folder);
        stores = Stores.over(pool, DatabaseKind.H2);
        SecureRandom random = new SecureRandom();
        lab = stores.labs()
                .open(
                        LearnerId.random(random),
                        "small",
                        LabId.random(random),
                        new NewLab(7, Optional.empty(), Optional.empty()),
                        NOON)
                .id();
    }

    @AfterEach
    void closeStores() {
        pool.dispose();
    }

    @Test
    void stepsOpenInOrderAndOneWithOnlyTextIsDoneWhenTheLearnerContinues() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        assertThat(lessonProgress.current()).map(Step::id).contains("10-create");
        assertThat(lessonProgress.steps()).containsEntry("30-ask", StepState.LOCKED);

        judge(lessonProgress, Lessons.PASSED, true);
        assertThat(lessonProgress.current()).map(Step::id).contains("20-read");
        assertThat(lessonProgress.steps()).containsEntry("30-ask", StepState.LOCKED);

        assertThat(walkthrough(new When.Now()).current()).map(Step::id).contains("20-read");

        lessonProgress.goOn("20-read");
        assertThat(lessonProgress.current()).map(Step::id).contains("30-ask");
        assertThat(walkthrough(new When.Now()).steps()).isEqualTo(lessonProgress.steps());
        assertThat(lessonProgress.behind()).extracting(Step::id).containsExactly("10-create", "20-read");
        assertThat(stores.progress().of(lab).steps()).hasSize(3);
    }

    @Test
    void aStepWithOpenTasksCannotBeSkipped() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        declined(() -> lessonProgress.goOn("10-create"), DeclinedException.Reason.STEP_LOCKED);
        declined(() -> lessonProgress.goOn("20-read"), DeclinedException.Reason.STEP_LOCKED);
        pass(lessonProgress);
        events.clear();
        lessonProgress.goOn("20-read");
        assertThat(events).isEmpty();
    }

    @Test
    void everythingIsThereAgainAfterARestart() throws DeclinedException {
        LessonProgress before = walkthrough(new When.Now());
        before.predict("10-create", "state", "up");
        pass(before);
        before.answer("30-ask", "where", "wire");
        before.hint("30-ask", "where");
        events.clear();

        LessonProgress after = walkthrough(new When.Now());

        assertThat(after.steps()).isEqualTo(before.steps());
        assertThat(after.tasks()).isEqualTo(before.tasks());
        assertThat(after.questions()).isEqualTo(before.questions());
        assertThat(after.predictions()).isEqualTo(before.predictions());
        assertThat(after.hints()).isEqualTo(before.hints()).containsEntry(WHERE, 1);
    }

    @Test
    void progressOfRemovedItemsIsIgnored() {
        stores.progress().revealed(lab, new RevealedHint("10-create", "gone", 1, NOON));
        assertThat(walkthrough(new When.Now()).hints()).isEmpty();
    }

    @Test
    void aFailureIsShownOnlyAfterAnAttempt() {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        judge(lessonProgress, Lessons.failed("veth0", "link.missing"), false);
        assertThat(lessonProgress.tasks().get(PAIR)).isInstanceOf(TaskState.Open.class);
        judge(lessonProgress, Lessons.failed("veth0", "link.missing"), true);
        assertThat(lessonProgress.tasks().get(PAIR)).isInstanceOf(TaskState.Failed.class);
    }

    @Test
    void aFailureIsNotShownBeforeItsStepWasOpened() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(Lessons.twoTasks(), Optional.empty());
        assertThat(lessonProgress.view("10-create")).isTrue();
        assertThat(lessonProgress.view("10-create")).isFalse();
        assertThat(lessonProgress.view("20-again")).as("it is locked").isFalse();
        assertThat(lessonProgress.view("99-gone")).isFalse();
        pass(lessonProgress);

        TaskKey again = new TaskKey("20-again", "pair");
        Step step = lessonProgress.current().orElseThrow();
        Task task = step.tasks().getFirst();
        lessonProgress.judged(step, task, Lessons.failed("veth0", "link.missing"), true);
        assertThat(lessonProgress.tasks().get(again)).isInstanceOf(TaskState.Open.class);
        assertThat(lessonProgress.view("20-again")).isTrue();
        lessonProgress.judged(step, task, Lessons.failed("veth0", "link.missing"), true);
        assertThat(lessonProgress.tasks().get(again)).isInstanceOf(TaskState.Failed.class);

        lessonProgress.rewind("10-create", Map.of());
        pass(lessonProgress);
        lessonProgress.judged(step, task, Lessons.failed("veth0", "link.missing"), true);
        assertThat(lessonProgress.tasks().get(again)).isInstanceOf(TaskState.Open.class);
    }

    @Test
    void aPassedTaskMayRegressButStaysDone() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(Lessons.twoInTheFirst(), Optional.empty());
        pass(lessonProgress);
        judge(lessonProgress, Lessons.failed("veth0", "link.missing"), true);
        assertThat(lessonProgress.tasks().get(PAIR)).isInstanceOf(TaskState.Regressed.class);
        assertThat(lessonProgress.passed(PAIR)).isTrue();
        judge(lessonProgress, Lessons.PASSED, true);
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
    }

    @Test
    void aFailedTaskThatOnlyLacksACommandIsOpenAgain() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        Verdict notRun = Lessons.failed("ip", "tool.not-run");
        judge(lessonProgress, Lessons.failed("FORWARD", "rule.policy"), true);
        judge(lessonProgress, notRun, false);
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Open());
        judge(lessonProgress, notRun, true);
        assertThat(lessonProgress.tasks().get(PAIR)).isInstanceOf(TaskState.Failed.class);
    }

    @Test
    void aCompletedStepThatNoPageShowsKeepsNoDiagnosis() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(Lessons.twoInTheFirst(), Optional.empty());
        Step step = lessonProgress.current().orElseThrow();
        Verdict down = Lessons.failed("veth1", "link.down");
        pass(lessonProgress);
        judge(lessonProgress, down, true);
        lessonProgress.judged(step, step.tasks().getLast(), Lessons.PASSED, true);
        lessonProgress.finished(step);
        assertThat(lessonProgress.steps()).containsEntry("10-create", StepState.DONE);
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
        assertThat(events).contains(new LabEvent.TaskChanged(PAIR, new TaskState.Passed(NOON)));
        judge(lessonProgress, down, true);
        assertThat(lessonProgress.tasks())
                .as("after a look that was under way")
                .containsEntry(PAIR, new TaskState.Passed(NOON));
    }

    @Test
    void aRegressionStaysWhileItsCompletedStepIsShown() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(Lessons.twoInTheFirst(), Optional.empty());
        Verdict down = Lessons.failed("veth1", "link.down");
        Step step = regressThenComplete(lessonProgress, down);
        assertThat(lessonProgress.tasks().get(PAIR)).isInstanceOf(TaskState.Regressed.class);
        assertThat(lessonProgress.current()).map(Step::id).contains("20-again");
        assertThat(lessonProgress.judgedStep()).as("is still judged").contains(step);
        judge(lessonProgress, Lessons.PASSED, true);
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
        assertThat(lessonProgress.judgedStep()).isEqualTo(lessonProgress.current());
    }

    @Test
    void aRegressionGoesWhenThePageShowsAnotherStep() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(Lessons.twoInTheFirst(), Optional.empty());
        regressThenComplete(lessonProgress, Lessons.failed("veth1", "link.down"));
        assertThat(lessonProgress.view("20-again")).isTrue();
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
        assertThat(events).contains(new LabEvent.TaskChanged(PAIR, new TaskState.Passed(NOON)));
        assertThat(lessonProgress.judgedStep()).map(Step::id).contains("20-again");
    }

    private static Step regressThenComplete(LessonProgress lessonProgress, Verdict down) throws DeclinedException {
        Step step = lessonProgress.current().orElseThrow();
        lessonProgress.view(step.id());
        pass(lessonProgress);
        judge(lessonProgress, down, true);
        lessonProgress.judged(step, step.tasks().getLast(), Lessons.PASSED, true);
        assertThat(lessonProgress.finished(step)).isTrue();
        return step;
    }

    @Test
    void anEverTaskNeverRegresses() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Ever());
        pass(lessonProgress);
        judge(lessonProgress, Lessons.failed("veth0", "link.missing"), true);
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
    }

    @Test
    void aPredictionIsMadeOnceAndBeforeItsExperiment() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        lessonProgress.predict("10-create", "state", "up");
        declined(
                () -> lessonProgress.predict("10-create", "state", "down"), DeclinedException.Reason.ALREADY_PREDICTED);
        pass(lessonProgress);
        assertThat(lessonProgress.predictions())
                .containsEntry(STATE, new PredictionState(Optional.of("up"), true, List.of()));
        declined(
                () -> lessonProgress.predict("10-create", "state", "down"), DeclinedException.Reason.ALREADY_PREDICTED);
    }

    /** A prediction is compared with the learner's own evidence, also at the next server. */
    @Test
    void aPredictionIsShownWithTheExperimentsEvidence() throws DeclinedException {
        List<Quote> seen = List.of(new Quote("ip -br link", "veth0@veth1 DOWN"));
        LessonProgress lessonProgress = walkthrough(new When.Now());
        lessonProgress.predict("10-create", "state", "up");
        judge(lessonProgress, Lessons.failed("veth0", "link.missing"), true);
        assertThat(lessonProgress.predictions().get(STATE).revealed()).isFalse();
        judge(lessonProgress, new Verdict.Passed(seen), true);

        PredictionState told = new PredictionState(Optional.of("up"), true, seen);
        assertThat(events).contains(new LabEvent.PredictionChanged(STATE, told));
        assertThat(walkthrough(new When.Now()).predictions()).containsEntry(STATE, told);
    }

    @Test
    void aQuestionIsSettledByItsAnswerOrItsLastAttempt() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        declined(() -> lessonProgress.answer("30-ask", "where", "wire"), DeclinedException.Reason.STEP_LOCKED);
        pass(lessonProgress);
        declined(() -> lessonProgress.answer("30-ask", "where", "moon"), DeclinedException.Reason.UNKNOWN_CHOICE);
        lessonProgress.answer("30-ask", "where", "wire");
        assertThat(lessonProgress.current()).isPresent();
        lessonProgress.answer("30-ask", "where", "wire");
        assertThat(lessonProgress.current()).isEmpty();
        declined(() -> lessonProgress.answer("30-ask", "where", "stack"), DeclinedException.Reason.QUESTION_SETTLED);
    }

    @Test
    void aQuestionsHintsAreLimited() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        pass(lessonProgress);
        lessonProgress.hint("30-ask", "where");
        declined(() -> lessonProgress.hint("30-ask", "where"), DeclinedException.Reason.NO_MORE_HINTS);
        declined(() -> lessonProgress.hint("30-ask", "gone"), DeclinedException.Reason.UNKNOWN_TASK);
        declined(() -> lessonProgress.hint("99-gone", "where"), DeclinedException.Reason.UNKNOWN_STEP);
    }

    @Test
    void aFailedWriteIsNeitherPublishedNorLost() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        events.clear();
        execute("alter table entered_step rename to elsewhere");
        assertThatThrownBy(() -> pass(lessonProgress)).isInstanceOf(ProgressException.class);
        assertThat(events).noneMatch(LabEvent.StepChanged.class::isInstance);
        execute("alter table elsewhere rename to entered_step");

        pass(lessonProgress);

        assertThat(lessonProgress.current()).map(Step::id).contains("30-ask");
    }

    @Test
    void stepsBeforeAnAuthorsStartCountAsDoneWithoutPoints() {
        LessonProgress lessonProgress = walkthrough(new When.Now(), Optional.of("30-ask"));
        assertThat(lessonProgress.current()).map(Step::id).contains("30-ask");
        assertThat(lessonProgress.behind()).map(Step::id).containsExactly("10-create", "20-read");
        assertThat(stores.progress().of(lab).tasks()).isEmpty();
        assertThat(lessonProgress.tasks().values()).allMatch(TaskState.Open.class::isInstance);

        assertThat(walkthrough(new When.Now(), Optional.of("gone")).current())
                .map(Step::id)
                .contains("10-create");
    }

    @Test
    void a_case_shows_nothing_before_its_question_is_answered() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(Lessons.clinic(), Optional.empty());
        events.clear();

        judge(lessonProgress, Lessons.failed("veth0", "link.missing"), true);
        pass(lessonProgress);
        assertThat(events).isEmpty();
        assertThat(lessonProgress.tasks().get(PAIR)).isEqualTo(new TaskState.Open());

        lessonProgress.answer("10-create", "what", "route");
        judge(lessonProgress, Lessons.failed("veth0", "link.missing"), true);
        assertThat(lessonProgress.tasks().get(PAIR)).isInstanceOf(TaskState.Failed.class);
        pass(lessonProgress);
        assertThat(lessonProgress.tasks().get(PAIR)).isInstanceOf(TaskState.Passed.class);
        assertThat(lessonProgress.steps()).containsEntry("10-create", StepState.DONE);
    }

    @Test
    void aRewindReopensTasksAndKeepsPoints() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        pass(lessonProgress);
        lessonProgress.answer("30-ask", "where", "wire");
        events.clear();

        lessonProgress.rewind("10-create", Map.of());

        assertThat(lessonProgress.current()).map(Step::id).contains("10-create");
        assertThat(lessonProgress.behind()).isEmpty();
        assertThat(lessonProgress.steps()).containsEntry("30-ask", StepState.LOCKED);
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Open());
        assertThat(lessonProgress.earned()).containsExactly(PAIR);
        assertThat(lessonProgress.questions().get(WHERE).chosen()).contains("wire");
        assertThat(events.getLast()).isEqualTo(new LabEvent.Rewound());
        assertThat(stores.progress().of(lab).tasks()).hasSize(1);

        LessonProgress restarted = walkthrough(new When.Now());
        assertThat(restarted.steps()).isEqualTo(lessonProgress.steps());
        assertThat(restarted.tasks()).isEqualTo(lessonProgress.tasks());
        assertThat(restarted.earned()).isEqualTo(lessonProgress.earned());
        assertThat(restarted.predictions()).isEqualTo(lessonProgress.predictions());

        pass(restarted);
        assertThat(restarted.current()).map(Step::id).contains("30-ask");
        assertThat(stores.progress().of(lab).tasks()).hasSize(1);
        LessonProgress later = walkthrough(new When.Now());
        assertThat(later.steps()).isEqualTo(restarted.steps());
        assertThat(later.tasks()).isEqualTo(restarted.tasks());
    }

    @Test
    void aMistakenRewindCanBeUndone() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        pass(lessonProgress);
        lessonProgress.rewind("10-create", Map.of());
        lessonProgress.rewind("30-ask", Map.of());
        assertThat(lessonProgress.current()).map(Step::id).contains("30-ask");
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
        assertThat(walkthrough(new When.Now()).steps()).isEqualTo(lessonProgress.steps());
    }

    @Test
    void aRewindCanBeUndone() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        pass(lessonProgress);
        var steps = Map.copyOf(lessonProgress.steps());
        Map<TaskKey, Instant> passed = lessonProgress.passedFrom("10-create");
        assertThat(passed).containsExactly(Map.entry(PAIR, NOON));
        assertThat(lessonProgress.passedFrom("30-ask")).isEmpty();

        lessonProgress.rewind("10-create", Map.of());
        assertThat(lessonProgress.passedFrom("10-create")).isEmpty();
        lessonProgress.rewind("10-create", passed);
        assertThat(lessonProgress.steps()).isEqualTo(steps);
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
        assertThat(walkthrough(new When.Now()).steps()).isEqualTo(steps);
        assertThat(walkthrough(new When.Now()).tasks()).isEqualTo(lessonProgress.tasks());
    }

    @Test
    void onlyEnteredStepsCanBeRewoundTo() {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        declined(() -> lessonProgress.rewind("30-ask", Map.of()), DeclinedException.Reason.STEP_LOCKED);
        declined(() -> lessonProgress.rewind("99-gone", Map.of()), DeclinedException.Reason.UNKNOWN_STEP);
        assertThat(stores.progress().of(lab).rewinds()).isEmpty();
    }

    @Test
    void aRewindThatCantBeStoredChangesNothing() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        pass(lessonProgress);
        execute("alter table rewound rename to elsewhere");
        assertThatThrownBy(() -> lessonProgress.rewind("10-create", Map.of())).isInstanceOf(ProgressException.class);
        assertThat(lessonProgress.current()).map(Step::id).contains("30-ask");
        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
    }

    @Test
    void aRewindToAStepOfQuestionsKeepsTheAnswers() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        pass(lessonProgress);
        lessonProgress.answer("30-ask", "where", "wire");
        lessonProgress.answer("30-ask", "where", "stack");

        lessonProgress.rewind("30-ask", Map.of());

        assertThat(lessonProgress.questions().get(WHERE).correct()).isTrue();
        assertThat(lessonProgress.steps()).containsEntry("30-ask", StepState.DONE);
        assertThat(lessonProgress.current()).isEmpty();
    }

    @Test
    void aShownTaskPassesButEarnsNothing() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        Task pair = lessonProgress.toShow("10-create").getFirst();
        lessonProgress.show("10-create", pair);
        lessonProgress.show("10-create", pair);
        pass(lessonProgress);

        assertThat(lessonProgress.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
        assertThat(events)
                .filteredOn(LabEvent.SolutionShown.class::isInstance)
                .containsExactly(new LabEvent.SolutionShown(PAIR, 0));
        assertThat(stores.progress().of(lab).shown()).hasSize(1);
        assertThat(stores.progress().of(lab).tasks().getFirst().points()).isZero();
        assertThat(lessonProgress.shown()).containsEntry(PAIR, 0);
        assertThat(walkthrough(new When.Now()).shown()).isEqualTo(lessonProgress.shown());
    }

    @Test
    void pointsEarnedBeforeTheSolutionWasShownAreKept() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        pass(lessonProgress);
        lessonProgress.rewind("10-create", Map.of());
        lessonProgress.show("10-create", lessonProgress.toShow("10-create").getFirst());

        assertThat(lessonProgress.shown()).containsEntry(PAIR, 3);
        assertThat(walkthrough(new When.Now()).shown()).containsEntry(PAIR, 3);
    }

    @Test
    void aShownTaskEarnsItsPointsIfTheLessonAllowsIt() throws DeclinedException {
        BoundLesson small = Lessons.small(new When.Now());
        BoundLesson generous = new BoundLesson(
                small.id(),
                small.title(),
                small.summary(),
                small.minutes(),
                small.profile(),
                false,
                true,
                small.seed(),
                small.parameters(),
                small.setup(),
                small.steps());
        LessonProgress lessonProgress = walkthrough(generous, Optional.empty());
        lessonProgress.show("10-create", lessonProgress.toShow("10-create").getFirst());
        pass(lessonProgress);
        assertThat(lessonProgress.shown()).containsEntry(PAIR, 3);
        assertThat(stores.progress().of(lab).tasks().getFirst().points()).isEqualTo(3);
    }

    @Test
    void onlyOpenTasksAreShown() throws DeclinedException {
        LessonProgress lessonProgress = walkthrough(new When.Now());
        declined(() -> lessonProgress.toShow("99-gone"), DeclinedException.Reason.UNKNOWN_STEP);
        declined(() -> lessonProgress.toShow("30-ask"), DeclinedException.Reason.STEP_LOCKED);
        pass(lessonProgress);
        declined(() -> lessonProgress.toShow("10-create"), DeclinedException.Reason.NOTHING_TO_SHOW);
        declined(() -> lessonProgress.toShow("30-ask"), DeclinedException.Reason.NOTHING_TO_SHOW);
    }

    @Test
    void nothingIsShownThatWouldAnswerAQuestion() throws DeclinedException {
        LessonProgress clinic = walkthrough(Lessons.clinic(), Optional.empty());
        declined(() -> clinic.toShow("10-create"), DeclinedException.Reason.ANSWER_FIRST);
        clinic.answer("10-create", "what", "route");
        assertThat(clinic.toShow("10-create")).hasSize(1);
    }

    private LessonProgress walkthrough(When when) {
        return walkthrough(when, Optional.empty());
    }

    private LessonProgress walkthrough(When when, Optional<String> start) {
        return walkthrough(Lessons.small(when), start);
    }

    private LessonProgress walkthrough(BoundLesson lesson, Optional<String> start) {
        return new LessonProgress(
                lesson, start, Optional.empty(), new ProgressWriter(lab, stores.progress(), () -> NOON, events::add));
    }

    /** Passes the first step's task, and reads the second. */
    private static void pass(LessonProgress lessonProgress) throws DeclinedException {
        judge(lessonProgress, Lessons.PASSED, true);
        if (lessonProgress.steps().get("20-read") == StepState.OPEN) {
            lessonProgress.goOn("20-read");
        }
    }

    private static void judge(LessonProgress lessonProgress, Verdict verdict, boolean shown) {
        Step step = lessonProgress
                .current()
                .filter(now -> now.id().equals("10-create"))
                .orElseGet(lessonProgress.behind()::getFirst);
        lessonProgress.judged(step, step.tasks().getFirst(), verdict, shown);
        lessonProgress.finished(step);
    }

    private void execute(String sql) {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void declined(ThrowingCallable asked, DeclinedException.Reason reason) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        DeclinedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
