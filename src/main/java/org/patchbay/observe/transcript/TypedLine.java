package org.patchbay.observe.transcript;

import java.util.Optional;
import org.patchbay.observe.Command;

/**
 * A command line of a saved terminal, with its shell's namespace if known.
 *
 * @param command without executions: no kernel was asked
 * @param place the network namespace's name in lessons: {@code init}, a name of {@code ip netns}, or {@code
 *     container:NAME}; empty if the text does not show it
 */
public record TypedLine(Command command, Optional<String> place) {}
