package org.patchbay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreditTest {
    private final Credit credit = new Credit();

    @Test
    void keysAreSentAtOnceUntilTooManyAreUnanswered() {
        int keys = 0;
        while (credit.take(1)) {
            keys++;
        }
        assertThat(keys).isEqualTo(Credit.LIMIT / (Credit.PACKET + 1));
        credit.answered();
        assertThat(credit.take(1)).isTrue();
    }

    @Test
    void whatIsTooLargeIsNeverSentAtOnce() {
        assertThat(credit.take(Credit.LIMIT)).isFalse();
        assertThat(credit.take(1)).isTrue();
    }

    @Test
    void anAnswerRightAfterBulkDoesNotMeanThatItWasTaken() {
        credit.overdraw(10 * Credit.LIMIT);
        credit.answered();
        assertThat(credit.take(1)).isFalse();
    }

    @Test
    void aSmallPasteLeavesRoomForKeys() {
        credit.overdraw(4096);
        assertThat(credit.take(1)).isTrue();
    }
}
