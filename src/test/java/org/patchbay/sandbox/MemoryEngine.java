package org.patchbay.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** An engine whose machines are objects: for what callers over {@link Engine} do with any engine. */
public final class MemoryEngine implements Engine {
    /** A start passes when it finds a permit here. */
    public final Semaphore permits = new Semaphore(0);

    private final List<Sandbox> running = new ArrayList<>();
    private int made;
    private int weight;
    private int most;
    private int restored;

    @Override
    public Sandbox start(Profile profile) throws InterruptedException {
        permits.acquire();
        synchronized (this) {
            made++;
            var sandbox = new MemorySandbox(new SandboxId("lab-" + made), profile);
            running.add(sandbox);
            most = Math.max(most, running.size());
            notifyAll();
            return sandbox;
        }
    }

    /** How many bytes each takes that is saved from now on. */
    public synchronized void weigh(int bytes) {
        weight = bytes;
    }

    /** Any of these machines is as good as another. */
    @Override
    public Sandbox restore(Checkpoint saved) throws InterruptedException {
        synchronized (this) {
            restored++;
        }
        return start(saved.profile());
    }

    /** How many times a machine was to be restored. */
    public synchronized int restored() {
        return restored;
    }

    @Override
    public synchronized Checkpoint save(Sandbox sandbox, Path folder) throws SandboxException {
        try {
            Files.write(Files.createDirectories(folder).resolve("memory"), new byte[weight]);
        } catch (IOException e) {
            throw new SandboxException("The machine could not be saved", e);
        }
        return new Checkpoint(sandbox.profile(), folder);
    }

    @Override
    public synchronized List<Sandbox> running() {
        return List.copyOf(running);
    }

    /** How many have run at once at most. */
    synchronized int most() {
        return most;
    }

    /** Returns once that many have been made in all. */
    synchronized void awaitMade(int count) throws InterruptedException {
        while (made < count) {
            wait();
        }
    }

    final class MemorySandbox implements Sandbox {
        private final SandboxId id;
        private final Profile profile;
        private final CompletableFuture<Ending> ended = new CompletableFuture<>();

        private MemorySandbox(SandboxId id, Profile profile) {
            this.id = id;
            this.profile = profile;
        }

        @Override
        public SandboxId id() {
            return id;
        }

        @Override
        public Profile profile() {
            return profile;
        }

        @Override
        public boolean emulated() {
            return false;
        }

        @Override
        public Instant since() {
            return Instant.EPOCH;
        }

        @Override
        public Endpoint endpoint() {
            return new Endpoint(InetSocketAddress.createUnresolved("localhost", 1), "patchbay", "", Path.of("key"));
        }

        @Override
        public CompletableFuture<Ending> ended() {
            return ended;
        }

        @Override
        public void close() {
            end(Ending.CLOSED);
        }

        void end(Ending ending) {
            synchronized (MemoryEngine.this) {
                running.remove(this);
            }
            ended.complete(ending);
        }
    }
}
