package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.identity.LearnerId;
import org.patchbay.lab.event.Journal;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.event.Provisioning;
import org.patchbay.lab.machine.CheckpointStore;
import org.patchbay.lab.machine.MachineWarmer;
import org.patchbay.lab.machine.ReconnectQueue;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.progress.DatabaseKind;
import org.patchbay.progress.LabId;
import org.patchbay.progress.NewLab;
import org.patchbay.progress.Stores;
import org.patchbay.progress.TestDatabase;
import org.patchbay.sandbox.AdmissionQueue;
import org.patchbay.sandbox.HandAlarm;
import org.patchbay.sandbox.IdleTimers;
import org.patchbay.sandbox.MemoryEngine;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxSettings;

/** A lab of an earlier server whose machine can't be connected: nothing listens there. */
class ResumedLabsTest {
    private static final String LESSON = "20-veth-pair";

    @TempDir
    Path folder;

    /** Never modified. */
    private static LiveCourse course;

    private final MemoryEngine engine = new MemoryEngine();
    private final HandAlarm alarm = new HandAlarm();
    private final LearnerId learner = LearnerId.random(new SecureRandom());
    private JdbcConnectionPool database;
    private Sandbox left;
    private LabId id;
    private Labs labs;

    @BeforeAll
    static void readLessons() {
        course = new LiveCourse(Path.of("lessons"));
    }

    @AfterAll
    static void letGoOfLessons() throws IOException {
        course.close();
    }

    @BeforeEach
    void restart() throws InterruptedException {
        database = TestDatabase.h2(folder);
        Stores stores = Stores.over(database, DatabaseKind.H2);
        NewLab newLab = new NewLab(7, Optional.empty(), Optional.empty());
        id = stores.labs()
                .open(learner, LESSON, LabId.random(new SecureRandom()), newLab, alarm.now())
                .id();
        engine.permits.release(3);
        left = engine.start(Profile.NET);
        stores.labs().assignSandbox(id, Optional.of(left.id().value()));
        labs = labs(stores);
        labs.resume();
    }

    @AfterEach
    void end() {
        labs.close();
        database.dispose();
    }

    @Test
    void noOtherMachineIsStartedWhileItMayRun() {
        Lab lab = labs.join(id).orElseThrow();
        labs.join(id);
        lab.start();
        assertThat(labs.open(learner, LESSON)).contains(lab);
        assertThat(lab.state().provisioning()).isInstanceOf(Provisioning.Reconnecting.class);
        assertThat(engine.running()).containsExactly(left);
    }

    @Test
    void anotherTakesItsPlaceOnceItHasEnded() throws InterruptedException {
        Lab lab = labs.join(id).orElseThrow();
        left.close();
        assertThat(phasesUpTo(lab, Provisioning.Failed.class))
                .containsSubsequence(Provisioning.Lost.class, Provisioning.Failed.class)
                .doesNotContain(Provisioning.Starting.class);
        assertThat(lab.state().notices()).doesNotContain(Notice.SERVER_RESTARTED);
        // The other one can't be connected either, but was never used.
        assertThat(engine.permits.availablePermits()).isEqualTo(1);
    }

    @Test
    void theMachineOfALabThatIsEndedMeanwhileSleeps() throws InterruptedException {
        labs.end(id);
        assertThat(left.ended().join()).isEqualTo(Sandbox.Ending.CLOSED);
        assertThat(engine.permits.availablePermits()).isEqualTo(2);
        assertThat(labs.sleeps(id)).isTrue();
        assertThat(labs.reopen(id)).isTrue();
        assertThat(phasesUpTo(labs.join(id).orElseThrow(), Provisioning.Failed.class))
                .contains(Provisioning.Starting.class);
        assertThat(engine.restored()).isPositive();
    }

    @Test
    void oneThatCannotBeSavedIsEndedAndNotTakenForAsleep() {
        engine.weigh(2 << 20);
        labs.end(id);
        assertThat(left.ended().join()).isEqualTo(Sandbox.Ending.CLOSED);
        assertThat(labs.sleeps(id)).isFalse();
        assertThat(labs.reopen(id)).isTrue();
    }

    @Test
    void theNextServerPutsToSleepWhatItsPredecessorDidNot() {
        labs.close();
        Stores stores = Stores.over(database, DatabaseKind.H2);
        stores.labs().end(id, alarm.now());
        labs = labs(stores);
        labs.resume();
        assertThat(labs.sleeps(id)).isTrue();
        assertThat(labs.reopen(id)).isTrue();
        assertThat(left.ended()).isCompletedWithValue(Sandbox.Ending.CLOSED);
        assertThat(labs.sleeps(id)).isTrue();
    }

    @Test
    void aServerThatIsShuttingDownOpensNoLab() {
        labs.close();
        assertThat(labs.join(id)).isEmpty();
        assertThat(labs.open(learner, LESSON)).isEmpty();
        assertThat(engine.running()).containsExactly(left);
    }

    private Labs labs(Stores stores) {
        SandboxSettings settings = SandboxSettings.forMachine(4096);
        LabServices services = new LabServices(
                engine,
                new MachineWarmer(),
                new AdmissionQueue(settings, alarm),
                new IdleTimers(settings, alarm),
                stores.labs(),
                stores.progress(),
                stores.handIns(),
                new CheckpointStore(engine, folder.resolve("checkpoints"), 1),
                new ReconnectQueue(1),
                1024,
                alarm);
        return new Labs(services, course, false, folder.resolve("labs"));
    }

    private static List<Class<?>> phasesUpTo(Lab lab, Class<?> last) throws InterruptedException {
        List<Class<?>> phases = new ArrayList<>();
        long seen = 0;
        while (!phases.contains(last)) {
            if (lab.journal().after(seen) instanceof Journal.Reading.Events events) {
                for (Journal.Entry entry : events.entries()) {
                    seen = entry.sequence();
                    if (entry.event() instanceof LabEvent.ProvisioningChanged changed) {
                        phases.add(changed.provisioning().getClass());
                    }
                }
            }
        }
        return phases;
    }
}
