package org.patchbay.check.verdict;

import java.util.HashMap;
import java.util.Map;

/**
 * A sentence without a language: a message key and its arguments.
 *
 * @param key such as {@code link.missing}, in each language's {@code diagnosis} bundle
 * @param arguments by name: devices as {@link DeviceName#toString()}, addresses, counts, never prose; except for a
 *     lesson's own message, which is an argument per language ({@code said.zh})
 */
public record Message(String key, Map<String, String> arguments) {
    public Message {
        arguments = Map.copyOf(arguments);
    }

    /** A message with these argument names and values, alternating. */
    public static Message of(String key, Object... namesAndValues) {
        Map<String, String> arguments = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        return new Message(key, arguments);
    }
}
