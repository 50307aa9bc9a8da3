package org.patchbay.progress;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Stores hand-ins, one per lab, atomically; they never change. Methods block on the database and throw {@link
 * ProgressException} if it fails; what they stored is durable when they return. Safe for use by several threads and
 * servers.
 */
public final class HandInStore {
    private final DurableJdbi database;
    private final HandInJson accounts = new HandInJson();

    HandInStore(DurableJdbi database) {
        this.database = database;
    }

    /** @return false if the lab was handed in before; then nothing was stored */
    public boolean store(LabId lab, HandIn handIn) {
        return database.insert(handle -> {
            handle.createUpdate("""
                            insert into hand_in (lab, handed_in, snapshot, recordings)
                            values (:lab, :at, :snapshot, :recordings)""")
                    .bind("lab", lab.value())
                    .bind("at", handIn.at())
                    .bind("snapshot", handIn.snapshot())
                    .bind("recordings", accounts.recordings(handIn.recordings()))
                    .execute();
            handIn.tasks().forEach(task -> insert(handle, lab, task));
        });
    }

    /** The lab's hand-in, its tasks ordered by names of step and task. */
    public Optional<HandIn> of(LabId lab) {
        return database.read(handle -> {
            List<JudgedTask> tasks = handle.createQuery(
                            "select * from judged_task where lab = :lab order by step, task")
                    .bind("lab", lab.value())
                    .map((row, context) -> new JudgedTask(
                            row.getString("step"),
                            row.getString("task"),
                            accounts.verdict(row.getString("outcome"), row.getString("account")),
                            row.getInt("points")))
                    .list();
            return handle.createQuery("select * from hand_in where lab = :lab")
                    .bind("lab", lab.value())
                    .map((row, context) -> new HandIn(
                            row.getTimestamp("handed_in").toInstant(),
                            tasks,
                            row.getString("snapshot"),
                            accounts.recordings(row.getString("recordings"))))
                    .findOne();
        });
    }

    private void insert(Handle handle, LabId lab, JudgedTask task) {
        handle.createUpdate("""
                        insert into judged_task (lab, step, task, outcome, points, account)
                        values (:lab, :step, :task, :outcome, :points, :account)""")
                .bind("lab", lab.value())
                .bind("step", task.step())
                .bind("task", task.task())
                .bind("outcome", accounts.outcome(task.verdict()))
                .bind("points", task.points())
                .bind("account", accounts.account(task.verdict()))
                .execute();
    }
}
