package org.patchbay.sandbox;

import java.util.regex.Pattern;

/**
 * Names one sandbox; also its host name and its folder's name.
 *
 * @param value 1 to 32 characters of {@code a-z}, {@code 0-9} and {@code -}, the first a letter
 */
public record SandboxId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** @throws IllegalArgumentException if the value has another shape */
    public SandboxId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a sandbox id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
