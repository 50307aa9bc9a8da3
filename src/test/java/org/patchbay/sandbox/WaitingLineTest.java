package org.patchbay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final HandAlarm alarm = new HandAlarm();

    @Test
    void whoeverComesWhileThereIsRoomIsLetInAtOnce() throws Exception {
        var line = line(2, 1000, 10);
        var ticket = enter(line, "ada");
        assertThat(ticket.standing()).isEqualTo(new Standing.Admitted());
        try (var place = ticket.await()) {
            assertThat(place).isNotNull();
            assertThat(line.taken()).isEqualTo(1);
        }
        assertThat(line.taken()).isZero();
    }

    @Test
    void theOthersWaitAndAreLetInInTheOrderInWhichTheyCame() throws Exception {
        var line = line(1, 1000, 10);
        var first = enter(line, "ada").await();
        var second = enter(line, "bob");
        var third = enter(line, "cyd");
        assertThat(second.standing()).isInstanceOf(Standing.Waiting.class);
        assertThat(place(second)).isEqualTo(1);
        assertThat(place(third)).isEqualTo(2);

        first.close();
        assertThat(second.standing()).isEqualTo(new Standing.Admitted());
        assertThat(place(third)).isEqualTo(1);

        second.await().close();
        assertThat(third.standing()).isEqualTo(new Standing.Admitted());
    }

    @Test
    void aReloadedPageKeepsItsPlaceAndHearsTheNews() throws Exception {
        var line = line(1, 1000, 10);
        var first = enter(line, "ada").await();
        var second = enter(line, "bob");
        enter(line, "cyd");
        second.away();
        var heard = new AtomicInteger();
        var again = line.enter("bob", Profile.NET, heard::incrementAndGet);
        assertThat(again).isSameAs(second);
        assertThat(place(again)).isEqualTo(1);

        alarm.advance(GRACE.multipliedBy(2));
        assertThat(place(again)).isEqualTo(1);
        first.close();
        assertThat(heard).hasPositiveValue();
    }

    @Test
    void whoeverStaysAwayOrLeavesIsPassedOver() throws Exception {
        var line = line(1, 1000, 10);
        var first = enter(line, "ada").await();
        var second = enter(line, "bob");
        var third = enter(line, "cyd");
        var fourth = enter(line, "dan");
        second.away();
        third.leave();
        assertThat(third.standing()).isEqualTo(new Standing.Left());
        assertThatThrownBy(third::await).isInstanceOf(SandboxException.class).hasMessageContaining("given up");
        assertThat(place(fourth)).isEqualTo(2);

        alarm.advance(GRACE);
        assertThat(second.standing()).isEqualTo(new Standing.Left());
        assertThat(place(fourth)).isEqualTo(1);
        first.close();
        assertThat(fourth.standing()).isEqualTo(new Standing.Admitted());
    }

    @Test
    void aPlaceThatNobodyFetchesGoesToTheNext() throws Exception {
        var line = line(1, 1000, 10);
        var first = enter(line, "ada").await();
        var second = enter(line, "bob");
        var third = enter(line, "cyd");
        second.away();
        first.close();
        assertThat(second.standing()).isEqualTo(new Standing.Admitted());

        alarm.advance(GRACE);
        assertThat(second.standing()).isEqualTo(new Standing.Left());
        assertThat(third.standing()).isEqualTo(new Standing.Admitted());
        assertThat(line.taken()).isEqualTo(1);
    }

    @Test
    void aFetchedPlaceIsNotTakenBack() throws Exception {
        var line = line(1, 1000, 10);
        var ticket = enter(line, "ada");
        var place = ticket.await();
        ticket.away();
        alarm.advance(GRACE);
        ticket.leave();
        assertThat(line.taken()).isEqualTo(1);
        place.close();
        place.close();
        assertThat(line.taken()).isZero();
    }

    @Test
    void memoryBoundsTheLineAsPlacesDo() throws Exception {
        var line = line(100, 2 * Profile.NET.reserveMiB() + 1, 10);
        enter(line, "ada");
        enter(line, "bob");
        assertThat(place(enter(line, "cyd"))).isEqualTo(1);
    }

    @Test
    void theLineItselfIsBounded() throws Exception {
        var line = line(1, 1000, 1);
        enter(line, "ada");
        enter(line, "bob");
        assertThatThrownBy(() -> enter(line, "cyd"))
                .isInstanceOf(LineFullException.class)
                .hasMessageContaining("1 learners wait already");
        assertThat(enter(line, "bob")).isNotNull();
    }

    @Test
    void adoptedSandboxesTakePlacesEvenBeyondTheLimit() throws Exception {
        var line = line(1, 1000, 10);
        var adopted = line.occupy(Profile.NET, alarm.now().minusSeconds(60));
        var other = line.occupy(Profile.NET, alarm.now());
        var ticket = enter(line, "ada");
        adopted.close();
        assertThat(ticket.standing()).isInstanceOf(Standing.Waiting.class);
        other.close();
        assertThat(ticket.standing()).isEqualTo(new Standing.Admitted());
    }

    @Test
    void theEstimateFollowsFromHowLongOthersTook() throws Exception {
        var line = line(2, 1000, 10);
        for (int i = 0; i < 5; i++) {
            var place = enter(line, "earlier" + i).await();
            alarm.advance(Duration.ofMinutes(10));
            place.close();
        }
        enter(line, "ada");
        alarm.advance(Duration.ofMinutes(4));
        enter(line, "bob");
        alarm.advance(Duration.ofMinutes(2));

        assertThat(estimate(enter(line, "cyd"))).isEqualTo(Duration.ofMinutes(4));
        assertThat(estimate(enter(line, "dan"))).isEqualTo(Duration.ofMinutes(8));
        // The third in line gets the place of the first one in line, ten minutes after that one got it.
        assertThat(estimate(enter(line, "eve"))).isEqualTo(Duration.ofMinutes(14));
    }

    @Test
    void withoutExperienceTheEstimateIsTheUsualLesson() throws Exception {
        var line = line(1, 1000, 10);
        enter(line, "ada");
        alarm.advance(Duration.ofMinutes(10));
        assertThat(estimate(enter(line, "bob"))).isEqualTo(Duration.ofMinutes(20));
        alarm.advance(Duration.ofMinutes(50));
        assertThat(estimate(enter(line, "bob"))).isEqualTo(Duration.ofMinutes(30));
    }

    private WaitingLine line(int places, int memoryMiB, int waiting) {
        return new WaitingLine(
                new SandboxSettings(
                        places, memoryMiB, 0, waiting, GRACE, Duration.ofMinutes(45), Duration.ofMinutes(5)),
                alarm);
    }

    private static Ticket enter(WaitingLine line, String key) throws SandboxException {
        return line.enter(key, Profile.NET, () -> {});
    }

    private static int place(Ticket ticket) {
        return ((Standing.Waiting) ticket.standing()).place();
    }

    private static Duration estimate(Ticket ticket) {
        return ((Standing.Waiting) ticket.standing()).estimate();
    }
}
