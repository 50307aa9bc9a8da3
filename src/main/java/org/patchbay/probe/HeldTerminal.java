package org.patchbay.probe;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A terminal held by the sandbox's agent.
 *
 * @param pid of its shell
 * @param start offset of the first byte still kept, counted over all its output
 * @param end the offset after the last byte
 * @param ended whether its shell has ended
 * @param namespace inode of the foreground process's network namespace
 * @param foreground the foreground process's name, for display only: it can be faked
 */
public record HeldTerminal(
        String id,
        int pid,
        int cols,
        int rows,
        long start,
        long end,
        boolean ended,
        OptionalInt exitStatus,
        OptionalLong namespace,
        Optional<String> foreground) {}
