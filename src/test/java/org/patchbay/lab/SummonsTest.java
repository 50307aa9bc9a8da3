package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.sandbox.HandAlarm;

@Timeout(60)
class SummonsTest {
    private final HandAlarm alarm = new HandAlarm();
    private final Summons summons = new Summons(alarm);

    /** The first look is due at once. */
    @BeforeEach
    void begin() throws InterruptedException {
        assertThat(summons.await()).isTrue();
        summons.shown(7);
        assertThat(summons.due()).isFalse();
    }

    @Test
    void whatHappensDuringALookWantsAnother() throws Exception {
        summons.look();
        summons.await();
        summons.look();
        summons.look();
        summons.shown(7);
        assertThat(summons.due()).isTrue();
        summons.await();
        assertThat(summons.due()).isFalse();
    }

    @Test
    void aChangeThatALookHasShownWantsNoneWhenItIsTold() {
        summons.changed(7);
        assertThat(summons.due()).isFalse();
        summons.changed(8);
        assertThat(summons.due()).isTrue();
    }

    @Test
    void aLookThatIsUnderWayMayTurnOutToShowAChange() throws Exception {
        summons.look();
        summons.await();
        summons.changed(9);
        assertThat(summons.due()).isTrue();
        summons.shown(9);
        assertThat(summons.due()).isFalse();

        summons.look();
        summons.await();
        summons.changed(11);
        summons.shown(10);
        assertThat(summons.due()).isTrue();
    }

    /** A machine that can't be looked at is not asked again and again, nor is one that counts nothing. */
    @Test
    void aChangeWantsOneLookEvenIfThatShowsNothing() throws Exception {
        summons.changed(8);
        summons.await();
        assertThat(summons.due()).isFalse();
    }

    @Test
    void aChangeWithoutACountWantsALook() {
        summons.changed(0);
        assertThat(summons.due()).isTrue();
    }

    /** As when the agent is started again: its changes are small numbers once more. */
    @Test
    void whoeverCountsMayBeginAnew() throws Exception {
        summons.changed(0);
        summons.await();
        summons.shown(1);
        assertThat(summons.due()).isFalse();
        summons.changed(2);
        assertThat(summons.due()).isTrue();
    }

    @Test
    void aCommandThatGoesOnIsLookedAtInAMoment() {
        summons.began();
        summons.began();
        assertThat(summons.due()).isFalse();
        alarm.advance(Summons.BEGUN.minusMillis(1));
        assertThat(summons.due()).isFalse();
        alarm.advance(Summons.BEGUN);
        assertThat(summons.due()).isTrue();
    }

    @Test
    void aCommandThatEndsIsLookedAtOnce() throws Exception {
        summons.began();
        summons.look();
        summons.await();
        alarm.advance(Summons.BEGUN.multipliedBy(2));
        assertThat(summons.due()).isFalse();
    }

    @Test
    void nobodyWaitsForWhatIsOver() throws Exception {
        summons.began();
        summons.close();
        assertThat(summons.await()).isFalse();
        alarm.advance(Summons.BEGUN);
        assertThat(summons.due()).isFalse();
    }
}
