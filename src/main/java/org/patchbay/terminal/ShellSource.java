package org.patchbay.terminal;

import java.io.IOException;
import org.patchbay.ssh.PtySize;

/** Attaches to shells of one sandbox. */
interface ShellSource {
    /**
     * Attaches to a shell, which is started if there is none.
     *
     * @param terminal its id
     * @param offset of the first byte of output wanted
     */
    Shell attach(String terminal, long offset, PtySize size) throws IOException;
}
