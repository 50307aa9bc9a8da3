package org.patchbay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.sandbox.qemu.TestMachines;

/** The waiting line in front of real machines. */
@Tag("vm")
@Timeout(300)
class WaitingLineVmTest {
    private final HandAlarm alarm = new HandAlarm();

    @Test
    void learnersAreLetInInOrderAsMachinesEnd() throws Exception {
        var settings = new SandboxSettings(
                3, 10_000, 1, 10, Duration.ofSeconds(30), Duration.ofMinutes(45), Duration.ofMinutes(5));
        var line = new WaitingLine(settings, alarm);
        try (var machines = new TestMachines();
                var pool = new Pool(machines.engine(), Profile.NET, made -> {}, settings, Duration.ZERO)) {
            pool.fill();
            for (int i = 0; i < 3; i++) {
                var place = enter(line, "earlier" + i).await();
                alarm.advance(Duration.ofMinutes(12));
                place.close();
            }

            var used = new ArrayList<Sandbox>();
            for (int i = 0; i < 3; i++) {
                used.add(begin(pool, enter(line, "learner" + i)));
                alarm.advance(Duration.ofMinutes(2));
            }
            assertThat(pool.running()).hasSize(3);

            var ann = enter(line, "ann");
            var ben = enter(line, "ben");
            var cem = enter(line, "cem");
            assertThat(ann.standing()).isEqualTo(new Standing.Waiting(1, 3, Duration.ofMinutes(6)));
            assertThat(ben.standing()).isEqualTo(new Standing.Waiting(2, 3, Duration.ofMinutes(8)));
            assertThat(cem.standing()).isEqualTo(new Standing.Waiting(3, 3, Duration.ofMinutes(10)));

            ann.away();
            assertThat(enter(line, "ann")).isSameAs(ann);
            ben.away();
            alarm.advance(Duration.ofMinutes(1));
            assertThat(ben.standing()).isEqualTo(new Standing.Left());
            assertThat(ann.standing()).isEqualTo(new Standing.Waiting(1, 2, Duration.ofMinutes(5)));
            assertThat(cem.standing()).isEqualTo(new Standing.Waiting(2, 2, Duration.ofMinutes(7)));

            // One machine is closed, one is killed: both give their place to the next.
            used.get(1).close();
            var first = begin(pool, ann);
            assertThat(first.ended()).isNotDone();
            assertThat(cem.standing()).isInstanceOf(Standing.Waiting.class);
            TestMachines.kill(used.get(0));
            var second = begin(pool, cem);
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(used.get(0).ended().get(10, TimeUnit.SECONDS)).isEqualTo(Sandbox.Ending.DIED);
        }
    }

    private static Ticket enter(WaitingLine line, String key) throws SandboxException {
        return line.enter(key, Profile.NET, () -> {});
    }

    private static Sandbox begin(Engine engine, Ticket ticket) throws Exception {
        var place = ticket.await();
        var sandbox = engine.start(Profile.NET);
        sandbox.ended().thenRun(place::close);
        return sandbox;
    }
}
