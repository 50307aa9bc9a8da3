package org.patchbay.observe.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One program that ran in a sandbox, as the kernel's process connector reported it. Immutable.
 *
 * @param program the name of the genuine tool, such as {@code tcpdump}, if the executed file is the very file (device
 *     and inode) that the image came with under that name; empty otherwise: a script, a copy or another program
 * @param path the executed file's path as the kernel knows it; empty if the program ended before it could be looked at,
 *     then the rest is unknown too
 * @param argv its arguments, the program's name first
 * @param namespace inode of the network namespace it ran in
 * @param terminal the id of the terminal that is its controlling terminal; empty for none
 * @param stdout where its standard output went when it started
 * @param startedAt seconds since the epoch by the sandbox's clock
 * @param endedAt likewise; empty while it runs
 * @param exitStatus as in a shell: 128 + n for a signal; empty while it runs, if its process executed another program
 *     (execve(2)), or if its end was missed
 * @param tampered whether the environment made the loader add code of the learner's ({@code LD_PRELOAD} and similar,
 *     ld.so(8)): then even a genuine program's output proves nothing
 */
public record Execution(
        int pid,
        int parent,
        String program,
        String path,
        List<String> argv,
        long namespace,
        String terminal,
        Sink stdout,
        double startedAt,
        OptionalDouble endedAt,
        OptionalInt exitStatus,
        boolean tampered) {
    public Execution {
        argv = List.copyOf(argv);
    }

    /**
     * The named network namespace that it inspected without running in it, as {@code ip -n} and {@code bridge -n} do.
     */
    public Optional<String> lookedInto() {
        return program.equals("ip") || program.equals("bridge")
                ? ToolObject.namespace(argv.subList(Math.min(1, argv.size()), argv.size()))
                : Optional.empty();
    }

    /** What an output is connected to. */
    public enum Sink {
        TERMINAL,
        PIPE,
        FILE,
        OTHER
    }
}
