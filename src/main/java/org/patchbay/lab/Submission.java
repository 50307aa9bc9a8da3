package org.patchbay.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.event.HandInState;
import org.patchbay.lab.judge.Judgement;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.probe.ProbeException;
import org.patchbay.progress.HandIn;
import org.patchbay.progress.HandInStore;
import org.patchbay.progress.JudgedTask;
import org.patchbay.progress.LabId;
import org.patchbay.progress.ProgressException;
import org.patchbay.progress.RecordedTo;
import org.patchbay.sandbox.Scheduler;

/**
 * The hand-in of one lab: judges its machine and stores verdicts, snapshot and the recordings' positions atomically. An
 * interrupted hand-in can be repeated; a stored one is final.
 */
final class Submission {
    private static final Logger LOG = Logger.getLogger(Submission.class);
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final LabId lab;
    private final BoundLesson lesson;
    private final HandInStore store;
    private final Scheduler scheduler;

    Submission(LabId lab, BoundLesson lesson, HandInStore store, Scheduler scheduler) {
        this.lab = lab;
        this.lesson = lesson;
        this.store = store;
        this.scheduler = scheduler;
    }

    /**
     * Judges the machine's current state, in its own thread.
     *
     * @param warned whether untested tasks count as failed, because the learner was warned before
     * @param came called once with the result, or the reason for failure
     */
    void begin(LabMachine machine, boolean warned, Consumer<HandInState> came) {
        Thread.ofVirtual().name("hand-in-" + lab).start(() -> {
            HandInState judged = open(HandInState.Hindrance.NOT_STORED);
            try {
                judged = of(machine, warned);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.errorf(e, "Failed to hand in lab %s", lab);
            } finally {
                came.accept(judged);
            }
        });
    }

    private HandInState of(LabMachine machine, boolean warned) throws InterruptedException {
        try {
            List<RecordedTo> recordings = machine.terminals().all().stream()
                    .map(terminal -> new RecordedTo(machine.sandbox().id().value(), terminal.id(), terminal.end()))
                    .toList();
            Optional<Judgement> judged = Judgement.of(machine, lesson.tasks());
            if (judged.isEmpty()) {
                return open(HandInState.Hindrance.UNSTEADY);
            }
            if (!judged.get().whole()) {
                LOG.warnf("Lab %s: some active probes of its hand-in could not run", lab);
            }
            return judged.get().whole() || warned
                    ? stored(judged.get(), recordings)
                    : open(HandInState.Hindrance.UNTRIED);
        } catch (ProbeException e) {
            LOG.warnf("Failed to hand in lab %s: %s", lab, e.getMessage());
            return open(HandInState.Hindrance.MACHINE_GONE);
        } catch (ProgressException e) {
            LOG.errorf("Failed to hand in lab %s: %s", lab, e.getMessage());
            return open(HandInState.Hindrance.NOT_STORED);
        }
    }

    private static HandInState open(HandInState.Hindrance hindrance) {
        return new HandInState.Open(Optional.of(hindrance));
    }

    /** If another server has stored a result first, that one counts. */
    private HandInState stored(Judgement judged, List<RecordedTo> recordings) {
        // Rounded as in the database, so that the time shown never changes.
        Instant at = scheduler.now().truncatedTo(ChronoUnit.MICROS);
        HandIn handIn = handIn(judged, recordings, at);
        boolean first = store.store(lab, handIn);
        return new HandInState.Done(first ? handIn : store.of(lab).orElseThrow());
    }

    private HandIn handIn(Judgement judged, List<RecordedTo> recordings, Instant at) {
        List<JudgedTask> tasks = new ArrayList<>();
        for (Step step : lesson.steps()) {
            for (Task task : step.tasks()) {
                Verdict verdict = judged.verdicts().get(task);
                int points = verdict instanceof Verdict.Passed ? task.points() : 0;
                tasks.add(new JudgedTask(step.id(), task.id(), verdict, points));
            }
        }
        return new HandIn(at, tasks, snapshot(judged), recordings);
    }

    private String snapshot(Judgement judged) {
        try {
            return JSON.writeValueAsString(judged.snapshot());
        } catch (JsonProcessingException e) {
            // Records of strings, numbers and lists of them can always be written.
            throw new IllegalStateException(e);
        }
    }
}
