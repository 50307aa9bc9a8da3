package org.patchbay.observe.transcript;

import java.util.Optional;

/** A shell that an entered line leaves somebody in, such as {@code ip netns exec ns1 bash}. */
public final class TypedShell {
    private TypedShell() {}

    /**
     * The network namespace that it is in, as far as the line tells; empty if it does not, or starts no shell.
     *
     * @param here where the line was entered
     */
    public static Optional<String> place(String line, Optional<String> here) {
        return TypedProgram.shell(line, here).flatMap(TypedProgram::place);
    }
}
