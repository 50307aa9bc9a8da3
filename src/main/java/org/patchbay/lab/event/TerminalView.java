package org.patchbay.lab.event;

import java.util.Optional;

/**
 * A terminal as a tab shows it.
 *
 * @param name the learner's name for it
 * @param namespace {@code init}, the name that {@code ip netns} knows, or {@code ns:} and an inode number
 * @param foreground the command that runs now
 * @param slow whether that command takes long because the machine is emulated
 */
public record TerminalView(
        String id, String name, String namespace, Optional<String> foreground, boolean slow, boolean ended) {}
