package org.patchbay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class PoolTest {
    private final MemoryEngine engine = new MemoryEngine();
    private WarmupHook warmupHook = made -> {};

    @Test
    void fillsUpAndGivesOutWhatIsReady() throws Exception {
        var pool = pool(10, 2);
        engine.permits.release(2);
        pool.fill();
        engine.awaitMade(2);
        Spares.await(pool, 2);

        // No permit is left: what comes now was there before.
        var sandbox = pool.start(Profile.NET);
        assertThat(sandbox.id()).isEqualTo(new SandboxId("lab-1"));
        assertThat(pool.spare()).isEqualTo(1);

        engine.permits.release();
        engine.awaitMade(3);
        Spares.await(pool, 2);
    }

    @Test
    void usedAndSpareOnesNeverPassTheLimit() throws Exception {
        engine.permits.release(100);
        var pool = pool(3, 2);
        pool.fill();
        var first = pool.start(Profile.NET);
        pool.start(Profile.NET);
        pool.start(Profile.NET);
        assertThatThrownBy(() -> pool.start(Profile.NET))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("All 3 machines are in use");
        first.close();
        pool.start(Profile.NET);
        assertThat(engine.most()).isLessThanOrEqualTo(3);
    }

    @Test
    void theLastPlaceIsTheOneThatIsBeingFilled() throws Exception {
        var pool = pool(1, 1);
        pool.fill();
        var waiting = new FutureTask<>(() -> pool.start(Profile.NET));
        Thread.ofVirtual().start(waiting);
        engine.permits.release();
        assertThat(waiting.get().id()).isEqualTo(new SandboxId("lab-1"));
        assertThat(engine.most()).isEqualTo(1);
    }

    @Test
    void aSpareOneThatDiesIsReplaced() throws Exception {
        var pool = pool(10, 1);
        engine.permits.release();
        pool.fill();
        Spares.await(pool, 1);
        ((MemoryEngine.MemorySandbox) engine.running().getFirst()).end(Sandbox.Ending.DIED);
        Spares.await(pool, 0);
        engine.permits.release();
        engine.awaitMade(2);
        Spares.await(pool, 1);
    }

    @Test
    void isSpareOnceItIsReady() throws Exception {
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        warmupHook = made -> {
            begun.countDown();
            finish.await();
        };
        var pool = pool(10, 1);
        engine.permits.release();
        pool.fill();
        begun.await();
        assertThat(pool.spare()).isZero();
        finish.countDown();
        Spares.await(pool, 1);
    }

    @Test
    void aMachineThatDoesNotBecomeReadyIsEndedAndReplacedAtTheNextRequest() throws Exception {
        var refusals = new AtomicInteger();
        warmupHook = made -> {
            if (refusals.incrementAndGet() == 1) {
                throw new SandboxException("It does not answer");
            }
        };
        var pool = pool(10, 1);
        engine.permits.release();
        pool.fill();
        engine.awaitMade(1);
        Spares.await(() -> engine.running().isEmpty());
        assertThat(pool.spare()).isZero();

        engine.permits.release(2);
        pool.start(Profile.NET);
        Spares.await(pool, 1);
        assertThat(engine.running()).hasSize(2);
    }

    @Test
    void aRequestDuringAFailureIsTheNextOne() throws Exception {
        var begun = new CountDownLatch(1);
        var fail = new CountDownLatch(1);
        warmupHook = made -> {
            if (fail.getCount() == 1) {
                begun.countDown();
                fail.await();
                throw new SandboxException("It does not answer");
            }
        };
        var pool = pool(10, 1);
        engine.permits.release(3);
        pool.fill();
        begun.await();
        pool.start(Profile.NET);
        fail.countDown();
        Spares.await(pool, 1);
        assertThat(engine.running()).hasSize(2);
    }

    @Test
    void closingEndsOneThatIsBeingMadeReady() throws Exception {
        var begun = new CountDownLatch(1);
        warmupHook = made -> {
            begun.countDown();
            // As a connection breaks when its machine ends.
            made.ended().join();
            throw new SandboxException("It is gone");
        };
        var pool = pool(10, 1);
        engine.permits.release();
        pool.fill();
        begun.await();
        pool.close();
        assertThat(engine.running()).isEmpty();
    }

    @Test
    void closingEndsTheSpareOnesOnly() throws Exception {
        engine.permits.release(2);
        var pool = pool(10, 1);
        pool.fill();
        Spares.await(pool, 1);
        var used = pool.start(Profile.NET);
        engine.awaitMade(2);
        Spares.await(pool, 1);
        pool.close();
        assertThat(engine.running()).containsExactly(used);
    }

    @Test
    void aStartAfterAnEndGetsItsPlaceAtOnce() throws Exception {
        engine.permits.release(2);
        var pool = pool(1, 0);
        var first = pool.start(Profile.NET);
        var next = first.ended().thenApply(ending -> {
            try {
                return pool.start(Profile.NET);
            } catch (SandboxException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        first.close();
        assertThat(next.join().id()).isEqualTo(new SandboxId("lab-2"));
    }

    @Test
    void aSpareMachineThatHasEndedIsNotGivenOut() throws Exception {
        engine.permits.release(3);
        var pool = pool(10, 1);
        pool.fill();
        Spares.await(pool, 1);
        var first = (MemoryEngine.MemorySandbox) engine.running().getFirst();
        var next = first.ended().thenApply(ending -> {
            try {
                return pool.start(Profile.NET);
            } catch (SandboxException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        first.end(Sandbox.Ending.DIED);
        assertThat(next.join()).isNotEqualTo(first);
        engine.awaitMade(3);
        Spares.await(pool, 1);
        assertThat(engine.running()).hasSize(2);
    }

    @Test
    void runningMachinesCountAsInUse() throws Exception {
        engine.permits.release(2);
        var adopted = engine.start(Profile.NET);
        var pool = pool(1, 0);
        assertThatThrownBy(() -> pool.start(Profile.NET)).isInstanceOf(SandboxException.class);
        adopted.close();
        assertThat(pool.start(Profile.NET)).isNotNull();
    }

    private Pool pool(int places, int warm) {
        return new Pool(
                engine,
                Profile.NET,
                warmupHook,
                new SandboxSettings(
                        places, 10_000, warm, 1, Duration.ZERO, Duration.ofMinutes(30), Duration.ofMinutes(5)),
                Duration.ZERO);
    }
}
