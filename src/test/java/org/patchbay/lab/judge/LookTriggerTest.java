package org.patchbay.lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.sandbox.HandAlarm;

@Timeout(240)
class LookTriggerTest {
    private final HandAlarm alarm = new HandAlarm();
    private final LookTrigger trigger = new LookTrigger(alarm);

    /** The first look is due at once. */
    @BeforeEach
    void begin() throws InterruptedException {
        assertThat(trigger.await()).isTrue();
        trigger.shown(7);
        assertThat(trigger.due()).isFalse();
    }

    @Test
    void anEventDuringALookTriggersAnother() throws Exception {
        trigger.look();
        trigger.await();
        trigger.look();
        trigger.look();
        trigger.shown(7);
        assertThat(trigger.due()).isTrue();
        trigger.await();
        assertThat(trigger.due()).isFalse();
    }

    @Test
    void aChangeThatALookIncludedTriggersNoOther() {
        trigger.changed(7);
        assertThat(trigger.due()).isFalse();
        trigger.changed(8);
        assertThat(trigger.due()).isTrue();
    }

    @Test
    void aLookInProgressMayIncludeAChange() throws Exception {
        trigger.look();
        trigger.await();
        trigger.changed(9);
        assertThat(trigger.due()).isTrue();
        trigger.shown(9);
        assertThat(trigger.due()).isFalse();

        trigger.look();
        trigger.await();
        trigger.changed(11);
        trigger.shown(10);
        assertThat(trigger.due()).isTrue();
    }

    /** A failing look is not repeated without an event; the same for an agent that does not count changes. */
    @Test
    void aChangeTriggersOneLookEvenIfThatShowsNothing() throws Exception {
        trigger.changed(8);
        trigger.await();
        assertThat(trigger.due()).isFalse();
    }

    @Test
    void aChangeWithoutACountTriggersALook() {
        trigger.changed(0);
        assertThat(trigger.due()).isTrue();
    }

    /** As when the agent is started again: its changes are small numbers once more. */
    @Test
    void theCounterMayRestart() throws Exception {
        trigger.changed(0);
        trigger.await();
        trigger.shown(1);
        assertThat(trigger.due()).isFalse();
        trigger.changed(2);
        assertThat(trigger.due()).isTrue();
    }

    @Test
    void aRunningCommandIsLookedAtAfterAMoment() {
        trigger.began();
        trigger.began();
        assertThat(trigger.due()).isFalse();
        alarm.advance(LookTrigger.BEGUN.minusMillis(1));
        assertThat(trigger.due()).isFalse();
        alarm.advance(LookTrigger.BEGUN);
        assertThat(trigger.due()).isTrue();
    }

    @Test
    void aCommandThatEndsIsLookedAtOnce() throws Exception {
        trigger.began();
        trigger.look();
        trigger.await();
        alarm.advance(LookTrigger.BEGUN.multipliedBy(2));
        assertThat(trigger.due()).isFalse();
    }

    @Test
    void waitingEndsWithTheConnection() throws Exception {
        trigger.began();
        trigger.close();
        assertThat(trigger.await()).isFalse();
        alarm.advance(LookTrigger.BEGUN);
        assertThat(trigger.due()).isFalse();
    }
}
