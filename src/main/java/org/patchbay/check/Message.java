package org.patchbay.check;

import java.util.Map;

/**
 * A sentence without a language: a key of the message bundles and its arguments.
 *
 * @param key such as {@code link.missing}; each language's {@code diagnosis} bundle has it
 * @param arguments by name; device names, addresses and counts, never prose
 */
public record Message(String key, Map<String, String> arguments) {
    public Message {
        arguments = Map.copyOf(arguments);
    }
}
