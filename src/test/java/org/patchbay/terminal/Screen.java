package org.patchbay.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** A viewer's sink that keeps its calls, and lets a test wait for one. */
final class Screen implements ViewerSink {
    private final Bytes bytes = new Bytes();
    private final List<String> events = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private Viewer acknowledging;
    private long offset;

    /** The owner's page of a terminal, which acknowledges whatever comes; from its beginning if from is empty. */
    static Screen before(Terminal terminal, OptionalLong from) {
        Screen screen = new Screen();
        screen.acknowledgesTo(terminal.join(from, Viewer.Role.OWNER, screen));
        return screen;
    }

    /** Acknowledges from now on whatever comes. */
    synchronized void acknowledgesTo(Viewer viewer) {
        acknowledging = viewer;
        viewer.acknowledge(offset);
    }

    synchronized void await(Predicate<Screen> condition) throws InterruptedException {
        while (!condition.test(this)) {
            wait();
        }
    }

    /** Looks at each byte once, however much comes. */
    synchronized void awaitText(String text) throws InterruptedException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        int from = 0;
        int at = bytes.find(wanted, from);
        while (at < 0) {
            from = Math.max(0, bytes.size() - wanted.length + 1);
            wait();
            at = bytes.find(wanted, from);
        }
    }

    void awaitEvent(String event) throws InterruptedException {
        await(screen -> screen.events().contains(event));
    }

    /** Everything that came, gaps not marked. */
    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    synchronized int size() {
        return bytes.size();
    }

    /** Absolute offset of the next byte. */
    synchronized long offset() {
        return offset;
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public synchronized void start(long newOffset, long gap) {
        offset = newOffset;
        event("start " + newOffset + " gap " + gap);
    }

    @Override
    public synchronized CompletionStage<?> output(byte[] more) {
        bytes.writeBytes(more);
        batches.add(more.length);
        offset += more.length;
        if (acknowledging != null) {
            acknowledging.acknowledge(offset);
        }
        notifyAll();
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void connected(boolean connected) {
        event("connected " + connected);
    }

    @Override
    public void catchingUp() {
        event("catching up");
    }

    @Override
    public void ended(OptionalInt status) {
        event("ended " + (status.isPresent() ? status.getAsInt() : "-"));
    }

    @Override
    public void gone() {
        event("gone");
    }

    private synchronized void event(String event) {
        events.add(event);
        notifyAll();
    }

    private static final class Bytes extends ByteArrayOutputStream {
        private int find(byte[] wanted, int from) {
            for (int at = from; at <= count - wanted.length; at++) {
                if (Arrays.equals(buf, at, at + wanted.length, wanted, 0, wanted.length)) {
                    return at;
                }
            }
            return -1;
        }
    }
}
