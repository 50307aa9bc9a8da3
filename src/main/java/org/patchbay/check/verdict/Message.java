package org.patchbay.check.verdict;

import java.util.HashMap;
import java.util.Map;

/**
 * A sentence without a language: a key of the message bundles and its arguments.
 *
 * @param key such as {@code link.missing}; each language's {@code diagnosis} bundle has it
 * @param arguments by name; devices as {@link DeviceName#toString()} writes them, addresses and counts, never prose;
 *     but for a sentence that a lesson brought itself, of which each language's text is an argument ({@code said.zh})
 */
public record Message(String key, Map<String, String> arguments) {
    public Message {
        arguments = Map.copyOf(arguments);
    }

    /** A key, then the names and values of its arguments, in turn. */
    public static Message of(String key, Object... namesAndValues) {
        Map<String, String> arguments = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        return new Message(key, arguments);
    }
}
