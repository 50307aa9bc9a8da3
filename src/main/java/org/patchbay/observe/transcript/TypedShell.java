package org.patchbay.observe.transcript;

import java.util.Optional;

/** Determines the shell in which an entered line leaves the learner, such as {@code ip netns exec ns1 bash}. */
public final class TypedShell {
    private TypedShell() {}

    /**
     * The network namespace of that shell; empty if unknown, or if the line starts no shell.
     *
     * @param here the namespace in which the line was entered
     */
    public static Optional<String> place(String line, Optional<String> here) {
        return TypedProgram.shell(line, here).flatMap(TypedProgram::place);
    }
}
