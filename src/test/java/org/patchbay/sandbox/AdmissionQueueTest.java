package org.patchbay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionQueueTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final HandAlarm alarm = new HandAlarm();

    @Test
    void withRoomEntriesAreAdmittedAtOnce() throws Exception {
        var queue = line(2, 1000, 10);
        var entry = enter(queue, "ada");
        assertThat(entry.status()).isEqualTo(new QueueStatus.Admitted());
        try (var lease = entry.await()) {
            assertThat(lease).isNotNull();
            assertThat(queue.taken()).isEqualTo(1);
        }
        assertThat(queue.taken()).isZero();
    }

    @Test
    void theOthersQueueAndAreAdmittedInOrder() throws Exception {
        var queue = line(1, 1000, 10);
        var first = enter(queue, "ada").await();
        var second = enter(queue, "bob");
        var third = enter(queue, "cyd");
        assertThat(second.status()).isInstanceOf(QueueStatus.Waiting.class);
        assertThat(place(second)).isEqualTo(1);
        assertThat(place(third)).isEqualTo(2);

        first.close();
        assertThat(second.status()).isEqualTo(new QueueStatus.Admitted());
        assertThat(place(third)).isEqualTo(1);

        second.await().close();
        assertThat(third.status()).isEqualTo(new QueueStatus.Admitted());
    }

    @Test
    void aReloadedPageKeepsItsQueueEntryAndIsNotified() throws Exception {
        var queue = line(1, 1000, 10);
        var first = enter(queue, "ada").await();
        var second = enter(queue, "bob");
        enter(queue, "cyd");
        second.away();
        var heard = new AtomicInteger();
        var again = queue.enter("bob", Profile.NET, heard::incrementAndGet);
        assertThat(again).isSameAs(second);
        assertThat(place(again)).isEqualTo(1);

        alarm.advance(GRACE.multipliedBy(2));
        assertThat(place(again)).isEqualTo(1);
        first.close();
        assertThat(heard).hasPositiveValue();
    }

    @Test
    void entriesThatStayAwayOrLeaveAreSkipped() throws Exception {
        var queue = line(1, 1000, 10);
        var first = enter(queue, "ada").await();
        var second = enter(queue, "bob");
        var third = enter(queue, "cyd");
        var fourth = enter(queue, "dan");
        second.away();
        third.leave();
        assertThat(third.status()).isEqualTo(new QueueStatus.Left());
        assertThatThrownBy(third::await).isInstanceOf(SandboxException.class).hasMessageContaining("cancelled");
        assertThat(place(fourth)).isEqualTo(2);

        alarm.advance(GRACE);
        assertThat(second.status()).isEqualTo(new QueueStatus.Left());
        assertThat(place(fourth)).isEqualTo(1);
        first.close();
        assertThat(fourth.status()).isEqualTo(new QueueStatus.Admitted());
    }

    @Test
    void anUnclaimedLeaseGoesToTheNext() throws Exception {
        var queue = line(1, 1000, 10);
        var first = enter(queue, "ada").await();
        var second = enter(queue, "bob");
        var third = enter(queue, "cyd");
        second.away();
        first.close();
        assertThat(second.status()).isEqualTo(new QueueStatus.Admitted());

        alarm.advance(GRACE);
        assertThat(second.status()).isEqualTo(new QueueStatus.Left());
        assertThat(third.status()).isEqualTo(new QueueStatus.Admitted());
        assertThat(queue.taken()).isEqualTo(1);
    }

    @Test
    void aClaimedLeaseIsNotTakenBack() throws Exception {
        var queue = line(1, 1000, 10);
        var entry = enter(queue, "ada");
        var lease = entry.await();
        entry.away();
        alarm.advance(GRACE);
        entry.leave();
        assertThat(queue.taken()).isEqualTo(1);
        lease.close();
        lease.close();
        assertThat(queue.taken()).isZero();
    }

    @Test
    void admissionIsLimitedByMemoryToo() throws Exception {
        var queue = line(100, 2 * Profile.NET.reserveMiB() + 1, 10);
        enter(queue, "ada");
        enter(queue, "bob");
        assertThat(place(enter(queue, "cyd"))).isEqualTo(1);
    }

    @Test
    void theLineItselfIsBounded() throws Exception {
        var queue = line(1, 1000, 1);
        enter(queue, "ada");
        enter(queue, "bob");
        assertThatThrownBy(() -> enter(queue, "cyd"))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("1 learners wait already");
        assertThat(enter(queue, "bob")).isNotNull();
    }

    @Test
    void adoptedSandboxesTakePlacesEvenBeyondTheLimit() throws Exception {
        var queue = line(1, 1000, 10);
        var adopted = queue.occupy(Profile.NET, alarm.now().minusSeconds(60));
        var other = queue.occupy(Profile.NET, alarm.now());
        var entry = enter(queue, "ada");
        adopted.close();
        assertThat(entry.status()).isInstanceOf(QueueStatus.Waiting.class);
        other.close();
        assertThat(entry.status()).isEqualTo(new QueueStatus.Admitted());
    }

    @Test
    void theEstimateFollowsFromHowLongOthersTook() throws Exception {
        var queue = line(2, 1000, 10);
        for (int i = 0; i < 5; i++) {
            var lease = enter(queue, "earlier" + i).await();
            alarm.advance(Duration.ofMinutes(10));
            lease.close();
        }
        enter(queue, "ada");
        alarm.advance(Duration.ofMinutes(4));
        enter(queue, "bob");
        alarm.advance(Duration.ofMinutes(2));

        assertThat(estimate(enter(queue, "cyd"))).isEqualTo(Duration.ofMinutes(4));
        assertThat(estimate(enter(queue, "dan"))).isEqualTo(Duration.ofMinutes(8));
        // The third in line gets the place of the first one in line, ten minutes after that one got it.
        assertThat(estimate(enter(queue, "eve"))).isEqualTo(Duration.ofMinutes(14));
    }

    @Test
    void withoutExperienceTheEstimateIsTheUsualLesson() throws Exception {
        var queue = line(1, 1000, 10);
        enter(queue, "ada");
        alarm.advance(Duration.ofMinutes(10));
        assertThat(estimate(enter(queue, "bob"))).isEqualTo(Duration.ofMinutes(20));
        alarm.advance(Duration.ofMinutes(50));
        assertThat(estimate(enter(queue, "bob"))).isEqualTo(Duration.ofMinutes(30));
    }

    private AdmissionQueue line(int places, int memoryMiB, int waiting) {
        return new AdmissionQueue(
                new SandboxSettings(
                        places, memoryMiB, 0, waiting, GRACE, Duration.ofMinutes(45), Duration.ofMinutes(5)),
                alarm);
    }

    private static QueueEntry enter(AdmissionQueue queue, String key) throws SandboxException {
        return queue.enter(key, Profile.NET, () -> {});
    }

    private static int place(QueueEntry entry) {
        return ((QueueStatus.Waiting) entry.status()).place();
    }

    private static Duration estimate(QueueEntry entry) {
        return ((QueueStatus.Waiting) entry.status()).estimate();
    }
}
