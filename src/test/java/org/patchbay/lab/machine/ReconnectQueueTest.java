package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconnectQueueTest {
    private final ReconnectQueue queue = new ReconnectQueue(1);
    private final List<String> admitted = Collections.synchronizedList(new ArrayList<>());

    @Test
    void labsWithAnOpenPageComeFirstAndOthersInOrder() throws InterruptedException {
        queue.enter(() -> true);
        List<Thread> threads = List.of(
                waiting("first", false), waiting("second", false), waiting("watched", true), waiting("third", false));
        queue.leave();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(admitted).containsExactly("watched", "first", "second", "third");
    }

    @Test
    void anInterruptedThreadTakesNoTurn() throws InterruptedException {
        queue.enter(() -> true);
        Thread gone = waiting("gone", true);
        Thread next = waiting("next", false);
        gone.interrupt();
        gone.join();
        queue.leave();
        next.join();
        assertThat(admitted).containsExactly("next");
    }

    private Thread waiting(String name, boolean urgent) {
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                queue.enter(() -> urgent);
                admitted.add(name);
                queue.leave();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
