package org.patchbay.terminal;

import java.io.ByteArrayOutputStream;

/** Buffer for input before a shell is connected. Not thread-safe. */
final class TypeAhead {
    /** Limit in bytes, as in Linux's line discipline: N_TTY_BUF_SIZE in drivers/tty/n_tty.c. */
    static final int LIMIT = 4096;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** @return false if there is no room for all of it; then nothing is kept */
    boolean keep(byte[] bytes, int from, int length) {
        boolean room = length <= LIMIT - kept.size();
        if (room) {
            kept.write(bytes, from, length);
        }
        return room;
    }

    boolean isEmpty() {
        return kept.size() == 0;
    }

    /** Returns and clears the content. */
    byte[] take() {
        byte[] taken = kept.toByteArray();
        kept.reset();
        return taken;
    }
}
