package org.patchbay.probe;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A terminal as the sandbox holds it.
 *
 * @param pid of its shell
 * @param start the first byte of its output that is still kept, as an offset in all that it ever printed
 * @param end the offset after the last byte
 * @param ended whether its shell has ended
 * @param namespace inode of the network namespace of what runs in the foreground
 * @param foreground name of what runs in the foreground: a label, no evidence
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
