package org.patchbay.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScrollbackTest {
    @Test
    void keepsTheNewestBytesUnderTheirOffsets() {
        long first = 12_345_678_901L;
        Scrollback scrollback = new Scrollback(first);
        byte[] all = new byte[5 * Scrollback.CAPACITY];
        Random random = new Random(3);
        random.nextBytes(all);
        int written = 0;
        while (written < all.length) {
            int n = Math.min(all.length - written, 1 + random.nextInt(70_000));
            scrollback.append(all, written, n);
            written += n;
            assertThat(scrollback.end()).isEqualTo(first + written);
            int kept = Math.min(written, Scrollback.CAPACITY);
            assertThat(scrollback.start()).isEqualTo(first + written - kept);
            long offset = scrollback.start() + random.nextInt(kept + 1);
            byte[] read = scrollback.read(offset, 50_000);
            int from = (int) (offset - first);
            assertThat(Arrays.equals(read, Arrays.copyOfRange(all, from, from + read.length)))
                    .isTrue();
            assertThat(read).hasSize((int) Math.min(50_000, scrollback.end() - offset));
        }
    }

    @Test
    void takesMoreThanItHoldsAtOnce() {
        Scrollback scrollback = new Scrollback(5);
        byte[] all = new byte[Scrollback.CAPACITY * 2 + 7];
        new Random(4).nextBytes(all);
        scrollback.append(all, 0, all.length);
        assertThat(scrollback.end()).isEqualTo(5 + all.length);
        assertThat(Arrays.equals(
                        scrollback.read(scrollback.start(), Scrollback.CAPACITY),
                        Arrays.copyOfRange(all, all.length - Scrollback.CAPACITY, all.length)))
                .isTrue();
    }

    @Test
    void restartsAfterAGap() {
        Scrollback scrollback = new Scrollback(0);
        scrollback.append(new byte[] {1, 2, 3}, 0, 3);
        scrollback.skip(1_000_000);
        assertThat(scrollback.start()).isEqualTo(1_000_003);
        scrollback.append(new byte[] {4, 5}, 0, 2);
        assertThat(scrollback.read(1_000_003, 10)).containsExactly(4, 5);
    }
}
