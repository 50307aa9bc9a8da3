package org.patchbay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BoundedPipeTest {
    @Test
    void carriesEveryByteInOrderThroughASmallRing() throws Exception {
        byte[] sent = new byte[100_000];
        new Random(7).nextBytes(sent);
        BoundedPipe pipe = new BoundedPipe(37);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> received = threads.submit(() -> pipe.reader().readAllBytes());
            OutputStream writer = pipe.writer();
            Random sizes = new Random(8);
            for (int i = 0; i < sent.length; ) {
                int n = Math.min(sent.length - i, 1 + sizes.nextInt(90));
                writer.write(sent, i, n);
                i += n;
            }
            writer.close();
            pipe.end();
            assertThat(Arrays.equals(received.get(), sent)).isTrue();
        }
    }

    @Test
    void theEndComesAfterWhatWasWritten() throws Exception {
        BoundedPipe pipe = new BoundedPipe(8);
        pipe.writer().write(new byte[] {1, 2, 3});
        pipe.end();
        InputStream reader = pipe.reader();
        assertThat(reader.available()).isEqualTo(3);
        assertThat(reader.read()).isEqualTo(1);
        assertThat(reader.readAllBytes()).containsExactly(2, 3);
        assertThat(reader.read()).isEqualTo(-1);
        assertThatThrownBy(() -> pipe.writer().write(4)).isInstanceOf(IOException.class);
    }

    @Test
    void aReaderThatClosesUnblocksTheWriter() throws Exception {
        BoundedPipe pipe = new BoundedPipe(4);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Void> writing = threads.submit((Callable<Void>) () -> {
                pipe.writer().write(new byte[100]);
                return null;
            });
            pipe.reader().close();
            assertThatThrownBy(writing::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void passesBufferedThenNewOutputInOrder() throws Exception {
        BoundedPipe pipe = new BoundedPipe(1000);
        byte[] sent = new byte[5_000];
        new Random(5).nextBytes(sent);
        pipe.writer().write(sent, 0, 700);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        CountDownLatch first = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> passing = executor.submit(() -> {
                pipe.passTo((bytes, offset, length) -> {
                    received.write(bytes, offset, length);
                    first.countDown();
                });
                return null;
            });
            first.await();
            // Some of it may still go through the ring, the rest does not: either way in order.
            for (int i = 700; i < sent.length; i += 100) {
                pipe.writer().write(sent, i, 100);
            }
            pipe.end();
            passing.get();
        }
        assertThat(received.toByteArray()).isEqualTo(sent);
        assertThatThrownBy(() -> pipe.writer().write(1)).isInstanceOf(IOException.class);
    }
}
