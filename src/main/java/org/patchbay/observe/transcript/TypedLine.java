package org.patchbay.observe.transcript;

import java.util.Optional;
import org.patchbay.observe.Command;

/**
 * A command line of a saved terminal, and what is known of where its shell was.
 *
 * @param command without executions: no kernel was asked
 * @param place the network namespace, as lessons call it: {@code init}, a name of {@code ip netns}, or {@code
 *     container:NAME}; empty where the text does not tell
 */
public record TypedLine(Command command, Optional<String> place) {}
