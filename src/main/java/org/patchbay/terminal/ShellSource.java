package org.patchbay.terminal;

import java.io.IOException;
import org.patchbay.ssh.PtySize;

/** Attaches to the shells of one sandbox. */
interface ShellSource {
    /**
     * Attaches to a shell, which is made if there is none.
     *
     * @param terminal its id
     * @param offset where in its output to begin
     */
    Shell attach(String terminal, long offset, PtySize size) throws IOException;
}
