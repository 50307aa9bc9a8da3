package org.patchbay.lab.machine;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.patchbay.observe.Command;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.terminal.TerminalState;

/**
 * Lets a thread wait until a condition holds, which is checked at each of a machine's events; in trials each event also
 * requests judging. Used where solutions are typed. Thread-safe.
 */
public final class MachineWaiter implements MachineListener {
    private volatile Runnable look = () -> {};
    private volatile boolean words = true;
    private long count;
    /** The time of the machine's last event, by {@link System#nanoTime}. */
    private volatile long stirred = System.nanoTime();

    /** Sets the action for each event. */
    public void onEach(Runnable look) {
        this.look = look;
    }

    /**
     * Whether commands and output are events too, and not only the kernel's changes. Output without such a change can
     * be judged later.
     */
    public void heedWords(boolean words) {
        this.words = words;
    }

    /** Signals an event from outside the machine. */
    public synchronized void wake() {
        count++;
        notifyAll();
    }

    /** Waits for a condition, checked at each event. False on a timeout. */
    public boolean await(BooleanSupplier so, Duration patience) throws InterruptedException {
        return await(so, patience, patience);
    }

    /**
     * Waits for a condition, but not longer than the machine is active.
     *
     * @param quiet the longest time without an event, from now on
     */
    boolean await(BooleanSupplier so, Duration patience, Duration quiet) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            long before = seen();
            if (so.getAsBoolean()) {
                return true;
            }
            synchronized (this) {
                while (count == before) {
                    long now = System.nanoTime();
                    long rest = quiet.toNanos() - Math.min(now - began, now - stirred);
                    long left = Math.min(patience.toNanos() - (now - began), rest) / 1_000_000;
                    if (left <= 0) {
                        return false;
                    }
                    wait(left);
                }
            }
        }
    }

    private synchronized long seen() {
        return count;
    }

    private void happened() {
        stirred = System.nanoTime();
        wake();
        if (words) {
            look.run();
        }
    }

    @Override
    public void changed(long count) {
        stirred = System.nanoTime();
        wake();
        look.run();
    }

    @Override
    public void execution(Execution execution) {
        happened();
    }

    @Override
    public void terminalEnded(String id, OptionalInt status) {
        happened();
    }

    @Override
    public void commandChanged(Command command) {
        happened();
    }

    @Override
    public void stateChanged(TerminalState state) {
        happened();
    }

    @Override
    public void recordingStopped(String reason) {
        happened();
    }
}
