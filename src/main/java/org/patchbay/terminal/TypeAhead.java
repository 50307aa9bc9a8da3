package org.patchbay.terminal;

import java.io.ByteArrayOutputStream;

/** What is typed before a shell is there to take it, so much as fits, in its order. Not safe for several threads. */
final class TypeAhead {
    /** As much as Linux' line discipline takes of what nobody has read yet: N_TTY_BUF_SIZE in drivers/tty/n_tty.c. */
    static final int LIMIT = 4096;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** @return false, keeping nothing, if the whole of it has no room */
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

    /** Gives all that is kept, and keeps it no longer. */
    byte[] take() {
        byte[] taken = kept.toByteArray();
        kept.reset();
        return taken;
    }
}
