package org.patchbay.terminal;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A recorder that stops after its first failure, such as a full disk, which is reported once. Not thread-safe. */
final class Recording {
    /** Recorded data is synced to disk after this time. */
    private static final long FORCE_AFTER = TimeUnit.SECONDS.toNanos(5);

    private Optional<Recorder> recorder;
    private Optional<IOException> failure = Optional.empty();
    private boolean dirty;
    private long forcedAt = System.nanoTime();

    Recording(Recorder recorder) {
        this.recorder = Optional.of(recorder);
    }

    /** A recording that failed to start. */
    Recording(IOException failure) {
        this.recorder = Optional.empty();
        this.failure = Optional.of(failure);
    }

    /** Why recording stopped; returned once. */
    Optional<IOException> takeFailure() {
        Optional<IOException> taken = failure;
        failure = Optional.empty();
        return taken;
    }

    void add(Step step) {
        if (recorder.isEmpty()) {
            return;
        }
        try {
            step.on(recorder.get());
            dirty = true;
        } catch (IOException e) {
            stop(recorder.get(), e);
        }
    }

    void forceIfDue() {
        if (recorder.isPresent() && dirty && System.nanoTime() - forcedAt >= FORCE_AFTER) {
            add(Recorder::force);
            dirty = false;
            forcedAt = System.nanoTime();
        }
    }

    /** Nanoseconds until {@link #forceIfDue()} has something to do; {@link Long#MAX_VALUE} for never. */
    long untilForce() {
        return recorder.isPresent() && dirty ? Math.max(1, forcedAt + FORCE_AFTER - System.nanoTime()) : Long.MAX_VALUE;
    }

    void close() {
        Optional<Recorder> last = recorder;
        recorder = Optional.empty();
        try {
            if (last.isPresent()) {
                last.get().close();
            }
        } catch (IOException e) {
            failure = Optional.of(e);
        }
    }

    private void stop(Recorder broken, IOException cause) {
        recorder = Optional.empty();
        try {
            broken.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        failure = Optional.of(cause);
    }

    /** One write to the recording. */
    interface Step {
        void on(Recorder recorder) throws IOException;
    }
}
