package org.patchbay.lab.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal("k3");

    @Test
    void aReaderGetsWhatItHasNotSeen() throws InterruptedException {
        publish(3);
        assertThat(journal.after(1))
                .isInstanceOfSatisfying(
                        Journal.Reading.Events.class,
                        events -> assertThat(events.entries())
                                .extracting(Journal.Entry::sequence)
                                .containsExactly(2L, 3L));
    }

    @Test
    void aReaderOutsideTheKeptEventsTakesTheWholeState() throws InterruptedException {
        publish(1000);
        assertThat(journal.after(1)).isInstanceOf(Journal.Reading.Behind.class);
        assertThat(journal.after(-5)).isInstanceOf(Journal.Reading.Behind.class);
        assertThat(journal.after(1001)).isInstanceOf(Journal.Reading.Behind.class);
        assertThat(journal.after(999)).isInstanceOf(Journal.Reading.Events.class);
    }

    @Test
    void aWaitingReaderIsWokenByAnEventAndByTheClose() throws Exception {
        FutureTask<Journal.Reading> first = reading(0);
        publish(1);
        assertThat(first.get()).isInstanceOf(Journal.Reading.Events.class);
        FutureTask<Journal.Reading> second = reading(1);
        journal.close();
        assertThat(second.get()).isInstanceOf(Journal.Reading.Closed.class);
    }

    @Test
    void eventsBeforeTheCloseAreStillRead() throws InterruptedException {
        publish(1);
        journal.close();
        assertThat(journal.after(0)).isInstanceOf(Journal.Reading.Events.class);
        assertThat(journal.after(1)).isInstanceOf(Journal.Reading.Closed.class);
    }

    private FutureTask<Journal.Reading> reading(long after) {
        FutureTask<Journal.Reading> reading = new FutureTask<>(() -> journal.after(after));
        Thread.ofVirtual().start(reading);
        return reading;
    }

    private void publish(int events) {
        for (int i = 0; i < events; i++) {
            journal.publish(new LabEvent.Noticed(Notice.SERVER_RESTARTED));
        }
    }
}
