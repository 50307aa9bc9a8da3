package org.patchbay.progress;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.patchbay.identity.LearnerId;

/**
 * Stores progress. Nothing is ever removed or overwritten: the first write of a key wins, which the returned boolean
 * reports. Methods block on the database and throw {@link ProgressException} if it fails or the lab does not exist;
 * what they stored is durable when they return. Safe for use by several threads and servers.
 */
public final class ProgressStore {
    private static final String NEWEST = """
            select lab.id from lab where lab.learner = :learner and lab.ended is null
            order by greatest(
                lab.created,
                coalesce((select max(s.entered) from entered_step s where s.lab = lab.id), lab.created),
                coalesce((select max(t.passed) from passed_task t where t.lab = lab.id), lab.created),
                coalesce((select max(a.given) from given_answer a where a.lab = lab.id), lab.created),
                coalesce((select max(r.made) from rewound r where r.lab = lab.id), lab.created),
                coalesce((select max(p.passed) from passed_since p where p.lab = lab.id), lab.created)) desc, lab.id
            fetch first row only""";

    private final DurableJdbi database;
    private final EvidenceJson evidence = new EvidenceJson();

    ProgressStore(DurableJdbi database) {
        this.database = database;
    }

    /** @return false if the step was entered before */
    public boolean entered(LabId lab, EnteredStep step) {
        return insert(
                "insert into entered_step (lab, step, entered) values (:lab, :step, :at)",
                lab,
                update -> update.bind("step", step.step()).bind("at", step.at()));
    }

    /** @return false if the task passed before */
    public boolean passed(LabId lab, PassedTask task) {
        return insert(
                """
                insert into passed_task (lab, step, task, points, evidence, passed)
                values (:lab, :step, :task, :points, :evidence, :at)""",
                lab,
                update -> update.bind("step", task.step())
                        .bind("task", task.task())
                        .bind("points", task.points())
                        .bind("evidence", evidence.write(task.evidence()))
                        .bind("at", task.at()));
    }

    /** @return false if there is an answer of this number */
    public boolean answered(LabId lab, GivenAnswer answer) {
        return insert(
                """
                insert into given_answer (lab, step, question, attempt, choice, correct, points, given)
                values (:lab, :step, :question, :attempt, :choice, :correct, :points, :at)""",
                lab,
                update -> update.bind("step", answer.step())
                        .bind("question", answer.question())
                        .bind("attempt", answer.attempt())
                        .bind("choice", answer.choice())
                        .bind("correct", answer.correct())
                        .bind("points", answer.points())
                        .bind("at", answer.at()));
    }

    /** @return false if there is a prediction */
    public boolean predicted(LabId lab, MadePrediction prediction) {
        return insert(
                """
                insert into made_prediction (lab, step, prediction, choice, made)
                values (:lab, :step, :prediction, :choice, :at)""",
                lab,
                update -> update.bind("step", prediction.step())
                        .bind("prediction", prediction.prediction())
                        .bind("choice", prediction.choice())
                        .bind("at", prediction.at()));
    }

    /** @return false if the hint was revealed before */
    public boolean revealed(LabId lab, RevealedHint hint) {
        return insert(
                """
                insert into revealed_hint (lab, step, task, hint, revealed)
                values (:lab, :step, :task, :hint, :at)""",
                lab,
                update -> update.bind("step", hint.step())
                        .bind("task", hint.task())
                        .bind("hint", hint.hint())
                        .bind("at", hint.at()));
    }

    /** @return false if the solution was shown before */
    public boolean shown(LabId lab, ShownSolution solution) {
        return insert(
                "insert into shown_solution (lab, step, task, shown) values (:lab, :step, :task, :at)",
                lab,
                update -> update.bind("step", solution.step())
                        .bind("task", solution.task())
                        .bind("at", solution.at()));
    }

    /** @return false if there is a rewind of this number */
    public boolean rewound(LabId lab, Rewind rewind) {
        return insert(
                "insert into rewound (lab, nth, step, made) values (:lab, :nth, :step, :at)",
                lab,
                update -> update.bind("nth", rewind.number())
                        .bind("step", rewind.step())
                        .bind("at", rewind.at()));
    }

    /** @return false if the task passed since that rewind before */
    public boolean passedSince(LabId lab, PassedSince task) {
        return insert(
                "insert into passed_since (lab, nth, step, task, passed) values (:lab, :nth, :step, :task, :at)",
                lab,
                update -> update.bind("nth", task.rewind())
                        .bind("step", task.step())
                        .bind("task", task.task())
                        .bind("at", task.at()));
    }

    /** The lab's progress; empty lists if there is none. */
    public LabProgress of(LabId lab) {
        return database.read(handle -> new LabProgress(
                list(
                        handle,
                        lab,
                        "select * from entered_step where lab = :lab order by entered, step",
                        (row, context) -> new EnteredStep(
                                row.getString("step"),
                                row.getTimestamp("entered").toInstant())),
                list(
                        handle,
                        lab,
                        "select * from passed_task where lab = :lab order by passed, step, task",
                        (row, context) -> new PassedTask(
                                row.getString("step"),
                                row.getString("task"),
                                row.getInt("points"),
                                evidence.read(row.getString("evidence")),
                                row.getTimestamp("passed").toInstant())),
                list(
                        handle,
                        lab,
                        "select * from given_answer where lab = :lab order by given, step, question, attempt",
                        (row, context) -> new GivenAnswer(
                                row.getString("step"),
                                row.getString("question"),
                                row.getInt("attempt"),
                                row.getString("choice"),
                                row.getBoolean("correct"),
                                row.getInt("points"),
                                row.getTimestamp("given").toInstant())),
                list(
                        handle,
                        lab,
                        "select * from made_prediction where lab = :lab order by made, step, prediction",
                        (row, context) -> new MadePrediction(
                                row.getString("step"),
                                row.getString("prediction"),
                                row.getString("choice"),
                                row.getTimestamp("made").toInstant())),
                list(
                        handle,
                        lab,
                        "select * from revealed_hint where lab = :lab order by revealed, step, task, hint",
                        (row, context) -> new RevealedHint(
                                row.getString("step"),
                                row.getString("task"),
                                row.getInt("hint"),
                                row.getTimestamp("revealed").toInstant())),
                list(
                        handle,
                        lab,
                        "select * from rewound where lab = :lab order by nth",
                        (row, context) -> new Rewind(
                                row.getInt("nth"),
                                row.getString("step"),
                                row.getTimestamp("made").toInstant())),
                list(
                        handle,
                        lab,
                        "select * from passed_since where lab = :lab order by nth, passed, step, task",
                        (row, context) -> new PassedSince(
                                row.getInt("nth"),
                                row.getString("step"),
                                row.getString("task"),
                                row.getTimestamp("passed").toInstant())),
                list(
                        handle,
                        lab,
                        "select * from shown_solution where lab = :lab order by shown, step, task",
                        (row, context) -> new ShownSolution(
                                row.getString("step"),
                                row.getString("task"),
                                row.getTimestamp("shown").toInstant()))));
    }

    /** The learner's progress, one entry per lesson begun. */
    public List<LessonSummary> summary(LearnerId learner) {
        return database.read(handle -> new Summary(handle).of(learner));
    }

    /** The learner's open lab with the latest progress; empty if none is open. */
    public Optional<LabId> newest(LearnerId learner) {
        return database.read(handle -> handle.createQuery(NEWEST)
                .bind("learner", learner.value())
                .map((row, context) -> new LabId(row.getString("id")))
                .findOne());
    }

    private boolean insert(String sql, LabId lab, UnaryOperator<Update> bind) {
        return database.insert(handle ->
                bind.apply(handle.createUpdate(sql).bind("lab", lab.value())).execute());
    }

    private static <T> List<T> list(Handle handle, LabId lab, String sql, RowMapper<T> mapper) {
        return handle.createQuery(sql).bind("lab", lab.value()).map(mapper).list();
    }
}
