package org.patchbay.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeTriesTest {
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final ResumeTries tries = new ResumeTries(() -> now);

    @Test
    void soManyAtOnceAndThenOneAfterAnother() {
        exhaust("a");
        assertThat(tries.charge("a")).contains(ResumeTries.EACH);
        assertThat(tries.charge("b")).isEmpty();
        now = now.plus(ResumeTries.EACH.minusSeconds(1));
        assertThat(tries.charge("a")).contains(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(tries.charge("a")).isEmpty();
        assertThat(tries.charge("a")).isPresent();
        now = now.plus(Duration.ofDays(1));
        exhaust("a");
        assertThat(tries.charge("a")).isPresent();
    }

    @Test
    void aRefundedTryCostsNothing() {
        for (int i = 0; i < 10 * ResumeTries.AT_ONCE; i++) {
            assertThat(tries.charge("a")).isEmpty();
            tries.refund("a");
        }
        exhaust("a");
        assertThat(tries.charge("a")).isPresent();
    }

    @Test
    void anyNumberOfNetworksTakesBoundedMemory() {
        exhaust("a");
        for (int i = 0; i < 100_000; i++) {
            tries.charge("network" + i);
        }
        // A known limit: a hundred thousand networks are not slowed down by this.
        assertThat(tries.charge("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2:ffff::1, 20010db800010002",
        "fe80::1%eth0, fe80000000000000"
    })
    void anIpv6NetworkIsOne(String address, String network) {
        assertThat(Visitor.networkOf(address)).isEqualTo(network);
    }

    private void exhaust(String network) {
        for (int i = 0; i < ResumeTries.AT_ONCE; i++) {
            assertThat(tries.charge(network)).isEmpty();
        }
    }
}
