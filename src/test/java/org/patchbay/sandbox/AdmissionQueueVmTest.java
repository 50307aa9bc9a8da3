package org.patchbay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.sandbox.qemu.TestMachines;

/** The waiting line in front of real machines. */
@Tag("vm")
class AdmissionQueueVmTest {
    private final HandAlarm alarm = new HandAlarm();

    @Test
    void learnersAreAdmittedInOrderAsMachinesEnd() throws Exception {
        var settings = new SandboxSettings(
                3, 10_000, 1, 10, Duration.ofSeconds(30), Duration.ofMinutes(45), Duration.ofMinutes(5));
        var queue = new AdmissionQueue(settings, alarm);
        try (var machines = new TestMachines();
                var pool = new Pool(machines.engine(), Profile.NET, made -> {}, settings, Duration.ZERO)) {
            pool.fill();
            for (int i = 0; i < 3; i++) {
                var lease = enter(queue, "earlier" + i).await();
                alarm.advance(Duration.ofMinutes(12));
                lease.close();
            }

            var used = new ArrayList<Sandbox>();
            for (int i = 0; i < 3; i++) {
                used.add(begin(pool, enter(queue, "learner" + i)));
                alarm.advance(Duration.ofMinutes(2));
            }
            assertThat(pool.running()).hasSize(3);

            var ann = enter(queue, "ann");
            var ben = enter(queue, "ben");
            var cem = enter(queue, "cem");
            assertThat(ann.status()).isEqualTo(new QueueStatus.Waiting(1, 3, Duration.ofMinutes(6)));
            assertThat(ben.status()).isEqualTo(new QueueStatus.Waiting(2, 3, Duration.ofMinutes(8)));
            assertThat(cem.status()).isEqualTo(new QueueStatus.Waiting(3, 3, Duration.ofMinutes(10)));

            ann.away();
            assertThat(enter(queue, "ann")).isSameAs(ann);
            ben.away();
            alarm.advance(Duration.ofMinutes(1));
            assertThat(ben.status()).isEqualTo(new QueueStatus.Left());
            assertThat(ann.status()).isEqualTo(new QueueStatus.Waiting(1, 2, Duration.ofMinutes(5)));
            assertThat(cem.status()).isEqualTo(new QueueStatus.Waiting(2, 2, Duration.ofMinutes(7)));

            // One machine is closed, one is killed: both give their place to the next.
            used.get(1).close();
            var first = begin(pool, ann);
            assertThat(first.ended()).isNotDone();
            assertThat(cem.status()).isInstanceOf(QueueStatus.Waiting.class);
            TestMachines.kill(used.get(0));
            var second = begin(pool, cem);
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(used.get(0).ended().get(4, TimeUnit.MINUTES)).isEqualTo(Sandbox.Ending.DIED);
        }
    }

    private static QueueEntry enter(AdmissionQueue queue, String key) throws SandboxException {
        return queue.enter(key, Profile.NET, () -> {});
    }

    private static Sandbox begin(Engine engine, QueueEntry entry) throws Exception {
        var lease = entry.await();
        var sandbox = engine.start(Profile.NET);
        sandbox.ended().thenRun(lease::close);
        return sandbox;
    }
}
