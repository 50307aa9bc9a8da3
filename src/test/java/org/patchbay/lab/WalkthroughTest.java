package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.check.Quote;
import org.patchbay.check.Verdict;
import org.patchbay.identity.LearnerId;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.When;
import org.patchbay.progress.Beginning;
import org.patchbay.progress.DatabaseKind;
import org.patchbay.progress.LabId;
import org.patchbay.progress.ProgressException;
import org.patchbay.progress.RevealedHint;
import org.patchbay.progress.Stores;
import org.patchbay.progress.TestDatabase;

class WalkthroughTest {
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
                        new Beginning(7, Optional.empty(), Optional.empty()),
                        NOON)
                .id();
    }

    @AfterEach
    void closeStores() {
        pool.dispose();
    }

    @Test
    void stepsOpenInOrderAndOneThatOnlyAsksToBeReadIsDoneWhenTheLearnerGoesOn() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        assertThat(walkthrough.current()).map(Step::id).contains("10-create");
        assertThat(walkthrough.steps()).containsEntry("30-ask", StepState.LOCKED);

        judge(walkthrough, Lessons.PASSED, true);
        assertThat(walkthrough.current()).map(Step::id).contains("20-read");
        assertThat(walkthrough.steps()).containsEntry("30-ask", StepState.LOCKED);

        assertThat(walkthrough(new When.Now()).current()).map(Step::id).contains("20-read");

        walkthrough.goOn("20-read");
        assertThat(walkthrough.current()).map(Step::id).contains("30-ask");
        assertThat(walkthrough(new When.Now()).steps()).isEqualTo(walkthrough.steps());
        assertThat(walkthrough.behind()).extracting(Step::id).containsExactly("10-create", "20-read");
        assertThat(stores.progress().of(lab).steps()).hasSize(3);
    }

    @Test
    void nobodyGoesOnFromAStepThatHasSomethingToDo() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        declined(() -> walkthrough.goOn("10-create"), DeclinedException.Reason.STEP_LOCKED);
        declined(() -> walkthrough.goOn("20-read"), DeclinedException.Reason.STEP_LOCKED);
        pass(walkthrough);
        events.clear();
        walkthrough.goOn("20-read");
        assertThat(events).isEmpty();
    }

    @Test
    void everythingIsThereAgainAfterARestart() throws DeclinedException {
        Walkthrough before = walkthrough(new When.Now());
        before.predict("10-create", "state", "up");
        pass(before);
        before.answer("30-ask", "where", "wire");
        before.hint("30-ask", "where");
        events.clear();

        Walkthrough after = walkthrough(new When.Now());

        assertThat(after.steps()).isEqualTo(before.steps());
        assertThat(after.tasks()).isEqualTo(before.tasks());
        assertThat(after.questions()).isEqualTo(before.questions());
        assertThat(after.predictions()).isEqualTo(before.predictions());
        assertThat(after.hints()).isEqualTo(before.hints()).containsEntry(WHERE, 1);
    }

    @Test
    void whatTheLessonNoLongerHasIsLeftAlone() {
        stores.progress().revealed(lab, new RevealedHint("10-create", "gone", 1, NOON));
        assertThat(walkthrough(new When.Now()).hints()).isEmpty();
    }

    @Test
    void aFailureIsShownOnlyWhenItIsNews() {
        Walkthrough walkthrough = walkthrough(new When.Now());
        judge(walkthrough, Lessons.failed("veth0", "link.missing"), false);
        assertThat(walkthrough.tasks().get(PAIR)).isInstanceOf(TaskState.Open.class);
        judge(walkthrough, Lessons.failed("veth0", "link.missing"), true);
        assertThat(walkthrough.tasks().get(PAIR)).isInstanceOf(TaskState.Failed.class);
    }

    @Test
    void aFailureIsNoNewsBeforeItsStepWasOpened() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(Lessons.twoTasks(), Optional.empty());
        assertThat(walkthrough.view("10-create")).isTrue();
        assertThat(walkthrough.view("10-create")).isFalse();
        assertThat(walkthrough.view("20-again")).as("it is locked").isFalse();
        assertThat(walkthrough.view("99-gone")).isFalse();
        pass(walkthrough);

        TaskKey again = new TaskKey("20-again", "pair");
        Step step = walkthrough.current().orElseThrow();
        Task task = step.tasks().getFirst();
        walkthrough.judged(step, task, Lessons.failed("veth0", "link.missing"), true);
        assertThat(walkthrough.tasks().get(again)).isInstanceOf(TaskState.Open.class);
        assertThat(walkthrough.view("20-again")).isTrue();
        walkthrough.judged(step, task, Lessons.failed("veth0", "link.missing"), true);
        assertThat(walkthrough.tasks().get(again)).isInstanceOf(TaskState.Failed.class);

        walkthrough.rewind("10-create");
        pass(walkthrough);
        walkthrough.judged(step, task, Lessons.failed("veth0", "link.missing"), true);
        assertThat(walkthrough.tasks().get(again)).isInstanceOf(TaskState.Open.class);
    }

    @Test
    void whatHasPassedMayRegressButStaysDone() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        pass(walkthrough);
        judge(walkthrough, Lessons.failed("veth0", "link.missing"), true);
        assertThat(walkthrough.tasks().get(PAIR)).isInstanceOf(TaskState.Regressed.class);
        assertThat(walkthrough.steps()).containsEntry("10-create", StepState.DONE);
        judge(walkthrough, Lessons.PASSED, true);
        assertThat(walkthrough.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
    }

    @Test
    void whatHadToHoldOnceNeverRegresses() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Ever());
        pass(walkthrough);
        judge(walkthrough, Lessons.failed("veth0", "link.missing"), true);
        assertThat(walkthrough.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
    }

    @Test
    void aPredictionIsMadeOnceAndBeforeItsExperiment() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        walkthrough.predict("10-create", "state", "up");
        declined(() -> walkthrough.predict("10-create", "state", "down"), DeclinedException.Reason.ALREADY_PREDICTED);
        pass(walkthrough);
        assertThat(walkthrough.predictions())
                .containsEntry(STATE, new PredictionState(Optional.of("up"), true, List.of()));
        declined(() -> walkthrough.predict("10-create", "state", "down"), DeclinedException.Reason.ALREADY_PREDICTED);
    }

    /** What was predicted is compared with what the learner's own machine showed, also at the next server. */
    @Test
    void aPredictionIsToldWithWhatTheExperimentShowed() throws DeclinedException {
        List<Quote> seen = List.of(new Quote("ip -br link", "veth0@veth1 DOWN"));
        Walkthrough walkthrough = walkthrough(new When.Now());
        walkthrough.predict("10-create", "state", "up");
        judge(walkthrough, Lessons.failed("veth0", "link.missing"), true);
        assertThat(walkthrough.predictions().get(STATE).revealed()).isFalse();
        judge(walkthrough, new Verdict.Passed(seen), true);

        PredictionState told = new PredictionState(Optional.of("up"), true, seen);
        assertThat(events).contains(new LabEvent.PredictionChanged(STATE, told));
        assertThat(walkthrough(new When.Now()).predictions()).containsEntry(STATE, told);
    }

    @Test
    void aQuestionIsSettledByItsAnswerOrItsLastAttempt() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        declined(() -> walkthrough.answer("30-ask", "where", "wire"), DeclinedException.Reason.STEP_LOCKED);
        pass(walkthrough);
        declined(() -> walkthrough.answer("30-ask", "where", "moon"), DeclinedException.Reason.UNKNOWN_CHOICE);
        walkthrough.answer("30-ask", "where", "wire");
        assertThat(walkthrough.current()).isPresent();
        walkthrough.answer("30-ask", "where", "wire");
        assertThat(walkthrough.current()).isEmpty();
        declined(() -> walkthrough.answer("30-ask", "where", "stack"), DeclinedException.Reason.QUESTION_SETTLED);
    }

    @Test
    void aQuestionHasHintsAndNoMoreThanItHas() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        pass(walkthrough);
        walkthrough.hint("30-ask", "where");
        declined(() -> walkthrough.hint("30-ask", "where"), DeclinedException.Reason.NO_MORE_HINTS);
        declined(() -> walkthrough.hint("30-ask", "gone"), DeclinedException.Reason.UNKNOWN_TASK);
        declined(() -> walkthrough.hint("99-gone", "where"), DeclinedException.Reason.UNKNOWN_STEP);
    }

    @Test
    void whatCantBeStoredIsNeitherToldNorLost() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        events.clear();
        execute("alter table entered_step rename to elsewhere");
        assertThatThrownBy(() -> pass(walkthrough)).isInstanceOf(ProgressException.class);
        assertThat(events).noneMatch(LabEvent.StepChanged.class::isInstance);
        execute("alter table elsewhere rename to entered_step");

        pass(walkthrough);

        assertThat(walkthrough.current()).map(Step::id).contains("30-ask");
    }

    @Test
    void whereAnAuthorBeganElsewhereTheStepsBeforeCountAsDoneAndEarnNothing() {
        Walkthrough walkthrough = walkthrough(new When.Now(), Optional.of("30-ask"));
        assertThat(walkthrough.current()).map(Step::id).contains("30-ask");
        assertThat(walkthrough.behind()).map(Step::id).containsExactly("10-create", "20-read");
        assertThat(stores.progress().of(lab).tasks()).isEmpty();
        assertThat(walkthrough.tasks().values()).allMatch(TaskState.Open.class::isInstance);

        assertThat(walkthrough(new When.Now(), Optional.of("gone")).current())
                .map(Step::id)
                .contains("10-create");
    }

    @Test
    void of_a_case_nothing_is_told_before_its_question_is_answered() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(Lessons.clinic(), Optional.empty());
        events.clear();

        judge(walkthrough, Lessons.failed("veth0", "link.missing"), true);
        pass(walkthrough);
        assertThat(events).isEmpty();
        assertThat(walkthrough.tasks().get(PAIR)).isEqualTo(new TaskState.Open());

        walkthrough.answer("10-create", "what", "route");
        judge(walkthrough, Lessons.failed("veth0", "link.missing"), true);
        assertThat(walkthrough.tasks().get(PAIR)).isInstanceOf(TaskState.Failed.class);
        pass(walkthrough);
        assertThat(walkthrough.tasks().get(PAIR)).isInstanceOf(TaskState.Passed.class);
        assertThat(walkthrough.steps()).containsEntry("10-create", StepState.DONE);
    }

    @Test
    void whoGoesBackHasItToDoAgainAndKeepsWhatWasEarned() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        pass(walkthrough);
        walkthrough.answer("30-ask", "where", "wire");
        events.clear();

        walkthrough.rewind("10-create");

        assertThat(walkthrough.current()).map(Step::id).contains("10-create");
        assertThat(walkthrough.behind()).isEmpty();
        assertThat(walkthrough.steps()).containsEntry("30-ask", StepState.LOCKED);
        assertThat(walkthrough.tasks()).containsEntry(PAIR, new TaskState.Open());
        assertThat(walkthrough.earned()).containsExactly(PAIR);
        assertThat(walkthrough.questions().get(WHERE).chosen()).contains("wire");
        assertThat(events.getLast()).isEqualTo(new LabEvent.Rewound());
        assertThat(stores.progress().of(lab).tasks()).hasSize(1);

        Walkthrough restarted = walkthrough(new When.Now());
        assertThat(restarted.steps()).isEqualTo(walkthrough.steps());
        assertThat(restarted.tasks()).isEqualTo(walkthrough.tasks());
        assertThat(restarted.earned()).isEqualTo(walkthrough.earned());
        assertThat(restarted.predictions()).isEqualTo(walkthrough.predictions());

        pass(restarted);
        assertThat(restarted.current()).map(Step::id).contains("30-ask");
        assertThat(stores.progress().of(lab).tasks()).hasSize(1);
        Walkthrough later = walkthrough(new When.Now());
        assertThat(later.steps()).isEqualTo(restarted.steps());
        assertThat(later.tasks()).isEqualTo(restarted.tasks());
    }

    @Test
    void whoWentBackByMistakeGoesForwardAgain() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        pass(walkthrough);
        walkthrough.rewind("10-create");
        walkthrough.rewind("30-ask");
        assertThat(walkthrough.current()).map(Step::id).contains("30-ask");
        assertThat(walkthrough.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
        assertThat(walkthrough(new When.Now()).steps()).isEqualTo(walkthrough.steps());
    }

    @Test
    void onlyStepsThatWereEnteredAreGoneBackTo() {
        Walkthrough walkthrough = walkthrough(new When.Now());
        declined(() -> walkthrough.rewind("30-ask"), DeclinedException.Reason.STEP_LOCKED);
        declined(() -> walkthrough.rewind("99-gone"), DeclinedException.Reason.UNKNOWN_STEP);
        assertThat(stores.progress().of(lab).rewinds()).isEmpty();
    }

    @Test
    void aRewindThatCantBeStoredChangesNothing() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        pass(walkthrough);
        execute("alter table rewound rename to elsewhere");
        assertThatThrownBy(() -> walkthrough.rewind("10-create")).isInstanceOf(ProgressException.class);
        assertThat(walkthrough.current()).map(Step::id).contains("30-ask");
        assertThat(walkthrough.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
    }

    @Test
    void whoGoesBackToAStepOfQuestionsKeepsTheAnswersAndGoesOn() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        pass(walkthrough);
        walkthrough.answer("30-ask", "where", "wire");
        walkthrough.answer("30-ask", "where", "stack");

        walkthrough.rewind("30-ask");

        assertThat(walkthrough.questions().get(WHERE).correct()).isTrue();
        assertThat(walkthrough.steps()).containsEntry("30-ask", StepState.DONE);
        assertThat(walkthrough.current()).isEmpty();
    }

    @Test
    void whatWasShownPassesLikeAnythingElseAndEarnsNothing() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        Task pair = walkthrough.toShow("10-create").getFirst();
        walkthrough.show("10-create", pair);
        walkthrough.show("10-create", pair);
        pass(walkthrough);

        assertThat(walkthrough.tasks()).containsEntry(PAIR, new TaskState.Passed(NOON));
        assertThat(events)
                .filteredOn(LabEvent.SolutionShown.class::isInstance)
                .containsExactly(new LabEvent.SolutionShown(PAIR, 0));
        assertThat(stores.progress().of(lab).shown()).hasSize(1);
        assertThat(stores.progress().of(lab).tasks().getFirst().points()).isZero();
        assertThat(walkthrough.shown()).containsEntry(PAIR, 0);
        assertThat(walkthrough(new When.Now()).shown()).isEqualTo(walkthrough.shown());
    }

    @Test
    void whatWasEarnedBeforeItWasShownStaysEarned() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        pass(walkthrough);
        walkthrough.rewind("10-create");
        walkthrough.show("10-create", walkthrough.toShow("10-create").getFirst());

        assertThat(walkthrough.shown()).containsEntry(PAIR, 3);
        assertThat(walkthrough(new When.Now()).shown()).containsEntry(PAIR, 3);
    }

    @Test
    void whereTheLessonSaysSoAShownTaskEarnsItsPoints() throws DeclinedException {
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
        Walkthrough walkthrough = walkthrough(generous, Optional.empty());
        walkthrough.show("10-create", walkthrough.toShow("10-create").getFirst());
        pass(walkthrough);
        assertThat(walkthrough.shown()).containsEntry(PAIR, 3);
        assertThat(stores.progress().of(lab).tasks().getFirst().points()).isEqualTo(3);
    }

    @Test
    void onlyWhatIsStillToBeDoneIsShown() throws DeclinedException {
        Walkthrough walkthrough = walkthrough(new When.Now());
        declined(() -> walkthrough.toShow("99-gone"), DeclinedException.Reason.UNKNOWN_STEP);
        declined(() -> walkthrough.toShow("30-ask"), DeclinedException.Reason.STEP_LOCKED);
        pass(walkthrough);
        declined(() -> walkthrough.toShow("10-create"), DeclinedException.Reason.NOTHING_TO_SHOW);
        declined(() -> walkthrough.toShow("30-ask"), DeclinedException.Reason.NOTHING_TO_SHOW);
    }

    @Test
    void nothingIsShownThatWouldAnswerAQuestion() throws DeclinedException {
        Walkthrough clinic = walkthrough(Lessons.clinic(), Optional.empty());
        declined(() -> clinic.toShow("10-create"), DeclinedException.Reason.ANSWER_FIRST);
        clinic.answer("10-create", "what", "route");
        assertThat(clinic.toShow("10-create")).hasSize(1);
    }

    private Walkthrough walkthrough(When when) {
        return walkthrough(when, Optional.empty());
    }

    private Walkthrough walkthrough(When when, Optional<String> start) {
        return walkthrough(Lessons.small(when), start);
    }

    private Walkthrough walkthrough(BoundLesson lesson, Optional<String> start) {
        return new Walkthrough(
                lesson, start, Optional.empty(), new Ledger(lab, stores.progress(), () -> NOON, events::add));
    }

    /** Passes the first step's task, and reads the second. */
    private static void pass(Walkthrough walkthrough) throws DeclinedException {
        judge(walkthrough, Lessons.PASSED, true);
        if (walkthrough.steps().get("20-read") == StepState.OPEN) {
            walkthrough.goOn("20-read");
        }
    }

    private static void judge(Walkthrough walkthrough, Verdict verdict, boolean shown) {
        Step step = walkthrough
                .current()
                .filter(now -> now.id().equals("10-create"))
                .orElseGet(walkthrough.behind()::getFirst);
        walkthrough.judged(step, step.tasks().getFirst(), verdict, shown);
        walkthrough.finished(step);
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
