package org.patchbay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendBudgetTest {
    private final SendBudget sendBudget = new SendBudget();

    @Test
    void keysAreSentAtOnceUntilTooManyAreUnanswered() {
        int keys = 0;
        while (sendBudget.take(1)) {
            keys++;
        }
        assertThat(keys).isEqualTo(SendBudget.LIMIT / (SendBudget.PACKET + 1));
        sendBudget.answered();
        assertThat(sendBudget.take(1)).isTrue();
    }

    @Test
    void inputThatIsTooLargeIsNeverSentWithoutWaiting() {
        assertThat(sendBudget.take(SendBudget.LIMIT)).isFalse();
        assertThat(sendBudget.take(1)).isTrue();
    }

    @Test
    void outputRightAfterBulkInputDoesNotMeanThatItWasRead() {
        sendBudget.overdraw(10 * SendBudget.LIMIT);
        sendBudget.answered();
        assertThat(sendBudget.take(1)).isFalse();
    }

    @Test
    void aSmallPasteLeavesRoomForKeys() {
        sendBudget.overdraw(4096);
        assertThat(sendBudget.take(1)).isTrue();
    }
}
