package org.patchbay.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** A viewer's sink that remembers what came, and lets a test wait for it. */
final class Screen implements ViewerSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private Viewer acknowledging;
    private long offset;

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

    void awaitText(String text) throws InterruptedException {
        await(screen -> screen.text().contains(text));
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
    public synchronized void output(byte[] more) {
        bytes.writeBytes(more);
        batches.add(more.length);
        offset += more.length;
        if (acknowledging != null) {
            acknowledging.acknowledge(offset);
        }
        notifyAll();
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

    private synchronized void event(String event) {
        events.add(event);
        notifyAll();
    }
}
