package org.patchbay.progress;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
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

    ProgressStore(DurableJdbi database) {
        this.database = database;
    }

    /** @return false if the step was entered before */
    public boolean entered(LabId lab, EnteredStep step) {
        return insert("insert into entered_step (lab, step, entered) values (:lab, :step, :at)", lab, step);
    }

    /** @return false if the task passed before */
    public boolean passed(LabId lab, PassedTask task) {
        return insert("""
                insert into passed_task (lab, step, task, points, evidence, passed)
                values (:lab, :step, :task, :points, :json, :at)""", lab, task, update -> update.bind("json", EvidenceJson.write(task.evidence())));
    }

    /** @return false if there is an answer of this number */
    public boolean answered(LabId lab, GivenAnswer answer) {
        return insert("""
                insert into given_answer (lab, step, question, attempt, choice, correct, points, given)
                values (:lab, :step, :question, :attempt, :choice, :correct, :points, :at)""", lab, answer);
    }

    /** @return false if there is a prediction */
    public boolean predicted(LabId lab, MadePrediction prediction) {
        return insert("""
                insert into made_prediction (lab, step, prediction, choice, made)
                values (:lab, :step, :prediction, :choice, :at)""", lab, prediction);
    }

    /** @return false if the hint was revealed before */
    public boolean revealed(LabId lab, RevealedHint hint) {
        return insert("""
                insert into revealed_hint (lab, step, task, hint, revealed)
                values (:lab, :step, :task, :hint, :at)""", lab, hint);
    }

    /** @return false if the solution was shown before */
    public boolean shown(LabId lab, ShownSolution solution) {
        return insert(
                "insert into shown_solution (lab, step, task, shown) values (:lab, :step, :task, :at)", lab, solution);
    }

    /** @return false if there is a rewind of this number */
    public boolean rewound(LabId lab, Rewind rewind) {
        return insert("insert into rewound (lab, nth, step, made) values (:lab, :number, :step, :at)", lab, rewind);
    }

    /** @return false if the task passed since that rewind before */
    public boolean passedSince(LabId lab, PassedSince task) {
        return insert(
                "insert into passed_since (lab, nth, step, task, passed) values (:lab, :rewind, :step, :task, :at)",
                lab,
                task);
    }

    /** The lab's progress; empty lists if there is none. */
    public LabProgress of(LabId lab) {
        return database.read(
                handle -> new LabProgress(
                        list(
                                handle,
                                lab,
                                EnteredStep.class,
                                "select step, entered as at from entered_step where lab = :lab order by entered, step"),
                        list(
                                handle,
                                lab,
                                PassedTask.class,
                                "select passed_task.*, passed as at from passed_task where lab = :lab order by passed, step, task"),
                        list(
                                handle,
                                lab,
                                GivenAnswer.class,
                                "select given_answer.*, given as at from given_answer where lab = :lab order by given, step, question, attempt"),
                        list(
                                handle,
                                lab,
                                MadePrediction.class,
                                "select made_prediction.*, made as at from made_prediction where lab = :lab order by made, step, prediction"),
                        list(
                                handle,
                                lab,
                                RevealedHint.class,
                                "select revealed_hint.*, revealed as at from revealed_hint where lab = :lab order by revealed, step, task, hint"),
                        list(
                                handle,
                                lab,
                                Rewind.class,
                                "select nth as number, step, made as at from rewound where lab = :lab order by nth"),
                        list(
                                handle,
                                lab,
                                PassedSince.class,
                                "select nth as rewind, step, task, passed as at from passed_since where lab = :lab order by nth, passed, step, task"),
                        list(
                                handle,
                                lab,
                                ShownSolution.class,
                                "select step, task, shown as at from shown_solution where lab = :lab order by shown, step, task")));
    }

    /** The learner's progress, one entry per lesson begun. */
    public List<LessonSummary> summary(LearnerId learner) {
        return database.read(handle -> new Summary(handle).of(learner));
    }

    /** The learner's open lab with the latest progress; empty if none is open. */
    public Optional<LabId> newest(LearnerId learner) {
        return database.read(handle -> handle.createQuery(NEWEST)
                .bind("learner", learner.value())
                .mapTo(LabId.class)
                .findOne());
    }

    private boolean insert(String sql, LabId lab, Object row) {
        return insert(sql, lab, row, update -> update);
    }

    /** @param row whose components are bound by their names */
    private boolean insert(String sql, LabId lab, Object row, UnaryOperator<Update> bind) {
        return database.insert(handle -> bind.apply(
                        handle.createUpdate(sql).bind("lab", lab.value()).bindMethods(row))
                .execute());
    }

    private static <T> List<T> list(Handle handle, LabId lab, Class<T> row, String sql) {
        return handle.createQuery(sql).bind("lab", lab.value()).mapTo(row).list();
    }
}
