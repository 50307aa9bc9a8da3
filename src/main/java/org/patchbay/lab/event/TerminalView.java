package org.patchbay.lab.event;

import java.util.Optional;

/**
 * A terminal's tab.
 *
 * @param name given by the learner
 * @param namespace {@code init}, a name of {@code ip netns}, or {@code ns:} and an inode number
 * @param foreground the running command
 * @param slow whether that command is slow because the machine is emulated
 */
public record TerminalView(
        String id, String name, String namespace, Optional<String> foreground, boolean slow, boolean ended) {}
