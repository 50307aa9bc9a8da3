package org.patchbay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleTimersTest {
    private final HandAlarm alarm = new HandAlarm();
    private final List<String> heard = new ArrayList<>();
    private final IdleTimers.Listener listener = new IdleTimers.Listener() {
        @Override
        public void warned(Duration left) {
            heard.add("warned " + left);
        }

        @Override
        public void resumed() {
            heard.add("resumed");
        }

        @Override
        public void expired() {
            heard.add("expired");
        }
    };
    private final IdleTimers timers = new IdleTimers(
            new SandboxSettings(1, 1000, 0, 1, Duration.ZERO, Duration.ofMinutes(30), Duration.ofMinutes(5)), alarm);

    @Test
    void warnsBeforeItEnds() {
        timers.start(listener);
        alarm.advance(Duration.ofMinutes(24));
        assertThat(heard).isEmpty();
        alarm.advance(Duration.ofMinutes(1));
        assertThat(heard).containsExactly("warned PT5M");
        alarm.advance(Duration.ofMinutes(5));
        assertThat(heard).containsExactly("warned PT5M", "expired");
        alarm.advance(Duration.ofHours(3));
        assertThat(heard).hasSize(2);
    }

    @Test
    void aTouchedSandboxIsNotEnded() {
        var idleTimer = timers.start(listener);
        for (int i = 0; i < 10; i++) {
            alarm.advance(Duration.ofMinutes(20));
            idleTimer.touch();
        }
        assertThat(heard).isEmpty();
        alarm.advance(Duration.ofMinutes(25));
        assertThat(heard).containsExactly("warned PT5M");
    }

    @Test
    void aTouchAfterTheWarningWithdrawsIt() {
        var idleTimer = timers.start(listener);
        alarm.advance(Duration.ofMinutes(28));
        idleTimer.touch();
        assertThat(heard).containsExactly("warned PT5M", "resumed");
        alarm.advance(Duration.ofMinutes(24));
        assertThat(heard).hasSize(2);
        alarm.advance(Duration.ofMinutes(6));
        assertThat(heard).containsExactly("warned PT5M", "resumed", "warned PT5M", "expired");
    }

    @Test
    void aClosedWatchIsSilent() {
        var idleTimer = timers.start(listener);
        alarm.advance(Duration.ofMinutes(26));
        idleTimer.close();
        alarm.advance(Duration.ofHours(1));
        idleTimer.touch();
        assertThat(heard).containsExactly("warned PT5M");
    }
}
